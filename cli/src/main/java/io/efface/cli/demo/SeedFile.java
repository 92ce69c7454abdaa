package io.efface.cli.demo;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.emulator.service.EmulatedService;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the initial people of the emulators: CSV (RFC 4180, UTF-8) with the header {@code library,person_id,face_ids}. Faces are separated
 * by {@code ;}, and a person may have no faces. If several rows name the same person, the faces of the rows are combined. Errors name the
 * line and the column, never the text.
 */
final class SeedFile {
    private static final List<String> HEADER = List.of("library", "person_id", "face_ids");
    private static final long MOST_BYTES = 256L * 1024 * 1024;

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
     * @throws UsageException if the file cannot be read or a row is invalid
     */
    static List<Row> read(Path file) {
        return parse(text(OptionPaths.file("--seed", file)));
    }

    /** Parses and checks the text of a file. */
    static List<Row> parse(String text) {
        CsvReader csv = new CsvReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
        CsvReader.Row header = csv.next();
        if (header == null || !header.fields().equals(HEADER)) {
            throw new UsageException(
                    "the seed file, line 1: not the header", "it must be exactly: " + String.join(",", HEADER));
        }
        List<Row> rows = new ArrayList<>();
        CsvReader.Row next = csv.next();
        while (next != null) {
            rows.add(row(next));
            next = csv.next();
        }
        return rows;
    }

    private static Row row(CsvReader.Row row) {
        if (row.fields().size() != HEADER.size()) {
            throw new UsageException("the seed file, line " + row.line() + ": "
                    + row.fields().size() + " columns instead of " + HEADER.size());
        }
        if (!EmulatedService.names().contains(row.fields().get(0))) {
            throw problem(row, 0, "not one of " + String.join(", ", EmulatedService.names()));
        }
        EmulatedService service = EmulatedService.named(row.fields().get(0)).orElseThrow();
        PersonId person;
        try {
            service.checkPersonId(row.fields().get(1));
            person = PersonId.of(row.fields().get(1));
        } catch (IllegalArgumentException e) {
            throw problem(row, 1, e.getMessage());
        }
        return new Row(service.text(), person, faces(row, service));
    }

    private static List<FaceId> faces(CsvReader.Row row, EmulatedService service) {
        String all = row.fields().get(2);
        List<FaceId> faces = new ArrayList<>();
        for (String face : all.isEmpty() ? List.<String>of() : Arrays.asList(all.split(";", -1))) {
            try {
                service.checkFaceId(face);
                faces.add(FaceId.of(face));
            } catch (IllegalArgumentException e) {
                throw problem(row, 2, "face " + (faces.size() + 1) + ": " + e.getMessage());
            }
        }
        return faces;
    }

    private static UsageException problem(CsvReader.Row row, int column, @Nullable String what) {
        return new UsageException("the seed file, line " + row.line() + ", column " + HEADER.get(column) + ": " + what);
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException(file + " is larger than " + MOST_BYTES + " bytes, the limit for a seed file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException(file + " is not UTF-8");
        } catch (AccessDeniedException e) {
            throw new UsageException(file + " is not readable for this user");
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read");
        }
    }
}
