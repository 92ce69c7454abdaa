package io.efface.erasure.input;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a CSV list. Nothing in a record that is not well formed reaches into the records after it. */
final class CsvRecords {
    private static final int MOST_LINES = 10_000;

    private final LineReader lines;
    private final CsvRecord record;
    private long line;
    private @Nullable InputProblem problem;

    CsvRecords(LineReader lines, char delimiter) {
        this.lines = lines;
        this.record = new CsvRecord(delimiter);
    }

    /** Moves to the next record that is not blank; returns false after the last. */
    boolean next() {
        Line first = lines.next();
        while (first != null && first.isBlank()) {
            first = lines.next();
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
                close(first);
            }
            if (record.isOpen() || record.isBroken()) {
                problem = new InputProblem(line, column, ProblemCode.BAD_QUOTES);
            }
        }
        return true;
    }

    /** Adds the lines over which a quoted field goes; gives them back if the record does not end well. */
    private void close(Line first) {
        String end = first.end();
        List<Line> more = new ArrayList<>();
        while (record.isOpen() && more.size() < MOST_LINES && record.length() <= LineReader.LONGEST) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            if (next.problem() != null) {
                break;
            }
            record.proceed(end, next.text());
            end = next.end();
        }
        if (record.isOpen() || record.isBroken()) {
            lines.giveBack(more);
        }
    }

    /** Returns the line in which the record begins, from 1. */
    long line() {
        return line;
    }

    /** Returns what is wrong with the record, or null if its fields can be read. */
    @Nullable InputProblem problem() {
        return problem;
    }

    /** Returns the record at hand, which the next one overwrites. */
    CsvRecord record() {
        return record;
    }
}
