package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.StopSignal;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the options for lists and hold lists of {@code plan}, {@code erase} and {@code hold}. */
class ListOptionsTest {
    @TempDir
    Path folder;

    private JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder);
    }

    @AfterEach
    void end() {
        job.close();
    }

    private Path file(String name, String text, String charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(Charset.forName(charset)));
    }

    private int plan(Path list, String... options) {
        String[] all = new String[options.length + 5];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--replace";
        all[options.length + 1] = "--accounts";
        all[options.length + 2] = "green";
        all[options.length + 3] = "--input";
        all[options.length + 4] = list.toString();
        return job.run("plan", all);
    }

    @Test
    void plan_listOfAnotherCharsetAndDelimiter_isReadAndReported() throws IOException {
        Path list = file("people.csv", "工号;person_id\n张;p1\n", "GB18030");

        assertThat(plan(list)).isEqualTo(2);
        assertThat(job.err()).contains("--charset GB18030");
        assertThat(plan(list, "--charset", "GB18030")).isZero();
        assertThat(job.out()).contains("list read as csv, by its name, in GB18030, fields separated by semicolons");
        assertThat(plan(list, "--charset", "gbk", "--delimiter", ";", "--json")).isZero();
        assertThat(job.outLines().get(0)).contains("\"charset\":\"GBK\",\"delimiter\":\";\"");
        assertThat(plan(file("tabs", "a\tperson_id\nx\tp1\n", "UTF-16"), "--delimiter", "tab"))
                .isZero();
        assertThat(plan(list, "--charset", "klingon")).isEqualTo(2);
        assertThat(plan(list, "--delimiter", "abc")).isEqualTo(2);
        assertThat(plan(list, "--format", "plain", "--delimiter", ";")).isEqualTo(2);
        assertThat(job.err()).doesNotContain("klingon", "abc");
    }

    @Test
    void plan_laterLineOfAnotherCharset_suggestsTheCharset() throws IOException {
        Path list = file("people.csv", "person_id,name\np1,张\np2,x\n", "GBK");

        assertThat(plan(list)).isZero();
        assertThat(job.err()).contains("line 2, column 4", "--charset GB18030");
        assertThat(plan(list, "--charset", "GB18030")).isZero();
        assertThat(job.out()).contains("planned 2 ");
    }

    @Test
    void plan_workbook_reportsItsSheetAndTheCellsOfRefusedRows() throws IOException {
        String rows = "<row r='1'><c t='inlineStr'><is><t>person_id</t></is></c></row>"
                + "<row r='2' hidden='1'><c><v>4711</v></c></row><row r='3'><c><v>1.5</v></c></row>";
        Path list = workbook("people.xlsx", "<row/>", rows);
        Path two = workbook("two.xlsx", rows, rows);

        assertThat(plan(list)).isZero();
        assertThat(job.out()).contains("list read as xlsx, by its content, sheet 2", "planned 1 ");
        assertThat(job.err())
                .contains("refused: row 3, column A: ", "warning: 1 row")
                .doesNotContain("4711");
        assertThat(plan(two)).isEqualTo(2);
        assertThat(job.err()).contains("--sheet 1").doesNotContain("Ada");
        assertThat(plan(two, "--sheet", "Ada 2", "--json", "--hold", two.toString(), "--hold-sheet", "1"))
                .as("the hold list has a refused row")
                .isEqualTo(2);
        assertThat(job.err()).contains("row 3, column A");
        assertThat(plan(two, "--sheet", "Ada 2", "--json")).isZero();
        assertThat(job.outLines().get(0)).contains("\"sheet\":2,\"hiddenRows\":1", "\"column\":1");
        assertThat(plan(two, "--sheet", "1", "--delimiter", ";")).isEqualTo(2);
        assertThat(plan(two, "--sheet", "1", "--format", "csv")).isEqualTo(2);
        assertThat(job.err()).contains("--sheet requires the format xlsx");
    }

    @Test
    void erase_stoppedWithWorkbooks_resumeCommandShowsNoNameOfASheet() throws IOException {
        String header = "<row r='1'><c t='inlineStr'><is><t>person_id</t></is></c></row>";
        Path list = workbook("list.xlsx", "<row/>", header + "<row r='2'><c><v>4711</v></c></row>");
        Path holds = workbook("holds.xlsx", header + "<row r='2'><c><v>9</v></c></row>", "<row/>");
        job.command.signals.sendAtOnce(StopSignal.INT);

        String[] words = job.eraseWords(
                list.toString(),
                "--accounts",
                "green",
                "--sheet",
                "Ada 2",
                "--hold",
                holds.toString(),
                "--hold-sheet=Ada 1",
                "--yes",
                "--expect",
                "1",
                "--json");
        assertThat(job.command.runOnFiles(words)).isEqualTo(130);

        assertThat(job.err())
                .contains("erase " + list + " ", " --sheet=2 ", "the command leaves out --hold-sheet, because")
                .doesNotContain("Ada");
        assertThat(job.lastLine()).contains(" --sheet=2 ").doesNotContain("Ada");
    }

    private Path workbook(String name, String... sheets) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            StringBuilder names = new StringBuilder();
            StringBuilder targets = new StringBuilder();
            for (int i = 1; i <= sheets.length; i++) {
                names.append("<sheet name='Ada " + i + "' r:id='r" + i + "'/>");
                targets.append("<Relationship Id='r" + i + "' Target='sheet" + i + ".xml'/>");
                add(
                        zip,
                        "xl/sheet" + i + ".xml",
                        "<worksheet><sheetData>" + sheets[i - 1] + "</sheetData></worksheet>");
            }
            add(zip, "[Content_Types].xml", "<Types/>");
            add(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
                            + names + "</sheets></workbook>");
            add(zip, "xl/_rels/workbook.xml.rels", "<Relationships>" + targets + "</Relationships>");
        }
        return file;
    }

    private static void add(ZipOutputStream zip, String part, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(part));
        zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void plan_columnsByNumber_followTheSuggestion() throws IOException {
        Path list = file("people.csv", "Name,Nummer\nAda,4711\n", "UTF-8");

        assertThat(plan(list)).isEqualTo(2);
        assertThat(job.err()).contains("--columns person_id=#2", "#1 to #2").doesNotContain("Name", "Ada", "4711");
        assertThat(plan(list, "--columns", "person_id=#2"))
                .as("the first line may be a person")
                .isEqualTo(2);
        assertThat(job.err()).contains("--header", "--no-header").doesNotContain("Name", "Nummer");
        assertThat(plan(list, "--columns", "person_id=#2", "--header")).isZero();
        assertThat(job.out()).contains("planned 1 ");
        assertThat(job.err()).doesNotContain("--no-header");
        Path named = file("named.csv", "subject,Nummer\nAda,4711\n", "UTF-8");
        assertThat(plan(named, "--columns", "person_id=#2")).isZero();
        assertThat(job.out()).contains("planned 1 ");
        assertThat(job.err()).contains("--no-header");
        assertThat(plan(list, "--columns", "person_id=#2", "--no-header")).isZero();
        assertThat(job.out()).contains("planned 2 ");
    }

    @Test
    void plan_columnNamedAlmostFaceIds_needsTheOptionToIgnoreTheColumn() throws IOException {
        Path list = file("people.csv", "person_id,face_id_list\np1,f1\n", "UTF-8");

        assertThat(plan(list)).isEqualTo(2);
        assertThat(job.err()).contains("#2", "--ignore-columns");
        assertThat(plan(list, "--ignore-columns", "face_id_list")).isZero();
        assertThat(plan(list, "--columns", "face_ids=photos")).isEqualTo(2);
    }

    @Test
    void plan_withoutAccounts_namesTheOption() throws IOException {
        Path list = file("people.txt", "p1\n", "UTF-8");

        assertThat(job.run("plan", "--input", list.toString())).isEqualTo(2);
        assertThat(job.err()).contains("--accounts");
    }

    @Test
    void plan_damagedRows_areRefusedOnceOrAccepted() throws IOException {
        Path list = file("people.csv", "person_id\n4711.0\nNULL\n12E5\n-4711\n", "UTF-8");

        assertThat(job.run("plan", "--input", list.toString(), "--accounts", "green,iai"))
                .isZero();
        assertThat(job.out()).contains("planned 4 + duplicates 0 + refused 4");
        assertThat(job.err())
                .containsOnlyOnce("refused: line 2")
                .containsOnlyOnce("refused: line 3")
                .doesNotContain("by reason");
        assertThat(plan(list, "--accept", "SPREADSHEET_NUMBER,EMPTY_MARKER")).isZero();
        // The vendor's own rule still refuses the dot of 4711.0, so this line does not count as accepted.
        assertThat(job.out())
                .contains("planned 3 ", "accepted EMPTY_MARKER: 1")
                .doesNotContain("accepted SPREADSHEET_NUMBER");
        assertThat(plan(list, "--accept", "EMPTY_MARKER", "--accept", "SPREADSHEET_NUMBER", "--json"))
                .isZero();
        assertThat(job.outLines().get(0)).contains("\"accepted\":{\"EMPTY_MARKER\":1}");
        assertThat(plan(list, "--accept", "EVERYTHING")).isEqualTo(2);
        assertThat(job.run("report", "--format", "text")).isZero();
        assertThat(job.out()).contains("marker of an empty cell");
    }

    @Test
    void plan_binaryOrEmptyList_isRejected() throws IOException {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0, 0, 0};

        assertThat(plan(Files.write(folder.resolve("people.xlsx"), zip))).isEqualTo(2);
        assertThat(job.err()).contains("save as CSV UTF-8");
        assertThat(plan(file("people.csv", "person_id\nNULL\n", "UTF-8"))).isEqualTo(2);
        assertThat(job.err()).contains("EMPTY_MARKER", "line 2");
        assertThat(job.run("status")).isEqualTo(2);
    }

    @Test
    void plan_manyRowsOfOneTarget_warns() throws IOException {
        assertThat(plan(file("people.txt", "p1\n".repeat(12) + "p2\n", "UTF-8")))
                .isZero();
        assertThat(job.err()).contains("warning: 12 rows name the same target", "line 1");
    }

    @Test
    void plan_closedStandardInput_isRejected() {
        // From a closed standard input, a JVM reads the file of its own classes.
        job.command.input(new byte[] {(byte) 0xDA, (byte) 0xDA, (byte) 0xFE, (byte) 0xCA, 0, 0});

        assertThat(job.run("plan", "--input", "-", "--accounts", "green")).isEqualTo(2);
        assertThat(job.err()).contains("standard input cannot be read, because it is closed");
    }

    @Test
    void plan_holdOptions_workLikeThoseOfTheList() throws IOException {
        Path list = file("people.csv", "person_id,face_ids\np1,\np2,\n", "UTF-8");
        Path hold = file("hold.csv", "姓名;工号\n张;p1\n", "GB18030");

        assertThat(plan(list, "--hold", hold.toString())).isEqualTo(2);
        assertThat(job.err()).contains("--hold-charset GB18030");
        assertThat(plan(list, "--hold", hold.toString(), "--hold-charset", "GB18030"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--hold-columns person_id=#2");
        assertThat(plan(
                        list,
                        "--hold",
                        hold.toString(),
                        "--hold-charset",
                        "GB18030",
                        "--hold-columns",
                        "person_id=#2",
                        "--hold-delimiter",
                        "semicolon",
                        "--hold-header"))
                .isZero();
        assertThat(job.out()).contains("planned 1 ", "held 1");
        Path rows = file("rows.csv", "Ada;p1\n", "UTF-8");
        assertThat(plan(list, "--hold", rows.toString(), "--hold-columns", "person_id=#2"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--hold-header", "--no-hold-header");
        assertThat(plan(list, "--hold", rows.toString(), "--hold-columns", "person_id=#2", "--no-hold-header"))
                .isZero();
        Path words = file("words.csv", "alice\nbob\n", "UTF-8");
        assertThat(plan(list, "--hold", words.toString(), "--hold-columns", "person_id=#1"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--hold-header", "--no-hold-header").doesNotContain("alice");
        assertThat(plan(list, "--hold-charset", "UTF-8")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "[""p1"",""p2""]"
        p1,p2
        """)
    void plan_holdListOfTheWrongShape_isRejected(String text) throws IOException {
        Path list = file("people.txt", "p1\np2\n", "UTF-8");
        Path hold = file("hold", text + "\n", "UTF-8");

        assertThat(plan(list, "--hold", hold.toString())).isEqualTo(2);
        assertThat(plan(list, "--hold", hold.toString(), "--hold-format", "plain"))
                .isEqualTo(2);
        assertThat(job.err()).contains("comma").doesNotContain("p1");
    }

    @Test
    void hold_emptyAndSimilarLists_needTheOptionToAcceptThem() throws IOException {
        Path empty = file("empty.txt", "", "UTF-8");
        Path near = file("near.csv", "x;number\n;0042\n", "UTF-8");
        Path list = file("people.txt", "42\n43\n", "UTF-8");

        assertThat(plan(list, "--hold", empty.toString())).isEqualTo(2);
        assertThat(plan(list, "--hold", empty.toString(), "--accept", "EMPTY_HOLD"))
                .isZero();
        assertThat(job.run("hold add", "--ids", empty.toString())).isEqualTo(2);
        assertThat(job.run("hold add", "--ids", empty.toString(), "--accept", "EMPTY_HOLD"))
                .isZero();
        String[] options = {"--ids", near.toString(), "--columns", "person_id=number", "--delimiter", ";"};
        assertThat(job.run("hold add", options)).isEqualTo(2);
        assertThat(job.err())
                .contains("line 1 of the list and line 2 of the hold list")
                .doesNotContain("42");
        assertThat(job.run(
                        "hold add",
                        "--ids",
                        near.toString(),
                        "--columns",
                        "person_id=#2",
                        "--header",
                        "--accept",
                        "NEAR_HOLD"))
                .isZero();
        assertThat(job.err()).contains("1 of 1 ids are in no row");
        assertThat(job.run("hold remove", "--ids", near.toString(), "--columns", "person_id=number"))
                .isZero();
        assertThat(plan(list, "--hold", file("other.txt", "99\n43\n", "UTF-8").toString()))
                .isZero();
        assertThat(job.err()).contains("1 of 2 held ids are in no row");
    }
}
