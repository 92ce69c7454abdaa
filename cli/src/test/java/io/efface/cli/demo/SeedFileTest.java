package io.efface.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceId;
import io.efface.cli.process.UsageException;
import io.efface.erasure.input.InputSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedFileTest {
    private static final String HEADER = "library,person_id,face_ids\n";

    private static List<SeedFile.Row> parse(String text) {
        return SeedFile.read(
                InputSource.stream("seed", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> faces(SeedFile.Row row) {
        return row.faces().stream().map(FaceId::value).toList();
    }

    @Test
    void parse_rows_keepsOrderIdsAndFaces() {
        List<SeedFile.Row> rows = parse(HEADER + "green,alice,f1;f2\niai,李雷,\n");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).library()).isEqualTo("green");
        assertThat(rows.get(0).person().value()).isEqualTo("alice");
        assertThat(faces(rows.get(0))).containsExactly("f1", "f2");
        assertThat(rows.get(1).person().value()).isEqualTo("李雷");
        assertThat(faces(rows.get(1))).isEmpty();
    }

    @Test
    void parse_quotedFields_mayHoldCommasQuotesAndNothing() {
        List<SeedFile.Row> rows = parse(HEADER + "green,\"Doe, \"\"J\"\"\",\"f1;f2\"\r\niai,\"b\",\"\"\r\n");

        assertThat(rows.get(0).person().value()).isEqualTo("Doe, \"J\"");
        assertThat(faces(rows.get(0))).containsExactly("f1", "f2");
        assertThat(faces(rows.get(1))).isEmpty();
    }

    @Test
    void parse_byteOrderMarkCrlfAndBlankLines_areFine() {
        assertThat(parse("\uFEFFlibrary,person_id,face_ids\r\n\r\ngreen,a,f\r\n\r\n"))
                .hasSize(1);
        assertThat(parse("library,person_id,face_ids")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blue,secret,f1 | line 3, column library",
                "Green,secret,f1 | line 3, column library",
                ",secret,f1 | line 3, column library",
                "green,,f1 | line 3, column 7",
                "green,sec\u0007ret,f1 | line 3, column 7",
                "green,secret,f1;;f2 | line 3, column 14",
                "rekognition,sec ret, | line 3, column person_id",
                "rekognition,alice,secret | line 3, column face_ids",
                "green,secret,f1; | line 3, column 14",
                "green,secret | line 3, column 1",
                "green,secret,f1,f2 | line 3, column 1",
                "green,\"secret\"x,f1 | line 3, column 7",
                "green,\"secret,f1 | line 3, column 7",
            })
    void parse_badRow_isNamedByLineAndColumnNeverByText(String row, String where) {
        assertThatThrownBy(() -> parse(HEADER + "green,fine,f1\n" + row + "\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(where)
                .hasMessageNotContaining("ret");
    }

    @Test
    void parse_quotedLineBreak_countsAsALine() {
        assertThatThrownBy(() -> parse(HEADER + "green,a,\"\n\"\ngreen,,f\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void parse_missingHeader_isRejected() {
        assertThatThrownBy(() -> parse("green,alice,f1\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("library")
                .hasMessageNotContaining("alice");
        assertThatThrownBy(() -> parse("")).isInstanceOf(UsageException.class);
    }

    @Test
    void read_unreadableFile_reportsReason(@TempDir Path folder) throws IOException {
        Path latin1 = folder.resolve("latin1.csv");
        Files.write(latin1, (HEADER + "green,M\u00fcller,f\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> SeedFile.read(folder.resolve("none.csv")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> SeedFile.read(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("folder");
        assertThatThrownBy(() -> SeedFile.read(latin1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2");
    }
}
