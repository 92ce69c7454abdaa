package io.efface.cli.demo;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.cli.process.KnownTexts;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.emulator.service.EmulatedService;
import io.efface.erasure.ErasureException;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputReader;
import io.efface.erasure.input.InputRow;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Reads the initial people of the emulators: a CSV list with the columns {@code library}, {@code person_id} and {@code face_ids}. A person
 * may have no faces. If several rows name the same person, the faces of the rows are combined. Errors name the line and the column, never
 * the text.
 */
final class SeedFile {
    private static final ListOptions OPTIONS = ListOptions.defaults()
            .withFormat(InputFormat.CSV)
            .withColumns(InputColumns.defaults()
                    .withAccount("library")
                    .withPerson("person_id")
                    .withFaces("face_ids"))
            .withAccepted(EnumSet.allOf(ListRisk.class));

    private SeedFile() {}

    /**
     * A row of the file: a person in a library.
     *
     * @param library the name of a service: {@link EmulatedService#names()}
     * @param person the person's id
     * @param faces the person's faces, possibly empty
     */
    record Row(String library, PersonId person, List<FaceId> faces) {}

    /**
     * Reads and checks a file.
     *
     * @throws UsageException if the file cannot be read, or a row is invalid
     */
    static List<Row> read(Path file) {
        return read(InputSource.file(OptionPaths.file("--seed", file)));
    }

    static List<Row> read(InputSource source) {
        List<Row> rows = new ArrayList<>();
        try (InputReader reader = open(source)) {
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (!(row instanceof InputRow.Entry entry)) {
                    throw new UsageException(Message.of("the seed file, {0}", row));
                }
                rows.add(row(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the seed file cannot be closed", e);
        }
        return rows;
    }

    private static InputReader open(InputSource source) {
        try {
            return InputReader.open(source, OPTIONS);
        } catch (ErasureException e) {
            // The message of e names options that this command does not have.
            throw new UsageException(Message.of(
                    "the seed file cannot be read as a CSV list with the header library,person_id,face_ids"));
        }
    }

    private static Row row(InputRow.Entry row) {
        String library = row.account();
        if (library == null || !EmulatedService.names().contains(library)) {
            throw problem(row, "library", Message.of("not one of {0}", EmulatedService.names()));
        }
        EmulatedService service = EmulatedService.named(library).orElseThrow();
        try {
            service.checkPersonId(row.person());
        } catch (IllegalArgumentException e) {
            throw problem(row, "person_id", KnownTexts.of(String.valueOf(e.getMessage())));
        }
        List<FaceId> faces = new ArrayList<>();
        for (String face : row.faces()) {
            try {
                service.checkFaceId(face);
            } catch (IllegalArgumentException e) {
                throw problem(
                        row,
                        "face_ids",
                        Message.of("face {0}: {1}", faces.size() + 1, KnownTexts.of(String.valueOf(e.getMessage()))));
            }
            faces.add(FaceId.of(face));
        }
        return new Row(service.text(), PersonId.of(row.person()), faces);
    }

    private static UsageException problem(InputRow row, String column, Message what) {
        return new UsageException(Message.of("the seed file, line {0}, column {1}: {2}", row.line(), column, what));
    }
}
