package io.efface.erasure.internal.workbook;

import io.efface.erasure.input.ProblemCode;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet, one after the other. Hidden rows are read like the other rows. For one thread. */
public final class SheetRows implements Closeable {
    private final Stream<Row> stream;
    private final Iterator<Row> iterator;
    private final SheetFacts facts;
    /** The areas of merged cells below the current row. */
    private final Deque<SheetFacts.Area> areasBelow;
    /** The areas of merged cells that the current row crosses. */
    private final List<SheetFacts.Area> areas = new ArrayList<>();

    private @Nullable Row row;
    private int number;

    SheetRows(Stream<Row> stream, SheetFacts facts) {
        this.stream = stream;
        this.iterator = stream.iterator();
        this.facts = facts;
        this.areasBelow = new ArrayDeque<>(facts.merged());
    }

    /**
     * Moves to the next row that is not blank. Returns false after the last row.
     *
     * @throws WorkbookException if the sheet cannot be read any further
     * @throws IOException if the thread was interrupted
     */
    public boolean next() throws IOException {
        while (Workbook.calling(iterator::hasNext)) {
            Row next = Workbook.calling(iterator::next);
            row = next;
            // If the XML of a row contains no number, the row follows the previous row. The library does not compute
            // its number.
            number = Math.max(next.getRowNum(), number + 1);
            updateAreas();
            for (int i = 0; i < next.getCellCount(); i++) {
                if (!value(i).isBlank()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void updateAreas() {
        areas.removeIf(area -> area.lastRow() < number);
        while (!areasBelow.isEmpty() && areasBelow.element().firstRow() <= number) {
            SheetFacts.Area area = areasBelow.remove();
            if (area.lastRow() >= number) {
                areas.add(area);
            }
        }
    }

    /** Returns the number of the current row in the sheet, from 1. */
    public int number() {
        return number;
    }

    /** Returns whether the current row is hidden. */
    public boolean isHidden() {
        return row != null && row.isHidden();
    }

    /** Returns the number of columns up to the last cell of the sheet with a value. */
    public int width() {
        return facts.width();
    }

    /**
     * Returns a cell of the current row.
     *
     * @param index the index of the column, from 0
     */
    public SheetCell cell(int index) {
        for (SheetFacts.Area area : areas) {
            if (area.isCovered(number, index + 1)) {
                return SheetCell.refused(ProblemCode.MERGED_CELL);
            }
        }
        return value(index);
    }

    private SheetCell value(int index) {
        Row current = row;
        if (current == null || index >= current.getCellCount()) {
            return SheetCell.EMPTY;
        }
        ProblemCode problem = facts.problems().get(SheetFacts.key(number, index + 1));
        return problem == null ? SheetCell.of(current.getCell(index)) : SheetCell.refused(problem);
    }

    @Override
    public void close() {
        stream.close();
    }
}
