package io.efface.erasure.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        return rows(InputReader.open(InputSource.stream("list", in), format, COLUMNS));
    }

    private static List<String> rows(InputReader opened) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputReader reader = opened) {
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
                "f1\u00A0f2"
            })
    void csv_facesThatAreSeparatedOtherwise_areRefused(String faces) throws IOException {
        String cell = faces.indexOf(',') >= 0 && faces.charAt(0) != '"' ? '"' + faces + '"' : faces;

        assertThat(read(InputFormat.CSV, "person_id,face_ids\np1," + cell + "\n"))
                .containsExactly("2:4 FACE_SEPARATOR null");
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

    /** Returns what reading a list with these options throws. */
    private static String rejection(byte[] bytes, ListOptions options) {
        try {
            read(bytes, options);
        } catch (ErasureException e) {
            assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT);
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("the list was read");
    }

    private static String rejection(String text, ListOptions options) {
        return rejection(text.getBytes(StandardCharsets.UTF_8), options);
    }

    private static List<String> read(byte[] bytes, ListOptions options) throws IOException {
        return rows(InputReader.open(InputSource.stream("list", new ByteArrayInputStream(bytes)), options));
    }

    private static List<String> read(String text, ListOptions options) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void next_anyLineEnd_givesEachIdItsLine(String end) throws IOException {
        assertThat(read(InputFormat.PLAIN, String.join(end, "1", "", "2", "3")))
                .containsExactly("1 1 null 1 []", "3 2 null 2 []", "4 3 null 3 []");
        assertThat(read(InputFormat.CSV, String.join(end, "person_id,x", "1,\"a" + end + "b\"", "2,", "3,")))
                .containsExactly("2 1 null 1 []", "4 2 null 2 []", "5 3 null 3 []");
        assertThat(read(InputFormat.NDJSON, String.join(end, "{\"person_id\":\"1\"}", "{\"person_id\":\"2\"}")))
                .containsExactly("1 1 null 1 []", "2 2 null 2 []");
    }

    @Test
    void csv_mixedLineEnds_loseNoRow() throws IOException {
        assertThat(read(InputFormat.CSV, "person_id\r\n4711\r4712\r4713\r\n4714\r\n"))
                .containsExactly(
                        "2 4711 null 4711 []", "3 4712 null 4712 []", "4 4713 null 4713 []", "5 4714 null 4714 []");
        assertThat(read(InputFormat.CSV, "person_id,x\n4711,hello\r4712,x")).hasSize(2);
    }

    @Test
    void csv_rowOfManyFields_isRefusedOrRead() throws IOException {
        String wide = ",x".repeat(200_000);
        assertThat(read(InputFormat.CSV, "person_id\n1" + wide + "\n2\n"))
                .containsExactly("2:1 FIELD_COUNT null", "3 2 null 2 []");
        assertThat(read(InputFormat.CSV, "person_id" + wide + "\n1" + wide + "\n"))
                .containsExactly("2 1 null 1 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-8", "GB18030"})
    void open_byteOrderMark_namesTheCharset(String charset) throws IOException {
        byte[] bytes = "\uFEFFperson_id\n张伟\r李".getBytes(Charset.forName(charset));

        assertThat(read(bytes, ListOptions.defaults())).containsExactly("2 张伟 null 张伟 []", "3 李 null 李 []");
        assertThat(rejection(bytes, ListOptions.defaults().withCharset(Charset.forName("Big5"))))
                .contains("byte order mark", charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "GBK", "Big5", "Shift_JIS", "UTF-16LE", "UTF-16BE", "IBM500"})
    void open_givenCharset_isUsed(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String person = charset.newEncoder().canEncode('明') ? "明" : "a";

        assertThat(read(
                        ("person_id\n" + person + "\r\nb").getBytes(charset),
                        ListOptions.defaults().withCharset(charset).withFormat(InputFormat.CSV)))
                .containsExactly("2 " + person + " null " + person + " []", "3 b null b []");
    }

    @Test
    void open_utf16WithoutMark_isRejectedUntilItsOrderIsGiven() {
        byte[] bytes = "4711\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(rejection(bytes, ListOptions.defaults())).contains("--charset UTF-16LE");
        assertThat(rejection(bytes, ListOptions.defaults().withCharset(StandardCharsets.UTF_16)))
                .contains("UTF-16LE and UTF-16BE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-16LE", "UTF-8"})
    void next_malformedBytesBeforeALineEnd_costOneRow(String name) throws IOException {
        Charset charset = Charset.forName(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("a\nb".getBytes(charset));
        bytes.write(charset.equals(StandardCharsets.UTF_16LE) ? new byte[] {0, (byte) 0xD8} : new byte[] {(byte) 0x81});
        bytes.write("\nc\n".getBytes(charset));

        assertThat(read(bytes.toByteArray(), ListOptions.defaults().withCharset(charset)))
                .containsExactly("1 a null a []", "2:2 MALFORMED_UTF8 null", "3 c null c []");
    }

    @Test
    void open_firstLineInAnotherCharset_suggestsTheOption() {
        byte[] bytes = "工号,person_id\n1,2\n".getBytes(Charset.forName("GB18030"));

        assertThat(rejection(bytes, ListOptions.defaults())).contains("--charset GB18030");
        assertThat(rejection(bytes, ListOptions.defaults().withFormat(InputFormat.CSV)))
                .contains("--charset GB18030");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "504b0304140006000800",
                "1f8b080000000000",
                "d0cf11e0a1b11ae100",
                "425a683931415926535900",
                "6100620063"
            })
    void open_binaryFile_asksForCsv(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(rejection(bytes, ListOptions.defaults())).contains("save as CSV UTF-8");
        assertThat(rejection(bytes, ListOptions.defaults().withFormat(InputFormat.PLAIN)))
                .contains("save as CSV UTF-8");
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

    @Test
    void csv_withoutPersonColumn_showsNumbersAndNoCell() {
        assertThat(rejection("Ada Lovelace,4711\n", ListOptions.defaults().withFormat(InputFormat.CSV)))
                .contains("#1 to #2", "--columns person_id=#2")
                .doesNotContain("Ada", "4711");
    }

    @Test
    void csv_columnByNumber_asksWhetherTheFirstLineIsARow() throws IOException {
        ListOptions options = ListOptions.defaults().withColumns(COLUMNS.withPerson("#2"));

        assertThat(read("subject;number\nAda;4711\n", options)).containsExactly("2 Ada null 4711 []");
        assertThat(read("name;PERSON-ID\nAda;4711\n", options)).containsExactly("2 4711 null 4711 []");
        assertThat(read(
                        "name;number\nAda;4711\n",
                        options.withColumns(options.columns().withSubject("name"))))
                .containsExactly("2 Ada null 4711 []");
        for (String first : List.of("name;number", "Ada;Lovelace", "Ada;4711", ";", "x-1;y")) {
            assertThat(rejection(first + "\nBob;4712\n", options))
                    .contains("--header", "--no-header", "names none of ours")
                    .doesNotContain("Ada", "Lovelace", "4711");
        }
        assertThat(rejection("Ada;4711\nBob;4712\n", options)).contains("--header", "--no-header");
        assertThat(read("Ada;4711\nBob;4712\n", options.withHeader(false)))
                .containsExactly("1 4711 null 4711 []", "2 4712 null 4712 []");
        assertThat(read("Ada;4711\nBob;4712\n", options.withHeader(true))).containsExactly("2 4712 null 4712 []");
        assertThat(rejection("a;b\n", ListOptions.defaults().withColumns(COLUMNS.withPerson("#3"))))
                .contains("it has 2 columns");
        assertThat(rejection(
                        "a;b\n", options.withColumns(COLUMNS.withPerson("#2").withSubject("b"))))
                .contains("for two of ours");
    }

    @Test
    void open_namedColumnThatIsMissing_isRejectedInEachFormat() {
        for (InputColumns columns : List.of(
                COLUMNS.withFaces("photos"),
                COLUMNS.withSubject("photos"),
                COLUMNS.withAccount("photos"),
                COLUMNS.withPerson("photos"),
                COLUMNS.withFaces("face_ids"))) {
            ListOptions options = ListOptions.defaults().withColumns(columns);
            assertThat(rejection("person_id,photo_ids\n1,f\n", options.withFormat(InputFormat.CSV)))
                    .contains("--columns");
            assertThat(rejection("{\"person_id\":\"1\",\"photo_ids\":[\"f\"]}\n", options))
                    .contains("--columns");
            assertThat(rejection("1\n", options.withFormat(InputFormat.PLAIN))).contains("--columns");
        }
    }

    @Test
    void ndjson_namedFieldThatLaterRowsLack_refusesThem() throws IOException {
        assertThat(read(
                        "{\"person_id\":\"1\",\"photos\":[\"f\"]}\n{\"person_id\":\"2\"}\n{\"person_id\":\"3\",\"photos\":null}\n",
                        ListOptions.defaults().withColumns(COLUMNS.withFaces("photos"))))
                .containsExactly("1 1 null 1 [f]", "2:1 FIELD_MISSING null", "3 3 null 3 []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "face_id_list",
                "face ids (list)",
                "my_face_ids",
                "Face-ID",
                "fасе_ids",
                "ｆａｃｅ＿ｉｄｓ",
                "ƒace_ids",
                "ꜰᴀᴄᴇ_ɪᴅs",
                "faces",
                "face_token",
                "old_face_ids_2",
                "account_name",
                "Аccount",
                "subject_ref",
                "реrsоn_id_2"
            })
    void open_columnAlmostCalledAsOurs_isRejectedUnlessIgnored(String name) throws IOException {
        String csv = "person_id," + name + "\n1,x\n";
        String json = "{\"person_id\":\"1\",\"" + name + "\":\"x\"}\n";
        ListOptions ignoring = ListOptions.defaults().withColumns(COLUMNS.ignoring(List.of(name)));

        assertThat(rejection(csv, ListOptions.defaults()))
                .contains("#2", "--ignore-columns")
                .doesNotContain(name);
        assertThat(read(json, ListOptions.defaults()))
                .singleElement()
                .asString()
                .contains("LOOKALIKE_FIELD");
        assertThat(read(csv, ignoring)).containsExactly("2 1 null 1 []");
        assertThat(read(json, ignoring)).containsExactly("1 1 null 1 []");
    }

    @Test
    void open_unrelatedColumns_areIgnored() throws IOException {
        assertThat(read("person_id,photo,name,email,id,department\n1,a,b,c,d,e\n", ListOptions.defaults()))
                .hasSize(1);
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
            assertThat(reader.next()).isInstanceOf(InputRow.Entry.class);
            assertThat(reader.accepted()).isEqualTo(Map.of(risk, 1L));
        }
    }

    @Test
    void next_idsLikeDamagedOnes_areIds() throws IOException {
        for (String id : List.of("12E5", "-4711", "nullable", "Nan Li", "4711.01", "1.2.0", "e+17", "NULL-1")) {
            assertThat(read(InputFormat.CSV, "person_id,x\n" + id + ",\n"))
                    .containsExactly("2 " + id + " null " + id + " []");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"4711\",\"4712\"]",
                "4711\n[\"4712\"]",
                "4711\n4712,4713",
                "4711\n4712;4713",
                "4711\n\"4712\"",
                "4711\n4712 4713",
                "4711\n4712\uFF0C4713",
                "4711\n4712\u30014713",
                "",
                "\n  \n",
                "person_id\n",
                "4711\nNULL",
                "4711\n4.7E+3",
                "123456789012345000\n987654321098765000\n123456789012345678"
            })
    void readHolds_listOfTheWrongShape_isFatal(String text) {
        for (ListOptions options :
                List.of(ListOptions.defaults(), ListOptions.defaults().withFormat(InputFormat.PLAIN))) {
            assertThatThrownBy(() -> InputReader.readHolds(
                            InputSource.stream(
                                    "holds", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                            options,
                            "--hold-",
                            (id, line) -> {}))
                    .isInstanceOfSatisfying(
                            ErasureException.class,
                            e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT))
                    .hasMessageNotContaining("4712");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"person_id\n4712\"\n", "person_id\n47\"12\n", "subject,person_id\n4712\",1\n"})
    void readHolds_strayQuoteInCsv_isFatal(String text) {
        assertThatThrownBy(() -> InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                        ListOptions.defaults(),
                        "--hold-",
                        (id, line) -> {}))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("a quote")
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("4712");
    }

    @Test
    void readHolds_columnByNumber_asksWhetherTheFirstLineIsARow() {
        ListOptions options = ListOptions.defaults().withColumns(COLUMNS.withPerson("#1"));
        byte[] text = "alice\nbob\n".getBytes(StandardCharsets.UTF_8);
        List<String> held = new ArrayList<>();

        assertThatThrownBy(() -> InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(text)),
                        options,
                        "--hold-",
                        (id, line) -> held.add(id)))
                .hasMessageContainingAll("--hold-header", "--no-hold-header")
                .hasMessageNotContaining("alice");
        InputReader.readHolds(
                InputSource.stream("holds", new ByteArrayInputStream(text)),
                options.withHeader(false),
                "--hold-",
                (id, line) -> held.add(id));

        assertThat(held).containsExactly("alice", "bob");
    }

    @Test
    void readHolds_emptyListThatIsAccepted_isRead() {
        ListOptions options = ListOptions.defaults().withAccepted(Set.of(ListRisk.EMPTY_HOLD));

        assertThat(InputReader.readHolds(
                        InputSource.stream("holds", new ByteArrayInputStream(new byte[0])),
                        options,
                        "--",
                        (id, line) -> {}))
                .isEqualTo(Map.of(ListRisk.EMPTY_HOLD, 1L));
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
        InputReader.readHolds(
                InputSource.stream(
                        "holds",
                        new ByteArrayInputStream("subject,person_id\ns1,p1\ns2,\n".getBytes(StandardCharsets.UTF_8))),
                ListOptions.defaults(),
                "--",
                (id, line) -> ids.add(line + " " + id));

        assertThat(ids).containsExactly("2 p1", "2 s1", "3 s2");
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
