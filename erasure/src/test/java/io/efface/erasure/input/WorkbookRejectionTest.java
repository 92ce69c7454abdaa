package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.read;
import static io.efface.erasure.input.ListReading.rejection;
import static io.efface.erasure.input.WorkbookListTest.DEFAULTS;
import static io.efface.erasure.input.WorkbookListTest.HEADER;
import static io.efface.erasure.input.WorkbookMaker.number;
import static io.efface.erasure.input.WorkbookMaker.row;
import static io.efface.erasure.input.WorkbookMaker.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that files that are no readable workbooks are rejected. */
class WorkbookRejectionTest {
    @TempDir
    Path folder;

    @Test
    void open_otherZipFiles_areRejectedWithAdvice() {
        assertThat(rejection(zip(Map.of("list.csv", "person_id\n")), DEFAULTS)).contains("unpack it");
        assertThat(rejection(zip(Map.of("mimetype", "x", "content.xml", "<x/>")), DEFAULTS))
                .contains(".ods", "save as .xlsx");
        assertThat(rejection(zip(Map.of("[Content_Types].xml", "<Types/>", "xl/workbook.bin", "")), DEFAULTS))
                .contains(".xlsb", "save as .xlsx");
        assertThat(rejection(zip(Map.of("[Content_Types].xml", "<Types/>", "word/document.xml", "<d/>")), DEFAULTS))
                .contains("not a workbook");
        byte[] old = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        assertThat(rejection(old, DEFAULTS)).contains(".xls workbook", "password", "save as CSV UTF-8 or as .xlsx");
    }

    private static byte[] zip(Map<String, String> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void open_anyTruncatedFile_isRejected() {
        byte[] workbook =
                new WorkbookMaker().sheet("list", HEADER + row(2, text("p1"))).bytes();

        for (int length = 4; length < workbook.length; length += 7) {
            assertThat(rejection(Arrays.copyOf(workbook, length), DEFAULTS)).contains("damaged or incomplete");
        }
    }

    @Test
    void open_anyDamagedByte_givesTheSameRowsOrIsRejected() throws IOException {
        byte[] workbook = new WorkbookMaker()
                .sharedTexts("<si><t>p1</t></si>")
                .sheet("list", HEADER + row(2, "<c t='s'><v>0</v></c>", text("f1")) + row(3, number("12", 1)))
                .bytes();
        List<String> rows = read(workbook, DEFAULTS);
        List<Integer> readable = new ArrayList<>();

        for (int i = 4; i < workbook.length; i++) {
            byte[] damaged = workbook.clone();
            damaged[i] ^= 0x10;
            try {
                assertThat(read(damaged, DEFAULTS)).as("byte %s", i).isEqualTo(rows);
                readable.add(i);
            } catch (ErasureException e) {
                assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT);
                assertThat(e).hasMessageNotContaining("p1");
            }
        }
        assertThat(readable).hasSizeLessThan(workbook.length / 3);
    }

    @Test
    void open_sharedTextThatDoesNotExist_isRejected() {
        String row = row(2, text("p1"), "<c t='s'><v>1</v></c>");

        // The library would return an empty text, and the whole person would be deleted.
        assertThat(rejection(
                        new WorkbookMaker()
                                .sharedTexts("<si><t>f</t></si>")
                                .sheet("list", HEADER + row)
                                .bytes(),
                        DEFAULTS))
                .contains("cell B2", "text that does not exist");
        assertThat(rejection(new WorkbookMaker().sheet("list", HEADER + row).bytes(), DEFAULTS))
                .contains("cell B2", "text that does not exist");
    }

    @Test
    void open_cellsThatCannotBeRead_areRejected() {
        String unknownType = HEADER + row(2, "<c t='q'><v>2026-01-31</v></c>");
        String wrongOrder = HEADER + row(3, text("p1")) + row(2, text("p2"));
        String farColumn = HEADER + "<row r='2'><c r='ZZZZZZ2'><v>1</v></c></row>";
        String twice = HEADER + "<row r='2'><c r='A2'><v>1</v></c><c r='A2'><v>2</v></c></row>";

        assertThat(rejection(new WorkbookMaker().sheet("list", unknownType).bytes(), DEFAULTS))
                .contains("cell A2", "type that Efface cannot read");
        for (String rows : List.of(wrongOrder, farColumn, twice)) {
            assertThat(rejection(new WorkbookMaker().sheet("list", rows).bytes(), DEFAULTS))
                    .contains("is damaged");
        }
        assertThat(rejection(
                        new WorkbookMaker()
                                .part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")
                                .sheet("list", HEADER)
                                .part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")
                                .bytes(),
                        DEFAULTS))
                .contains("not valid XML");
        assertThat(rejection(
                        new WorkbookMaker()
                                .sheet("list", HEADER)
                                .part(
                                        "xl/workbook.xml",
                                        "<workbook xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'/>")
                                .bytes(),
                        DEFAULTS))
                .contains("Strict Open XML");
    }

    @Test
    void open_externalEntity_isNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "p9");
        byte[] workbook = new WorkbookMaker()
                .sheet("list", "")
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<!DOCTYPE worksheet [<!ENTITY x SYSTEM '" + secret.toUri()
                                + "'>]><worksheet><sheetData><row><c"
                                + " t='inlineStr'><is><t>&x;</t></is></c></row></sheetData></worksheet>")
                .bytes();

        assertThat(rejection(workbook, DEFAULTS)).contains("damaged").doesNotContain("p9");
    }

    @Test
    void open_moreTextThanMemoryHolds_isRejected() {
        String texts = "<si><t>" + "x".repeat(1 << 20) + "</t></si>";
        WorkbookMaker maker = new WorkbookMaker().sheet("list", HEADER);
        long count = Runtime.getRuntime().maxMemory() / 3 / texts.length() + 1;
        byte[] bomb = zipBomb(maker, texts, count);

        assertThat(rejection(bomb, DEFAULTS)).contains("more text than the memory", "-Xmx");
    }

    /** Writes a workbook with the same shared text many times. */
    private static byte[] zipBomb(WorkbookMaker maker, String text, long count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(maker.bytes()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(zip);
            }
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            zip.write("<sst>".getBytes(StandardCharsets.UTF_8));
            byte[] one = text.getBytes(StandardCharsets.UTF_8);
            for (long i = 0; i < count; i++) {
                zip.write(one);
            }
            zip.write("</sst>".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
