package io.efface.erasure.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes workbooks of XML texts, so that tests can make every kind of cell. */
public final class WorkbookMaker {
    /** The formats of the default workbook by their index: General, 000000, a date, text, and thousands. */
    static final String STYLES = "<styleSheet"
            + " xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><numFmts count='1'><numFmt"
            + " numFmtId='164' formatCode='000000'/></numFmts><cellXfs count='5'><xf numFmtId='0'/><xf numFmtId='164'/><xf"
            + " numFmtId='14'/><xf numFmtId='49'/><xf numFmtId='3'/></cellXfs></styleSheet>";

    private static final String HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private String sharedTexts = "";
    private String styles = STYLES;

    /**
     * Adds a visible sheet.
     *
     * @param rows the XML of the rows, see {@link #row}
     */
    public WorkbookMaker sheet(String name, String rows) {
        return sheet(name, "visible", rows, "");
    }

    /**
     * Adds a sheet.
     *
     * @param state {@code visible}, {@code hidden} or {@code veryHidden}
     * @param after the XML after the rows
     */
    WorkbookMaker sheet(String name, String state, String rows, String after) {
        states.put(name, state);
        parts.put(
                "xl/worksheets/sheet" + states.size() + ".xml",
                "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData>" + after + "</worksheet>");
        return this;
    }

    /** Adds the XML of shared texts, such as {@code <si><t>x</t></si>}. */
    WorkbookMaker sharedTexts(String xml) {
        sharedTexts += xml;
        return this;
    }

    WorkbookMaker styles(String xml) {
        styles = xml;
        return this;
    }

    /** Adds or replaces a part. */
    WorkbookMaker part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    /**
     * Returns the XML of a row.
     *
     * @param cells the XML of each cell: a {@code <c>} element, for example from {@link #text}
     */
    public static String row(int number, String... cells) {
        StringBuilder xml = new StringBuilder("<row r='" + number + "'>");
        for (int i = 0; i < cells.length; i++) {
            xml.append(cells[i].replace("<c", "<c r='" + (char) ('A' + i) + number + "'"));
        }
        return xml.append("</row>").toString();
    }

    /** Returns the XML of a cell with a text in the cell itself. */
    public static String text(String text) {
        return "<c t='inlineStr'><is><t>" + text + "</t></is></c>";
    }

    /** Returns the XML of a cell with a number. */
    static String number(String number) {
        return number(number, 0);
    }

    /**
     * Returns the XML of a cell with a number.
     *
     * @param style the index of its format
     */
    static String number(String number, int style) {
        return "<c s='" + style + "'><v>" + number + "</v></c>";
    }

    /** Returns the bytes of the workbook. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> all = new LinkedHashMap<>();
        StringBuilder sheets = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        int number = 0;
        for (Map.Entry<String, String> sheet : states.entrySet()) {
            number++;
            sheets.append("<sheet name='" + sheet.getKey() + "' sheetId='" + number + "' state='" + sheet.getValue()
                    + "' r:id='rId" + number + "'/>");
            targets.append("<Relationship Id='rId" + number + "' Type='" + OFFICE
                    + "/worksheet' Target='worksheets/sheet" + number + ".xml'/>");
        }
        all.put(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                        + override("workbook", "sheet.main")
                        + (sharedTexts.isEmpty() ? "" : override("sharedStrings", "sharedStrings"))
                        + (styles.isEmpty() ? "" : override("styles", "styles")) + "</Types>");
        all.put(
                "xl/workbook.xml",
                "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE + "'><sheets>" + sheets + "</sheets></workbook>");
        all.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + targets
                        + "</Relationships>");
        if (!styles.isEmpty()) {
            all.put("xl/styles.xml", styles);
        }
        if (!sharedTexts.isEmpty()) {
            all.put("xl/sharedStrings.xml", "<sst xmlns='" + MAIN + "'>" + sharedTexts + "</sst>");
        }
        all.putAll(parts);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write((HEAD + part.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String override(String part, String type) {
        return "<Override PartName='/xl/" + part + ".xml' ContentType='" + TYPE + type + "+xml'/>";
    }
}
