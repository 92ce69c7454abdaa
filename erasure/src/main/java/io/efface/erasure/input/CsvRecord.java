package io.efface.erasure.input;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One record of RFC 4180 while it is scanned: where its fields begin and end, and what they hold. A quote inside a bare field is an
 * ordinary character. It is scanned line by line, so that a quote that is never closed costs one row and not the rest of the list.
 */
final class CsvRecord {
    private final char delimiter;
    private final StringBuilder text = new StringBuilder();
    private final BitSet quoted = new BitSet();
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int fields;
    private State state = State.FIELD_START;

    private enum State {
        FIELD_START,
        BARE,
        QUOTED,
        QUOTE_IN_QUOTED,
        BROKEN
    }

    CsvRecord(char delimiter) {
        this.delimiter = delimiter;
    }

    /** Starts a record with its first line. */
    void begin(String line) {
        text.setLength(0);
        quoted.clear();
        fields = 0;
        field(0);
        scan(line);
    }

    /** Continues a record that is open with its next line. */
    void proceed(String lineEnd, String line) {
        text.append(lineEnd);
        scan(line);
    }

    private void scan(String line) {
        int from = text.length();
        text.append(line);
        for (int at = from; at < text.length() && state != State.BROKEN; at++) {
            step(text.charAt(at), at);
        }
        ends[fields - 1] = text.length();
    }

    private void step(char c, int at) {
        switch (state) {
            case FIELD_START -> {
                if (c == '"') {
                    quoted.set(fields - 1);
                    state = State.QUOTED;
                } else {
                    bare(c, at);
                }
            }
            case BARE -> bare(c, at);
            case QUOTED -> state = c == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> {
                if (c == '"') {
                    state = State.QUOTED;
                } else if (c == delimiter) {
                    next(at);
                } else {
                    state = State.BROKEN;
                }
            }
            case BROKEN -> throw new IllegalStateException("a broken record is not scanned any further");
        }
    }

    private void bare(char c, int at) {
        if (c == delimiter) {
            next(at);
        } else {
            state = State.BARE;
        }
    }

    private void next(int at) {
        ends[fields - 1] = at;
        field(at + 1);
    }

    private void field(int at) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        starts[fields++] = at;
        state = State.FIELD_START;
    }

    /** Returns whether a quoted field has not ended yet. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** Returns whether something other than a delimiter follows a closing quote. */
    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Returns the number of UTF-16 code units scanned so far. */
    int length() {
        return text.length();
    }

    int fields() {
        return fields;
    }

    /** Returns a field's text without its quotes. */
    String value(int field) {
        if (!quoted.get(field)) {
            return text.substring(starts[field], ends[field]);
        }
        return text.substring(starts[field] + 1, ends[field] - 1).replace("\"\"", "\"");
    }

    boolean isQuoted(int field) {
        return quoted.get(field);
    }

    /** Returns the column in which a field begins, from 1, in characters of the record. */
    int column(int field) {
        return Character.codePointCount(text, 0, starts[field]) + 1;
    }

    /** Returns the column of the last field that was begun: where a quote is out of place. */
    int lastColumn() {
        return column(fields - 1);
    }
}
