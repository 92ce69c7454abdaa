package io.efface.erasure.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
    private static final InputColumns COLUMNS = InputColumns.defaults();

    @TempDir
    Path folder;

    private static List<String> read(InputFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(InputFormat format, byte[] bytes) throws IOException {
        return read(format, new ByteArrayInputStream(bytes));
    }

    /** Returns each row as text: its parts, or its place and problem, with a * where the account is not known. */
    private static List<String> read(InputFormat format, InputStream in) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputReader reader = InputReader.open(InputSource.stream("list", in), format, COLUMNS)) {
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Entry entry) {
                    rows.add(entry.line() + " " + entry.subject() + " " + entry.account() + " " + entry.person() + " "
                            + entry.faces());
                } else if (row instanceof InputRow.Refused refused) {
                    rows.add(refused.line() + ":" + refused.problem().column() + " "
                            + refused.problem().code()
                            + (refused.accountKnown() ? " " + refused.account() : " *"));
                }
            }
        }
        return rows;
    }

    @Test
    void plain_everyOddity_isOneRowEach() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("\uFEFFalice\r\n\r\n  \n张伟\nbob \nde\0f\nx".getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
        bytes.write("fin\uFFFD".getBytes(StandardCharsets.UTF_8));

        assertThat(read(InputFormat.PLAIN, bytes.toByteArray()))
                .containsExactly(
                        "1 alice null alice []",
                        "4 张伟 null 张伟 []",
                        "5:1 EDGE_SPACE null",
                        "6:1 CONTROL_CHARACTER null",
                        "7:2 MALFORMED_UTF8 null",
                        "8 fin\uFFFD null fin\uFFFD []");
    }

    @Test
    void plain_lineOf64Megabytes_isRefusedInLittleMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 26;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : left == -1 ? '\n' : left > -6 ? 'y' : -1;
            }

            @Override
            public int read(byte[] block, int offset, int length) {
                int n = 0;
                for (; n < length && left > 0; n++, left--) {
                    block[offset + n] = 'x';
                }
                if (n > 0) {
                    return n;
                }
                int c = read();
                if (c < 0) {
                    return -1;
                }
                block[offset] = (byte) c;
                return 1;
            }
        };

        assertThat(read(InputFormat.PLAIN, endless)).hasSize(2).first().isEqualTo("1:1 TOO_LONG null");
    }

    @Test
    void plain_header_isNobody() throws IOException {
        assertThat(read(InputFormat.PLAIN, "Person-IDs\nalice\nperson_id\n"))
                .containsExactly("1:1 HEADER_IN_LIST null", "2 alice null alice []", "3 person_id null person_id []");
    }

    @Test
    void csv_columnsInAnyOrderWithOthersBetween_areFound() throws IOException {
        assertThat(read(
                        InputFormat.CSV,
                        "note,face_ids,person_id,\"subject\",account\r\n"
                                + "\"two\nlines, \"\"quoted\"\"\",f1;f2;f1,p1,s1,a\r\n"
                                + "\r\n"
                                + ",,p2,,\r\n"
                                + ",,\" p3 \",,"))
                .containsExactly("2 s1 a p1 [f1, f2]", "5 p2 null p2 []", "6  p3  null  p3  []");
    }

    @Test
    void csv_badRows_costNoOther() throws IOException {
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
                        "10 p\"9 a p\"9 [f\"1]");
    }

    @Test
    void csv_withoutAccounts_refusesForEveryChosenOne() throws IOException {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject,account\nx,y\n",
                "person_id,person_id\nx,y\n",
                "person_id,faceIds\nx,y\n",
                "person_id,Face\nx,y\n",
                "person_id,Account\nx,y\n",
                "",
                "\"person_id\nx\n"
            })
    void csv_headerThatWillNotDo_isFatalWithoutItsText(String text) {
        assertThatThrownBy(() -> read(InputFormat.CSV, text))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT));
    }

    @Test
    void ndjson_everyOddity_isOneRowEach() throws IOException {
        assertThat(read(
                        InputFormat.NDJSON,
                        String.join(
                                "\n",
                                "{\"subject\":\"s\",\"account\":\"a\",\"person_id\":\"p\",\"face_ids\":[\"1\",\"2\",\"1\"],\"x\":{\"y\":[1]}}",
                                "{\"person_id\":\"p\",\"account\":null,\"face_ids\":null}",
                                "{\"person_id\":4711,\"account\":\"a\"}",
                                "{\"account\":\"a\",\"person_id\":\"p\",\"face_ids\":[3449473648734521]}",
                                "{\"person_id\":\"p\",\"face_ids\":[]}",
                                "{\"person_id\":\"p\",\"face_ids\":\"f1;f2\"}",
                                "{\"person_id\":\"p\",\"faceIds\":[\"f\"]}",
                                "{\"person_id\":\"p\",\"person_id\":\"q\"}",
                                "{\"person_id\":\"\\ud800\",\"account\":7}",
                                "[\"p\"]",
                                "\"p\"",
                                "{\"person_id\":\"p\"} {}",
                                "{\"person_id\":\"p\"",
                                "{person_id:'p'}",
                                "{\"subject\":\"s\"}",
                                "{\"张\":1,\"person_id\":true}",
                                "{\"person_id\":\" p \"}")))
                .containsExactly(
                        "1 s a p [1, 2]",
                        "2 p null p []",
                        "3:3 NUMBER_ID a",
                        "4:33 NUMBER_ID a",
                        "5:19 EMPTY_FACE null",
                        "6:19 NOT_A_LIST null",
                        "7:19 LOOKALIKE_FIELD *",
                        "8:19 REPEATED_FIELD *",
                        "9:3 HALF_CHARACTER *",
                        "10:1 NOT_AN_OBJECT *",
                        "11:1 NOT_AN_OBJECT *",
                        "12:21 NOT_JSON *",
                        "13:17 NOT_JSON *",
                        "14:16 NOT_JSON *",
                        "15:1 PERSON_MISSING null",
                        "16:9 NOT_TEXT null",
                        "17  p  null  p  []");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    list        | alice                  | PLAIN  | FIRST_LINE
                    list        | {"person_id":"p"}      | NDJSON | FIRST_LINE
                    list        | person_id              | CSV    | FIRST_LINE
                    list        | subject,person_id      | CSV    | FIRST_LINE
                    list        | "person_id","x"        | CSV    | FIRST_LINE
                    list.csv    | person_id              | CSV    | NAME
                    list.txt    | alice                  | PLAIN  | NAME
                    list.ids    | alice                  | PLAIN  | FIRST_LINE
                    LIST.NDJSON | {"person_id":"p"}      | NDJSON | NAME
                    list.jsonl  | {"person_id":"p"}      | NDJSON | NAME
                    """)
    void open_noFormatGiven_tellsItAndHow(String name, String line, InputFormat format, FormatOrigin origin)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), "\uFEFF\r\n" + line + "\r\n");
        try (InputReader reader = InputReader.open(InputSource.file(file), null, COLUMNS)) {
            assertThat(reader.format()).isEqualTo(format);
            assertThat(reader.origin()).isEqualTo(origin);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    list        | a,b
                    list        | a;b
                    list        | id
                    list        | User_ID
                    list        | uuid
                    list        | "alice"
                    list.txt    | person_id
                    list.txt    | {"person_id":"p"}
                    list.ndjson | alice
                    list.csv    | {"person_id":"p"}
                    list.csv    | alice
                    """)
    void open_formatThatMayBeAnother_isNotGuessed(String name, String line) throws IOException {
        Path file = Files.writeString(folder.resolve(name), line + "\n");
        assertThatThrownBy(() -> InputReader.open(InputSource.file(file), null, COLUMNS))
                .isInstanceOfSatisfying(ErasureException.class, e -> {
                    assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT);
                    assertThat(e).hasMessageContaining("format").hasMessageNotContaining("alice");
                });
    }

    @Test
    void open_utf16_isFatal() {
        assertThatThrownBy(() -> read(InputFormat.PLAIN, "\uFEFFalice".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void open_missingFile_isFatal() {
        assertThatThrownBy(() -> InputReader.open(InputSource.file(folder.resolve("none.csv")), null, COLUMNS))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT));
    }

    @Test
    void readHolds_csvOfSubjectsAndPersons_takesBoth() {
        List<String> ids = new ArrayList<>();
        long rows = InputReader.readHolds(
                InputSource.stream(
                        "holds",
                        new ByteArrayInputStream("subject,person_id\ns1,p1\ns2,\n".getBytes(StandardCharsets.UTF_8))),
                null,
                COLUMNS,
                ids::add);

        assertThat(rows).isEqualTo(2);
        assertThat(ids).containsExactly("p1", "s1", "s2");
    }

    @Test
    void toString_rows_showsNoId() throws IOException {
        try (InputReader reader = InputReader.open(
                InputSource.stream("l", new ByteArrayInputStream("alice\n".getBytes(StandardCharsets.UTF_8))),
                InputFormat.PLAIN,
                COLUMNS)) {
            assertThat(reader.next()).hasToString("line 1");
        }
    }
}
