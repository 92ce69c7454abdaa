package io.efface.erasure.input;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scans one record of RFC 4180, and returns the texts and positions of its fields. A quote inside of a field without quotes is an ordinary
 * character. A record is scanned line by line. Therefore a quote that is never closed makes one row invalid, and not the rest of the list.
 */
final class CsvRecord {
    private final char delimiter;
    private final StringBuilder text = new StringBuilder();
    private final BitSet quotedFields = new BitSet();
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int fieldCount;
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

    /** Starts a new record with its first line. */
    void begin(String line) {
        text.setLength(0);
        quotedFields.clear();
        fieldCount = 0;
        startField(0);
        scan(line);
    }

    /**
     * Adds the next line to a record with an open quote.
     *
     * @param lineEnd the line end of the line before
     */
    void proceed(String lineEnd, String line) {
        text.append(lineEnd);
        scan(line);
    }

    private void scan(String line) {
        int from = text.length();
        text.append(line);
        for (int index = from; index < text.length() && state != State.BROKEN; index++) {
            scan(text.charAt(index), index);
        }
        ends[fieldCount - 1] = text.length();
    }

    private void scan(char c, int index) {
        switch (state) {
            case FIELD_START -> {
                if (c == '"') {
                    quotedFields.set(fieldCount - 1);
                    state = State.QUOTED;
                } else {
                    scanBare(c, index);
                }
            }
            case BARE -> scanBare(c, index);
            case QUOTED -> state = c == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> {
                if (c == '"') {
                    state = State.QUOTED;
                } else if (c == delimiter) {
                    endField(index);
                } else {
                    state = State.BROKEN;
                }
            }
            case BROKEN -> throw new IllegalStateException("the record is broken");
        }
    }

    private void scanBare(char c, int index) {
        if (c == delimiter) {
            endField(index);
        } else {
            state = State.BARE;
        }
    }

    private void endField(int delimiterIndex) {
        ends[fieldCount - 1] = delimiterIndex;
        startField(delimiterIndex + 1);
    }

    private void startField(int index) {
        if (fieldCount == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fieldCount);
            ends = Arrays.copyOf(ends, 2 * fieldCount);
        }
        starts[fieldCount++] = index;
        state = State.FIELD_START;
    }

    /** Returns whether the closing quote of a field is still missing. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** Returns whether a character other than a delimiter follows a closing quote. */
    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Returns the number of UTF-16 code units scanned so far. */
    int length() {
        return text.length();
    }

    /** Returns the number of fields. */
    int fields() {
        return fieldCount;
    }

    /** Returns the text of a field without the enclosing quotes. */
    String value(int field) {
        if (!quotedFields.get(field)) {
            return text.substring(starts[field], ends[field]);
        }
        return text.substring(starts[field] + 1, ends[field] - 1).replace("\"\"", "\"");
    }

    /** Returns the texts of all fields without the enclosing quotes. */
    List<String> values() {
        return IntStream.range(0, fieldCount).mapToObj(this::value).toList();
    }

    boolean isQuoted(int field) {
        return quotedFields.get(field);
    }

    /** Returns the position at which a field begins, in characters of the record, from 1. */
    int column(int field) {
        return Character.codePointCount(text, 0, starts[field]) + 1;
    }

    /** Returns the position of the last field. In a broken record, this field contains the misplaced quote. */
    int lastColumn() {
        return column(fieldCount - 1);
    }
}
