package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.COLUMNS;
import static io.efface.erasure.input.ListReading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reader of NDJSON lists, the detection of formats, and the refusal of ids that look damaged. */
class InputReaderTest {
    @TempDir
    Path folder;

    @Test
    void ndjson_everyKindOfLine_isOneRow() throws IOException {
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
                                "{\"person_id\":\" p \"}",
                                "{\"subject\":\"s\",\"person_id\":null}")))
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
                        "17  p  null  p  []",
                        "18:17 PERSON_MISSING null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    list        | alice                  | PLAIN  | FIRST_LINE
                    list        | subject-001            | PLAIN  | FIRST_LINE
                    list.txt    | face_4711              | PLAIN  | NAME
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
    void open_withoutFormat_determinesFormatAndOrigin(String name, String line, InputFormat format, FormatOrigin origin)
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
    void open_ambiguousFormat_isRejected(String name, String line) throws IOException {
        Path file = Files.writeString(folder.resolve(name), line + "\n");
        assertThatThrownBy(() -> InputReader.open(InputSource.file(file), null, COLUMNS))
                .isInstanceOfSatisfying(ErasureException.class, e -> {
                    assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT);
                    assertThat(e).hasMessageContaining("format").hasMessageNotContaining("alice");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void next_anyLineEnd_returnsTheLineOfEachId(String end) throws IOException {
        assertThat(read(InputFormat.PLAIN, String.join(end, "1", "", "2", "3")))
                .containsExactly("1 1 null 1 []", "3 2 null 2 []", "4 3 null 3 []");
        assertThat(read(InputFormat.CSV, String.join(end, "person_id,x", "1,\"a" + end + "b\"", "2,", "3,")))
                .containsExactly("2 1 null 1 []", "4 2 null 2 []", "5 3 null 3 []");
        assertThat(read(InputFormat.NDJSON, String.join(end, "{\"person_id\":\"1\"}", "{\"person_id\":\"2\"}")))
                .containsExactly("1 1 null 1 []", "2 2 null 2 []");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    1.23457E+17 | SPREADSHEET_NUMBER
                    1,23457E+17 | SPREADSHEET_NUMBER
                    1E+17       | SPREADSHEET_NUMBER
                    ="0012"     | SPREADSHEET_NUMBER
                    4711.0      | SPREADSHEET_NUMBER
                    NULL        | EMPTY_MARKER
                    none        | EMPTY_MARKER
                    NaN         | EMPTY_MARKER
                    ~#n/a~      | EMPTY_MARKER
                    ~#REF!~     | EMPTY_MARKER
                    """)
    void next_damagedId_isRefusedUnlessAccepted(String id, ListRisk risk) throws IOException {
        String json = "{\"person_id\":\"" + id.replace("\"", "\\\"") + "\"}\n";
        String faces = "{\"person_id\":\"p\",\"face_ids\":[\"" + id.replace("\"", "\\\"") + "\"]}\n";
        ListOptions accepting = ListOptions.defaults().withAccepted(Set.of(risk));

        assertThat(read(InputFormat.PLAIN, id + "\n")).containsExactly("1:1 " + risk + " null");
        assertThat(read(InputFormat.NDJSON, json)).containsExactly("1:3 " + risk + " null");
        assertThat(read(InputFormat.NDJSON, faces)).containsExactly("1:19 " + risk + " null");
        assertThat(read(json, accepting)).containsExactly("1 " + id + " null " + id + " []");
        try (InputReader reader = InputReader.open(
                InputSource.stream("list", new ByteArrayInputStream(faces.getBytes(StandardCharsets.UTF_8))),
                accepting)) {
            InputRow.Entry row = (InputRow.Entry) reader.next();
            assertThat(reader.accepted()).isEmpty();
            reader.use(row);
            assertThat(reader.accepted()).isEqualTo(Map.of(risk, 1L));
        }
    }

    @Test
    void next_idsThatOnlyResembleDamagedOnes_areAccepted() throws IOException {
        for (String id : List.of("12E5", "-4711", "nullable", "Nan Li", "4711.01", "1.2.0", "e+17", "NULL-1")) {
            assertThat(read(InputFormat.CSV, "person_id,x\n" + id + ",\n"))
                    .containsExactly("2 " + id + " null " + id + " []");
        }
    }

    @Test
    void open_missingFile_isRejected() {
        assertThatThrownBy(() -> InputReader.open(InputSource.file(folder.resolve("none.csv")), null, COLUMNS))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT));
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
