package io.efface.erasure.internal.workbook;

import java.io.IOException;
import org.dhatim.fastexcel.reader.Sheet;

/** A sheet of a workbook. It can be read while the workbook is open. */
public final class WorkbookSheet {
    private final int number;
    private final String name;
    private final boolean isHidden;
    private final Sheet sheet;
    private final SheetFacts facts;

    WorkbookSheet(int number, String name, boolean isHidden, Sheet sheet, SheetFacts facts) {
        this.number = number;
        this.name = name;
        this.isHidden = isHidden;
        this.sheet = sheet;
        this.facts = facts;
    }

    /** Returns the number of the sheet from 1, in the order of the workbook. Hidden sheets and charts count. */
    public int number() {
        return number;
    }

    /** Returns whether a text is the name of the sheet. */
    public boolean isNamed(String text) {
        return name.equals(text);
    }

    public boolean isHidden() {
        return isHidden;
    }

    /** Returns whether no cell of the sheet has a value. */
    public boolean isEmpty() {
        return facts.width() == 0;
    }

    /**
     * Opens the rows of the sheet.
     *
     * @throws WorkbookException if the sheet cannot be read
     * @throws IOException if the thread was interrupted
     */
    public SheetRows open() throws IOException {
        return new SheetRows(Workbook.calling(sheet::openStream), facts);
    }

    /** Returns no name, because it may be the name of a person. */
    @Override
    public String toString() {
        return "sheet " + number;
    }
}
