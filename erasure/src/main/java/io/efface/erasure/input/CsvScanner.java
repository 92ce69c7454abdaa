package io.efface.erasure.input;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Tells where a CSV record ends and where its fields begin, before it is parsed: so that a quote that nobody closes costs one row and
 * not the rest of the list, and a problem has a column. A quote inside a bare field is an ordinary character, as for the parser.
 */
final class CsvScanner {
    private int[] starts = new int[16];
    private final BitSet quoted = new BitSet();
    private int fields;
    private int length;
    private State state = State.FIELD_START;
    private int opened;

    private enum State {
        FIELD_START,
        BARE,
        QUOTED,
        QUOTE_IN_QUOTED,
        BROKEN
    }

    void reset() {
        fields = 0;
        length = 0;
        quoted.clear();
        state = State.FIELD_START;
        begin(0);
    }

    /** Goes on with the record's next line, or with its first. */
    void scan(String text) {
        for (int i = 0; i < text.length() && state != State.BROKEN; i++) {
            step(text.charAt(i), length + i);
        }
        length += text.length();
    }

    /** Says that the record goes on after the end of a line, which is then part of a quoted field. */
    void lineEnd() {
        length++;
    }

    private void step(char c, int at) {
        switch (state) {
            case FIELD_START -> {
                if (c == '"') {
                    quoted.set(fields - 1);
                    opened = at;
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
                } else if (c == ',') {
                    begin(at + 1);
                } else {
                    state = State.BROKEN;
                }
            }
            case BROKEN -> throw new IllegalStateException("nothing follows a broken record");
        }
    }

    private void bare(char c, int at) {
        if (c == ',') {
            begin(at + 1);
        } else {
            state = State.BARE;
        }
    }

    private void begin(int at) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
        }
        starts[fields++] = at;
        state = State.FIELD_START;
    }

    boolean isOpen() {
        return state == State.QUOTED;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Returns where the last quoted field begins. */
    int opened() {
        return opened;
    }

    int fields() {
        return fields;
    }

    int start(int field) {
        return starts[field];
    }

    boolean isQuoted(int field) {
        return quoted.get(field);
    }
}
