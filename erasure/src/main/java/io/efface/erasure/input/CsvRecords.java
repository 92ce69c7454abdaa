package io.efface.erasure.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a CSV list. A malformed record never includes lines of the records after it. */
final class CsvRecords {
    private static final int MAX_LINES_PER_RECORD = 10_000;

    private final LineReader lines;
    private final CsvRecord record;
    private final char delimiter;
    private long line;
    private @Nullable InputProblem problem;

    CsvRecords(LineReader lines, char delimiter) {
        this.lines = lines;
        this.record = new CsvRecord(delimiter);
        this.delimiter = delimiter;
    }

    /** Reads the next record that is not blank. Returns false after the last record. */
    boolean next() {
        Line first = lines.nextNonBlank();
        while (first != null && isBlankRow(first)) {
            first = lines.nextNonBlank();
        }
        if (first == null) {
            return false;
        }
        line = first.number();
        problem = first.problem();
        if (problem == null) {
            record.begin(first.text());
            int column = record.lastColumn();
            if (record.isOpen()) {
                addLines(first);
            }
            if (record.isOpen() || record.isBroken()) {
                problem = new InputProblem(line, column, ProblemCode.BAD_QUOTES);
            }
        }
        return true;
    }

    /** Returns whether a line contains only separators and spaces. Spreadsheets write a blank row in this way. */
    private boolean isBlankRow(Line row) {
        return row.problem() == null && row.text().chars().allMatch(c -> c == delimiter || c == ' ');
    }

    /**
     * Adds lines to the record until the closing quote is found. If the record is malformed even with these lines, the lines are put back,
     * and the next record begins with the first of them.
     */
    private void addLines(Line first) {
        String end = first.end();
        List<Line> added = new ArrayList<>();
        while (record.isOpen() && added.size() < MAX_LINES_PER_RECORD && record.length() <= LineReader.MAX_LENGTH) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            added.add(next);
            if (next.problem() != null) {
                break;
            }
            record.proceed(end, next.text());
            end = next.end();
        }
        if (record.isOpen() || record.isBroken()) {
            lines.unread(added);
        }
    }

    /** Returns the number of the line in which the record begins, from 1. */
    long line() {
        return line;
    }

    /** Returns the problem of the record, or null if its fields can be read. */
    @Nullable InputProblem problem() {
        return problem;
    }

    /** Returns the current record. The same object contains the next record after a call of {@link #next}. */
    CsvRecord record() {
        return record;
    }
}
