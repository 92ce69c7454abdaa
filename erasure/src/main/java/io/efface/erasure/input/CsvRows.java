package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a CSV list. */
final class CsvRows extends TextRows implements TableRow.Cells {
    private final CsvRecords records;
    private final CsvRecord record;
    private final ListIdCheck ids;
    private final boolean subjectSuffices;
    private final char delimiter;
    private final int width;
    private final boolean isHeaderAssumed;
    private final Map<Column, Integer> indexes = new EnumMap<>(Column.class);
    /**
     * Whether the current record is a row that has not been returned yet. This is the case for the first row of a list without a header.
     */
    private boolean isPending;

    /**
     * Reads the header, or the first row of a list without a header.
     *
     * @param subjectSuffices whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first line cannot be used
     */
    CsvRows(LineReader lines, ListOptions options, ListIdCheck ids, boolean subjectSuffices, ListName name) {
        super(lines);
        this.ids = ids;
        this.subjectSuffices = subjectSuffices;
        Line first = lines.peek();
        this.delimiter = options.delimiter()
                .orElseGet(() -> first == null ? ',' : Delimiters.of(first.text(), options.columns()));
        this.records = new CsvRecords(lines, delimiter);
        this.record = records.record();
        if (!records.next()) {
            throw name.rejected("is empty; a CSV list has a header");
        }
        InputProblem problem = records.problem();
        if (problem != null) {
            throw problem.code() == ProblemCode.MALFORMED_UTF8
                    ? name.undecodable(lines.charset())
                    : name.rejected("has a first line that cannot be read: " + problem);
        }
        this.width = record.fields();
        ListHeader header = new ListHeader(record.values(), "line", options, name, subjectSuffices);
        indexes.putAll(header.indexes());
        header.check(subjectSuffices);
        isHeaderAssumed = options.header().isEmpty() && options.columns().hasNumbers();
        isPending = !header.isHeader();
    }

    @Override
    public @Nullable InputRow next() {
        if (!isPending && !records.next()) {
            return null;
        }
        isPending = false;
        ids.begin();
        return row();
    }

    private InputRow row() {
        long line = records.line();
        InputProblem malformed = records.problem();
        if (malformed == null && record.fields() != width) {
            malformed = new InputProblem(line, 1, ProblemCode.FIELD_COUNT);
        }
        if (malformed != null) {
            return new InputRow.Refused(malformed, !has(Column.ACCOUNT), null, null);
        }
        InputRow row = TableRow.of(this, subjectSuffices);
        if (row instanceof InputRow.Entry entry) {
            for (int i = 0; i < width; i++) {
                if (Ids.isBinary(record.value(i))) {
                    return new InputRow.Refused(
                            new InputProblem(line, record.column(i), ProblemCode.CONTROL_CHARACTER),
                            true,
                            entry.account(),
                            entry.subject());
                }
            }
        }
        return row;
    }

    @Override
    public long line() {
        return records.line();
    }

    private boolean has(Column column) {
        return indexes.containsKey(column);
    }

    @Override
    public @Nullable String text(Column column) {
        Integer index = indexes.get(column);
        String text = index == null ? "" : record.value(index);
        return text.isEmpty() ? null : text;
    }

    @Override
    public @Nullable ProblemCode problem(Column column, String text) {
        Integer index = indexes.get(column);
        boolean isBare = index == null || !record.isQuoted(index);
        ProblemCode code = ids.problem(column, text, isBare);
        // An id with a misplaced quote in a hold list would not protect its person.
        return code == null && subjectSuffices && isBare && text.indexOf('"') >= 0 ? ProblemCode.BAD_QUOTES : code;
    }

    /**
     * Checks a face as an id without quotes. The quotes of a cell belong to all its faces, so they do not show that a space at the edge of
     * one face is intended.
     */
    @Override
    public @Nullable ProblemCode faceProblem(String face) {
        return ids.problem(Column.FACES, face, true);
    }

    @Override
    public int place(Column column) {
        Integer index = indexes.get(column);
        return index == null ? 1 : record.column(index);
    }

    @Override
    public boolean canNameAccounts() {
        return has(Column.ACCOUNT);
    }

    @Override
    public boolean isHeaderAssumed() {
        return isHeaderAssumed;
    }

    @Override
    public Optional<Character> delimiter() {
        return Optional.of(delimiter);
    }
}
