package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.workbook.SheetCell;
import io.efface.erasure.internal.workbook.SheetRows;
import io.efface.erasure.internal.workbook.Workbook;
import io.efface.erasure.internal.workbook.WorkbookException;
import io.efface.erasure.internal.workbook.WorkbookSheet;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one sheet of a workbook. */
final class WorkbookRows implements Rows, TableRow.Cells {
    private final InputSource source;
    private final ListName name;
    private final Workbook workbook;
    private final int sheet;
    private final SheetRows rows;
    private final ListIdCheck ids;
    private final boolean subjectSuffices;
    private final boolean isHeaderAssumed;
    private final Map<Column, Integer> indexes = new EnumMap<>(Column.class);
    /**
     * Whether the current row has not been returned yet. This is the case for the first row of a sheet without a header.
     */
    private boolean isPending;

    private long hiddenRows;

    /**
     * Reads the header, or the first row of a sheet without a header.
     *
     * @param rows the rows of this sheet, of which none was read yet
     * @param subjectSuffices whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first row cannot be used
     */
    WorkbookRows(
            InputSource source,
            ListName name,
            Workbook workbook,
            WorkbookSheet sheet,
            SheetRows rows,
            ListOptions options,
            ListIdCheck ids,
            boolean subjectSuffices) {
        this.source = source;
        this.name = name;
        this.workbook = workbook;
        this.sheet = sheet.number();
        this.rows = rows;
        this.ids = ids;
        this.subjectSuffices = subjectSuffices;
        this.isHeaderAssumed = options.header().isEmpty() && options.columns().hasNumbers();
        if (!advance()) {
            throw name.rejected("has a sheet without text");
        }
        ListHeader header = new ListHeader(
                IntStream.range(0, rows.width())
                        .mapToObj(index -> rows.cell(index).text())
                        .toList(),
                "row",
                options,
                name,
                subjectSuffices);
        indexes.putAll(header.indexes());
        header.check(subjectSuffices);
        isPending = !header.isHeader();
    }

    private boolean advance() {
        try {
            return rows.next();
        } catch (WorkbookException e) {
            throw name.rejected(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    @Override
    public @Nullable InputRow next() {
        if (!isPending && !advance()) {
            return null;
        }
        isPending = false;
        hiddenRows += rows.isHidden() ? 1 : 0;
        ids.begin();
        return TableRow.of(this, subjectSuffices);
    }

    @Override
    public long line() {
        return rows.number();
    }

    @Override
    public int place(Column column) {
        return indexes.getOrDefault(column, 0) + 1;
    }

    @Override
    public @Nullable String text(Column column) {
        SheetCell cell = cell(column);
        return cell == null || (cell.text().isEmpty() && cell.problem() == null) ? null : cell.text();
    }

    @Override
    public @Nullable ProblemCode problem(Column column, String text) {
        SheetCell cell = cell(column);
        ProblemCode problem = cell == null ? null : cell.problem();
        return problem != null ? problem : ids.problem(column, text, true);
    }

    @Override
    public @Nullable ProblemCode faceProblem(String face) {
        return ids.problem(Column.FACES, face, true);
    }

    private @Nullable SheetCell cell(Column column) {
        Integer index = indexes.get(column);
        return index == null ? null : rows.cell(index);
    }

    @Override
    public boolean canNameAccounts() {
        return indexes.containsKey(Column.ACCOUNT);
    }

    @Override
    public boolean isHeaderAssumed() {
        return isHeaderAssumed;
    }

    @Override
    public Optional<Integer> sheet() {
        return Optional.of(sheet);
    }

    @Override
    public long hiddenRows() {
        return hiddenRows;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        workbook.close();
    }
}
