package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.read;
import static io.efface.erasure.input.ListReading.rejection;
import static io.efface.erasure.input.WorkbookMaker.number;
import static io.efface.erasure.input.WorkbookMaker.row;
import static io.efface.erasure.input.WorkbookMaker.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the rows of lists in workbooks, and the choice of the sheet. */
class WorkbookListTest {
    static final ListOptions DEFAULTS = ListOptions.defaults();
    static final String HEADER = row(1, text("person_id"), text("face_ids"));

    @TempDir
    Path folder;

    @Test
    void next_textsAndWholeNumbers_areIds() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sharedTexts("<si><t>shared</t></si><si><r><t>ri</t></r><r><t xml:space='preserve'>ch</t></r></si>"
                        + "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>")
                .sheet(
                        "list",
                        HEADER
                                + row(2, "<c t='s'><v>0</v></c>", text("f1;f2;f1"))
                                + row(3, "<c t='s'><v>1</v></c>")
                                + row(4, "<c t='s'><v>2</v></c>", text(""))
                                + row(5, text("in &amp; <![CDATA[line]]>".replace(' ', '-')))
                                + row(6, number("4711"), number("12"))
                                + row(7, number("123456789012345"))
                                + row(8, number("1.23456789012345E+14"))
                                + row(9, number("-7", 4))
                                + row(10, number("42", 3))
                                + row(11, "<c t='str'><v>written</v></c>"))
                .bytes();

