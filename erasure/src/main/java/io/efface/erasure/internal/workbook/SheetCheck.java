package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.dhatim.fastexcel.reader.CellAddress;
import org.jspecify.annotations.Nullable;

/**
 * Checks the XML of a sheet before the library for workbooks reads it. The library reads some cells wrongly and without an error: it adds
 * the phonetic characters of a cell to its text, overlooks some formulas, and returns an empty text for a shared text that does not exist.
 * An empty cell of faces would delete a whole person. So this check finds such cells.
 */
final class SheetCheck {
    /** The types of cells that the library reads, and the type that {@link IsoDates} replaces. */
    private static final Set<String> TYPES = Set.of("n", "s", "str", "b", "e", "inlineStr", IsoDates.TYPE);

    private static final int MAX_PROBLEMS = 100_000;
    private static final int MAX_AREAS = 1_000_000;

    private final XMLStreamReader xml;
    private final long sharedTexts;
    private final Map<Long, ProblemCode> problems = new HashMap<>();
    private final List<SheetFacts.Area> merged = new ArrayList<>();
    private int row;
    private int column;
    private int width;
    private String type = "";
    private boolean hasIsoDates;
    private boolean isInCell;
    private boolean isInValue;
    private boolean isSharedText;
    private long cellLength;
    private long sharedText;
    private boolean isSharedFormula;
    private long lengthBeforeFormula;

    /**
     * Prepares the check.
     *
     * @param xml the sheet, at its first element
     * @param sharedTexts the number of texts in the workbook's table of shared texts
     */
    SheetCheck(XMLStreamReader xml, long sharedTexts) {
        this.xml = xml;
        this.sharedTexts = sharedTexts;
    }

    /**
     * Checks the sheet up to its end.
     *
     * @throws WorkbookException if the sheet cannot be read safely
     * @throws XMLStreamException if the XML is malformed
     */
    SheetFacts check() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml.getLocalName());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                end(xml.getLocalName());
            } else if (isInCell && isText(event)) {
                addText();
            }
        }
        merged.sort(Comparator.comparingInt(SheetFacts.Area::firstRow));
        return new SheetFacts(width, problems, hasIsoDates, merged);
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private void start(String element) {
        switch (element) {
            case "row" -> startRow();
            case "c" -> startCell();
            case "v" -> {
                isInValue = true;
                isSharedText = type.equals("s");
                sharedText = 0;
            }
            case "t" -> isInValue = true;
            case "rPh" -> addProblem(ProblemCode.PHONETIC_CELL);
            case "f" -> {
                isSharedFormula = "shared".equals(attribute("t"));
                lengthBeforeFormula = cellLength;
            }
            case "mergeCell" -> addArea(attribute("ref"));
            default -> {}
        }
    }

    private void end(String element) {
        switch (element) {
            case "c" -> isInCell = false;
            case "f" -> {
                boolean isOverlooked = type.equals("s") || (cellLength == lengthBeforeFormula && !isSharedFormula);
                if (isOverlooked) {
                    addProblem(ProblemCode.FORMULA_CELL);
                }
            }
            case "v", "t" -> {
                if (isSharedText && sharedText >= sharedTexts) {
                    throw damaged("names a text that does not exist");
                }
                isInValue = false;
                isSharedText = false;
            }
            default -> {}
        }
    }

    private void startRow() {
        String number = attribute("r");
        int next = number == null ? row + 1 : number(number, SheetFacts.MAX_ROWS);
        if (next <= row || next > SheetFacts.MAX_ROWS) {
            throw new WorkbookException("is damaged: the rows of a sheet are not in order");
        }
        row = next;
        column = 0;
    }

    private void startCell() {
        String place = attribute("r");
        int next = column + 1;
        if (place != null) {
            int[] parts = cell(place);
            next = parts[1];
            if (parts[0] != row) {
                throw damaged("is in another row than its place says");
            }
        }
        if (next <= column || next > SheetFacts.MAX_COLUMNS) {
            throw new WorkbookException("is damaged: the cells of row " + row + " are not in order");
        }
        column = next;
        String given = attribute("t");
        type = given == null ? "n" : given;
        if (!TYPES.contains(type)) {
            throw damaged("has a type that Efface cannot read; save the workbook with Excel");
        }
        hasIsoDates |= type.equals(IsoDates.TYPE);
        isInCell = true;
        cellLength = 0;
    }

    private void addText() {
        int length = xml.getTextLength();
        cellLength += length;
        if (cellLength > SheetFacts.MAX_TEXT) {
            throw damaged("is longer than " + SheetFacts.MAX_TEXT + " characters");
        }
        if (isInValue && length > 0) {
            width = Math.max(width, column);
            for (int i = 0; isSharedText && i < length; i++) {
                int digit = xml.getTextCharacters()[xml.getTextStart() + i] - '0';
                if (digit < 0 || digit > 9) {
                    throw damaged("names a text that does not exist");
                }
                sharedText = Math.min(10 * sharedText + digit, Integer.MAX_VALUE);
            }
        }
    }

    private void addProblem(ProblemCode code) {
        if (isInCell) {
            problems.putIfAbsent(SheetFacts.key(row, column), code);
            if (problems.size() > MAX_PROBLEMS) {
                throw new WorkbookException("has more than " + MAX_PROBLEMS
                        + " cells with formulas or phonetic characters; save the values as CSV UTF-8");
            }
        }
    }

    private void addArea(@Nullable String ref) {
        String[] corners = ref == null ? new String[0] : ref.split(":", -1);
        if (corners.length != 2 || merged.size() == MAX_AREAS) {
            throw new WorkbookException("is damaged: the areas of merged cells cannot be read");
        }
        int[] first = cell(corners[0]);
        int[] last = cell(corners[1]);
        merged.add(new SheetFacts.Area(first[0], last[0], first[1], last[1]));
    }

    private @Nullable String attribute(String attribute) {
        return xml.getAttributeValue(null, attribute);
    }

    /** Returns the row and the column of a place such as {@code AB12}. */
    private int[] cell(String place) {
        int index = 0;
        int letters = 0;
        while (index < place.length() && index < 3 && place.charAt(index) >= 'A' && place.charAt(index) <= 'Z') {
            letters = 26 * letters + place.charAt(index++) - 'A' + 1;
        }
        return new int[] {number(place.substring(index), SheetFacts.MAX_ROWS), letters};
    }

    private int number(String text, int max) {
        if (text.isEmpty() || text.length() > 7 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new WorkbookException("is damaged: a place in a sheet cannot be read");
        }
        return Math.min(Integer.parseInt(text), max + 1);
    }

    private WorkbookException damaged(String problem) {
        return new WorkbookException("is damaged or from another program: the cell "
                + CellAddress.convertNumToColString(column - 1) + row + " " + problem);
    }
}
