package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reader of CSV lists with every delimiter. */
class CsvListReaderTest {
    @Test
    void csv_columnsInAnyOrderAmongOthers_areFound() throws IOException {
        assertThat(read(
                        InputFormat.CSV,
                        "note,face_ids,person_id,\"subject\",account\r\n"
                                + "\"two\nlines, \"\"quoted\"\"\",f1;f2;f1,p1,s1,a\r\n"
                                + "\r\n"
                                + ",,p2,,\r\n"
                                + ",,\" p3 \",,"))
                .containsExactly("2 s1 a p1 [f1, f2]", "5 p2 null p2 []", "6  p3  null  p3  []");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void csv_rowsOfSeparatorsAndSpaces_areSkipped(char separator) throws IOException {
        String list = ",,\nperson_id,account,name\n,,\np1,a,\n, , \n,\n,,,,\np2,a,\n,,".replace(',', separator);

        assertThat(read(InputFormat.CSV, list)).containsExactly("4 p1 a p1 []", "8 p2 a p2 []");
    }

    @Test
    void csv_rowsWithAnyOtherCharacter_areNotSkipped() throws IOException {
        assertThat(read(InputFormat.CSV, "person_id,account,name\n,,x\n\"\",,\n,a,\n,\u00A0,\n"))
                .containsExactly(
                        "2:1 PERSON_MISSING null",
                        "3:1 PERSON_MISSING null",
                        "4:1 PERSON_MISSING a",
                        "5:2 EDGE_SPACE *");
    }

    @Test
    void csv_refusedRows_keepTheSubjectThatCanBeRead() throws IOException {
        assertThat(ListReading.subjectsOfRefused(
                        InputFormat.CSV,
                        "subject,account,person_id,face_ids\n"
                                + "s1,a,,\n"
                                + "s2,a,p ,\n"
                                + "s3,a,p,f;;g\n"
                                + ",a,p,f;;g\n"
                                + "s4,a ,p,\n"
                                + " s5,a,p,\n"
                                + " s6,a,,\n"
                                + ",a,,\n"
                                + "s7,a\n"))
                .containsExactly("s1", "s2", "s3", "p", "s4", null, null, null, null);
    }

    @Test
    void ndjson_refusedRows_keepTheSubjectThatCanBeRead() throws IOException {
        assertThat(ListReading.subjectsOfRefused(
                        InputFormat.NDJSON,
                        "{\"subject\":\"s1\"}\n"
                                + "{\"subject\":\"s2\",\"person_id\":7}\n"
                                + "{\"subject\":\"s3\",\"person_id\":\"p\",\"face_ids\":[]}\n"
                                + "{\"subject\":null,\"person_id\":\"p\",\"face_ids\":[]}\n"
                                + "{\"subject\":7,\"person_id\":\"p\"}\n"
                                + "{\"subject\":\"s4\",\"person_id\":\"p\",\"Account\":\"a\"}\n"
                                + "{\"subject\":\"s5\"\n"))
                .containsExactly("s1", "s2", "s3", "p", null, "s4", null);
    }

    @Test
    void csv_badRows_doNotAffectOtherRows() throws IOException {
        assertThat(read(
                        InputFormat.CSV,
                        "person_id,account,face_ids\n"
                                + "p1,a,\"never closed\n"
                                + "p2,a,\n"
                                + "p3,a,\"x\"y\n"
                                + "p4,a\n"
                                + "p5,a,f1;;f2\n"
                                + ",a,f1\n"
                                + "p7 ,a,\n"
                                + "p8, a,\n"
                                + "p\"9,a,f\"1\n"))
                .containsExactly(
                        "2:6 BAD_QUOTES *",
                        "3 p2 a p2 []",
                        "4:6 BAD_QUOTES *",
                        "5:1 FIELD_COUNT *",
                        "6:6 EMPTY_FACE a",
                        "7:1 PERSON_MISSING a",
                        "8:1 EDGE_SPACE a",
                        "9:4 EDGE_SPACE *",
                        "10:7 FACE_SEPARATOR a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"f1,f2\"",
                "f1|f2",
                "f1 f2",
                "\"f1, f2\"",
                "f1\uFF0Cf2",
                "f1\uFF1Bf2",
                "f1\u3001f2",
                "f1;f2,f3",
                "f1\u00A0f2",
                "f1/f2",
                "f1+f2",
                "f1&f2",
                "f1:f2",
                "[f1]",
                "{f1}",
                "'f1'"
            })
    void csv_facesWithAnotherSeparator_areRefused(String faces) throws IOException {
        String cell = faces.indexOf(',') >= 0 && faces.charAt(0) != '"' ? '"' + faces + '"' : faces;

        assertThat(read(InputFormat.CSV, "person_id,face_ids\np1," + cell + "\n"))
                .containsExactly("2:4 FACE_SEPARATOR null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1,f2", "f1;f2", "f1 f2", "f1/f2", "[f1]", "f1\uFF0Cf2", "\\\"f1\\\""})
    void ndjson_oneStringOfSeveralFaces_isRefused(String face) throws IOException {
        assertThat(read(InputFormat.NDJSON, "{\"person_id\":\"p1\",\"face_ids\":[\"" + face + "\"]}\n"))
                .singleElement()
                .asString()
                .contains("FACE_SEPARATOR");
    }

    @Test
    void csv_spaceBesideASemicolonInQuotes_isRefused() throws IOException {
        assertThat(read(
                        InputFormat.CSV,
                        "person_id,face_ids\np1,\"f1; f2\"\np2,\"f1 ;f2\"\np3,\"f1;\u200Bf2\"\np4,\" f1\"\n"))
                .containsExactly(
                        "2:4 EDGE_SPACE null",
                        "3:4 EDGE_SPACE null",
                        "4:4 INVISIBLE_CHARACTER null",
                        "5 p4 null p4 [ f1]");
    }

    @Test
    void csv_rowsWithoutAccount_applyToEveryChosenAccount() throws IOException {
        assertThat(read(InputFormat.CSV, "person_id,other\n\"x\np2,o\n"))
                .containsExactly("2:1 BAD_QUOTES null", "3 p2 null p2 []");
    }

    @Test
    void csv_malformedBytesInsideAQuotedField_refuseTheRowWhereItBegins() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("person_id,note\np1,\"a\n".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFF);
        bytes.write("\"\np2,n\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read(InputFormat.CSV, bytes.toByteArray()))
                .containsExactly("2:4 BAD_QUOTES null", "3:1 MALFORMED_UTF8 null", "4 p2 null p2 []");
    }

    @Test
    void csv_mixedLineEnds_returnEveryRow() throws IOException {
        assertThat(read(InputFormat.CSV, "person_id\r\n4711\r4712\r4713\r\n4714\r\n"))
                .containsExactly(
                        "2 4711 null 4711 []", "3 4712 null 4712 []", "4 4713 null 4713 []", "5 4714 null 4714 []");
        assertThat(read(InputFormat.CSV, "person_id,x\n4711,hello\r4712,x")).hasSize(2);
    }

    @Test
    void csv_rowOfManyFields_isReadOnlyIfTheHeaderHasAsManyFields() throws IOException {
        String wide = ",x".repeat(200_000);
        assertThat(read(InputFormat.CSV, "person_id\n1" + wide + "\n2\n"))
                .containsExactly("2:1 FIELD_COUNT null", "3 2 null 2 []");
        assertThat(read(InputFormat.CSV, "person_id" + wide + "\n1" + wide + "\n"))
                .containsExactly("2 1 null 1 []");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    person_id;face_ids      | 1;"f;g"      | ;
                    "a,b";person_id         | x;1          | ;
                    "a;b","c;d",person_id   | x,y,1        | ,
                    """)
    void csv_delimiter_isDetectedOutsideQuotes(String header, String row, char delimiter) throws IOException {
        try (InputReader reader = InputReader.open(
                InputSource.stream(
                        "list", new ByteArrayInputStream((header + "\n" + row).getBytes(StandardCharsets.UTF_8))),
                ListOptions.defaults())) {
            assertThat(reader.delimiter()).contains(delimiter);
            assertThat(reader.next()).isInstanceOf(InputRow.Entry.class);
        }
    }

    @Test
    void csv_tabsAndGivenDelimiters_separateFields() throws IOException {
        assertThat(read("person_id\tface_ids\n1\tf;g\n", ListOptions.defaults()))
                .containsExactly("2 1 null 1 [f, g]");
        assertThat(read("person_id|face_ids\n1|f;g\n", ListOptions.defaults().withDelimiter('|')))
                .containsExactly("2 1 null 1 [f, g]");
    }
}