        assertThat(read(workbook, DEFAULTS))
                .containsExactly(
                        "2 shared null shared [f1, f2]",
                        "3 rich null rich []",
                        "4 東京 null 東京 []",
                        "5 in-&-line null in-&-line []",
                        "6 4711 null 4711 [12]",
                        "7 123456789012345 null 123456789012345 []",
                        "8 123456789012345 null 123456789012345 []",
                        "9 -7 null -7 []",
                        "10 42 null 42 []",
                        "11 written null written []");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <c><v>1234567890123456</v></c>                                    | LONG_NUMBER
        <c><v>1.2345678901234567E+17</v></c>                              | LONG_NUMBER
        <c><v>1E+300</v></c>                                              | LONG_NUMBER
        <c s='1'><v>123</v></c>                                           | FORMATTED_NUMBER
        <c><v>1.5</v></c>                                                 | DECIMAL_NUMBER
        <c s='2'><v>45000</v></c>                                         | DATE_CELL
        <c t='d'><v>2026-01-31</v></c>                                    | DATE_CELL
        <c t='d'><v>20260131</v></c>                                      | DATE_CELL
        <c s='2' t='d'><v>2026-01-31T23:59:59</v></c>                     | DATE_CELL
        <c t='d'><f>TODAY()</f><v>2026-01-31</v></c>                      | FORMULA_CELL
        <c><f>A1+1</f><v>12</v></c>                                       | FORMULA_CELL
        <c t='str'><f>A1</f><v>p</v></c>                                  | FORMULA_CELL
        <c t='s'><f>A1</f><v>0</v></c>                                    | FORMULA_CELL
        <c><f t='dataTable' ref='A2:A2'/><v>12</v></c>                    | FORMULA_CELL
        <c t='inlineStr'><f>A1</f><is><t>p</t></is></c>                   | FORMULA_CELL
        <c t='b'><v>1</v></c>                                             | BOOLEAN_CELL
        <c t='e'><v>#N/A</v></c>                                          | ERROR_CELL
        <c><v>twelve</v></c>                                              | ERROR_CELL
        <c t='inlineStr'><is><t>東</t><rPh sb='0' eb='1'><t>ト</t></rPh></is></c> | PHONETIC_CELL
        <c t='inlineStr'><is><t xml:space='preserve'> p</t></is></c>      | EDGE_SPACE
        <c t='inlineStr'><is><t>p_x000D_</t></is></c>                     | CONTROL_CHARACTER
        <c t='inlineStr'><is><t>1.5E+17</t></is></c>                      | SPREADSHEET_NUMBER
        <c t='inlineStr'><is><t>#N/A</t></is></c>                         | EMPTY_MARKER
        <c t='inlineStr'><is><t xml:space='preserve'>  </t></is></c>      | BLANK_ID
        """)
    void next_cellThatIsNotClearlyAnId_isRefusedInEachColumn(String cell, ProblemCode code) throws IOException {
        String header = row(1, text("subject"), text("account"), text("person_id"), text("face_ids"));
        WorkbookMaker maker = new WorkbookMaker().sharedTexts("<si><t>p</t></si>");
        String other = text("x");
        byte[] workbook = maker.sheet(
                        "list",
                        header
                                + row(2, cell, other, other, other)
                                + row(3, other, other, cell, other)
                                + row(4, other, other, other, cell))
                .bytes();

        assertThat(read(workbook, DEFAULTS))
                .containsExactly("2:1 " + code + " x", "3:3 " + code + " x", "4:4 " + code + " x");
        if (code != ProblemCode.SPREADSHEET_NUMBER && code != ProblemCode.EMPTY_MARKER) {
            byte[] accounts = new WorkbookMaker()
                    .sharedTexts("<si><t>p</t></si>")
                    .sheet("list", header + row(2, other, cell, other, other))
                    .bytes();
            assertThat(read(accounts, DEFAULTS)).containsExactly("2:2 " + code + " *");
        }
    }

    @Test
    void next_isoDatesInOtherColumns_leaveAllOtherCellsAsTheyAre() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sharedTexts("<si><t>shared &amp; &lt;more></t></si>")
                .sheet("other", "hidden", row(1, "<c t='d'><v>2026-01-31</v></c>"), "")
                .sheet(
                        "list",
                        "visible",
                        row(1, text("person_id"), text("face_ids"), text("left on"))
                                + row(2, text("a &lt;&amp;> é東"), text("f1"), "<c t='d'><v>2026-01-31</v></c>")
                                + row(3, "<c t='s'><v>0</v></c>", "", "<c t='d'><v>2026-02-28T12:00:00</v></c>")
                                + row(4, number("42"), "", "<c t='d'><v></v></c>")
                                + row(5, text("p5"), text("f5"))
                                + row(6, "<c t='d'><v>2026-01-31</v></c>", text("f6")),
                        "<mergeCells><mergeCell ref='B4:B5'/></mergeCells>")
                .bytes();
        List<String> expected = List.of(
                "2 a <&> é東 null a <&> é東 [f1]",
                "3 shared & <more> null shared & <more> []",
                "4 42 null 42 []",
                "5:2 MERGED_CELL null",
                "6:1 DATE_CELL null");

        assertThat(read(workbook, DEFAULTS.withSheet("list"))).isEqualTo(expected);
        Path file = Files.write(folder.resolve("list.xlsx"), workbook);
        try (InputReader reader = InputReader.open(InputSource.file(file), DEFAULTS.withSheet("list"))) {
            assertThat(ListReading.rows(reader)).isEqualTo(expected);
        }
    }

    @Test
    void next_mergedCells_refuseTheRowsWithoutAValueOfTheirOwn() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet(
                        "list",
                        "visible",
                        HEADER + row(2, text("p1"), text("f1")) + row(3, text("p2")) + row(4, text("p3"), text("f3")),
                        "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>")
                .bytes();

        assertThat(read(workbook, DEFAULTS))
                .containsExactly("2 p1 null p1 [f1]", "3:2 MERGED_CELL null", "4 p3 null p3 [f3]");
    }

    @Test
    void next_escapedUnderscore_isTheLiteralText() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet("list", HEADER + row(2, text("p_x005F_x000D_")))
                .bytes();

        assertThat(read(workbook, DEFAULTS)).containsExactly("2 p_x000D_ null p_x000D_ []");
    }

    @Test
    void next_blankAndHiddenRows_blankAreSkippedAndHiddenAreRead() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet(
                        "list",
                        "<row r='3'>" + row(3, text("person_id")).substring("<row r='3'>".length())
                                + row(5, text(""), "<c s='1'></c>")
                                + row(9, text("p1")).replace("<row ", "<row hidden='1' "))
                .bytes();

        try (InputReader reader = InputReader.open(source(workbook), DEFAULTS)) {
            assertThat(ListReading.rows(reader)).containsExactly("9 p1 null p1 []");
            assertThat(reader.hiddenRows()).isEqualTo(1);
            assertThat(reader.sheet()).contains(1);
        }
    }

    @Test
    void next_rowsAndCellsWithoutPlaces_areCounted() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .styles("")
                .sheet(
                        "list",
                        "<row>" + text("person_id") + text("face_ids") + "</row><row>" + number("1") + text("f")
                                + "</row><row><c/>" + text("f") + "</row>")
                .bytes();

        assertThat(read(workbook, DEFAULTS)).containsExactly("2 1 null 1 [f]", "3:1 PERSON_MISSING null");
    }

    @Test
    void next_columnsByNumberAndName_followTheRulesOfCsv() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet("list", row(1, text("a"), text("p1")) + row(2, text("b"), text("p2"), text("f2")))
                .bytes();
        ListOptions byNumber =
                DEFAULTS.withColumns(InputColumns.defaults().withPerson("#2").withFaces("#3"));
        ListOptions byName = DEFAULTS.withColumns(InputColumns.defaults().withPerson("p1"));

        assertThat(read(workbook, byNumber.withHeader(false))).containsExactly("1 p1 null p1 []", "2 p2 null p2 [f2]");
        assertThat(read(workbook, byName)).containsExactly("2 p2 null p2 []");
        assertThat(rejection(workbook, byNumber)).contains("first row that may be a row", "--no-header");
        assertThat(rejection(workbook, DEFAULTS)).contains("person_id in its first row", "rows above the header");
        byte[] lookalike = new WorkbookMaker()
                .sheet("list", row(1, text("person_id"), text("photo_ids")))
                .bytes();
        assertThat(rejection(lookalike, DEFAULTS)).contains("column #2", "--ignore-columns");
    }

    @Test
    void open_severalSheetsWithContent_asksForOneByItsNumber() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet("Ada Lovelace", HEADER + row(2, text("p1")))
                .sheet("empty", "")
                .sheet("old", "hidden", HEADER + row(2, text("p3")), "")
                .bytes();

        assertThat(rejection(workbook, DEFAULTS))
                .contains("2 sheets with content, number 1, 3 (hidden)", "--sheet 1")
                .doesNotContain("Ada");
        assertThat(read(workbook, DEFAULTS.withSheet("3"))).containsExactly("2 p3 null p3 []");
        assertThat(read(workbook, DEFAULTS.withSheet("Ada Lovelace"))).containsExactly("2 p1 null p1 []");
        assertThat(rejection(workbook, DEFAULTS.withSheet("2"))).contains("is empty");
        assertThat(rejection(workbook, DEFAULTS.withSheet("4")))
                .contains("does not have the sheet", "1, 3 (hidden)")
                .doesNotContain("Ada");
        byte[] confusing = new WorkbookMaker()
                .sheet("2", HEADER + row(2, text("p1")))
                .sheet("1", HEADER + row(2, text("p2")))
                .bytes();
        assertThat(rejection(confusing, DEFAULTS.withSheet("2"))).contains("rename");
    }

    @Test
    void open_oneSheetWithContent_isChosen() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sheet("empty", row(1, "<c s='1'></c>"))
                .sheet("list", HEADER + row(2, text("p2")))
                .bytes();

        assertThat(read(workbook, DEFAULTS)).containsExactly("2 p2 null p2 []");
        assertThat(rejection(new WorkbookMaker().sheet("empty", "").bytes(), DEFAULTS))
                .contains("is empty");
    }

    @Test
    void open_anyFileName_recognisesAWorkbookByItsContent() throws IOException {
        byte[] workbook =
                new WorkbookMaker().sheet("list", HEADER + row(2, text("p1"))).bytes();

        for (String name : List.of("list.xlsx", "list.csv", "list")) {
            Path file = Files.write(folder.resolve(name), workbook);
            try (InputReader reader = InputReader.open(InputSource.file(file), DEFAULTS)) {
                assertThat(reader.format()).isEqualTo(InputFormat.XLSX);
                assertThat(reader.origin()).isEqualTo(FormatOrigin.CONTENT);
                assertThat(reader.charset()).isEmpty();
                assertThat(ListReading.rows(reader)).containsExactly("2 p1 null p1 []");
            }
        }
        assertThat(read(workbook, DEFAULTS.withFormat(InputFormat.XLSX))).hasSize(1);
        assertThat(rejection(workbook, DEFAULTS.withFormat(InputFormat.CSV))).contains("--format");
        assertThat(rejection(workbook, DEFAULTS.withDelimiter(';'))).contains("--delimiter");
        assertThat(rejection(workbook, DEFAULTS.withCharset(StandardCharsets.UTF_16LE)))
                .contains("--charset");
    }

    @Test
    void open_textWithOptionsOfAWorkbook_isRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("list.xlsx"), "person_id\np1\n");

        assertThatThrownBy(() -> InputReader.open(InputSource.file(file), DEFAULTS))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("file name for XLSX");
        assertThat(rejection("person_id\np1\n", DEFAULTS.withFormat(InputFormat.XLSX)))
                .contains("not a workbook", "--format");
        assertThat(rejection("person_id\np1\n", DEFAULTS.withSheet("1"))).contains("--sheet");
    }

    @Test
    void readHolds_workbook_protectsItsIdsOrIsRejectedAsAWhole() {
        byte[] holds = new WorkbookMaker()
                .sheet("list", row(1, text("person_id"), text("subject")) + row(2, number("1"), text("s")))
                .bytes();
        byte[] invalid = new WorkbookMaker()
                .sheet("list", HEADER + row(2, number("1")) + row(3, number("7", 1)))
                .bytes();
        List<String> ids = new ArrayList<>();

        InputReader.readHolds(source(holds), DEFAULTS, "--hold-", (id, line) -> ids.add(line + " " + id));

        assertThat(ids).containsExactly("2 1", "2 s");
        assertThatThrownBy(() -> InputReader.readHolds(source(invalid), DEFAULTS, "--hold-", (id, line) -> {}))
                .hasMessageContaining("row 3, column A: the cell shows its number with leading zeros");
        byte[] empty = new WorkbookMaker().sheet("list", "").bytes();
        assertThatThrownBy(() -> InputReader.readHolds(source(empty), DEFAULTS, "--hold-", (id, line) -> {}))
                .hasMessageContaining("EMPTY_HOLD");
    }

    @Test
    void problem_ofTheWholeRow_namesNoColumn() {
        assertThat(new InputProblem(5, 1, ProblemCode.ACCOUNT_MISSING).text(InputFormat.XLSX))
                .startsWith("row 5: ");
        assertThat(new InputProblem(5, 1, ProblemCode.ID_AGAINST_RULE).text(InputFormat.XLSX))
                .startsWith("row 5, column A: ");
    }

    private static InputSource source(byte[] bytes) {
        return InputSource.stream("list", new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @CsvSource({"1, A", "26, Z", "27, AA", "52, AZ", "702, ZZ", "703, AAA", "16384, XFD"})
    void text_ofAWorkbook_namesTheColumnByItsLetters(int column, String letters) {
        InputProblem problem = new InputProblem(5, column, ProblemCode.DATE_CELL);

        assertThat(problem.text(InputFormat.XLSX)).startsWith("row 5, column " + letters + ": the cell is a date");
        assertThat(problem.text(InputFormat.CSV)).startsWith("line 5, column " + column + ": ");
    }
}
