package io.efface.erasure.input;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV list. The parser is handed one record at a time, whose end was found before, so that nothing in a record can
 * reach into the next.
 */
final class CsvRecords {
    private static final int MOST_LINES = 1_000;

    private final LineReader lines;
    private final CsvScanner scanner = new CsvScanner();
    private final OneRecord feed = new OneRecord();
    private final CloseableIterator<CsvRecord> parser;

    CsvRecords(LineReader lines) {
        this.lines = lines;
        this.parser = CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false)
                .ofCsvRecord(feed)
                .iterator();
    }

    /** A record, or what is wrong with it. The scanner's findings are about the last one read. */
    record Found(
            long line, @Nullable CsvRecord fields, @Nullable InputProblem problem) {
        @Override
        public String toString() {
            return "line " + line;
        }
    }

    /** Returns the next record that is not blank, or null after the last. */
    @Nullable Found next() {
        Line first = lines.next();
        while (first != null && first.isBlank()) {
            first = lines.next();
        }
        if (first == null) {
            return null;
        }
        if (first.problem() != null) {
            return new Found(first.number(), null, first.problem());
        }
        scanner.reset();
        scanner.scan(first.text());
        String text = scanner.isOpen() ? closed(first) : first.text();
        if (text == null || scanner.isBroken()) {
            int column = column(first.text(), scanner.opened());
            return new Found(first.number(), null, new InputProblem(first.number(), column, ProblemCode.BAD_QUOTES));
        }
        feed.take(text);
        try {
            CsvRecord parsed = parser.next();
            if (parsed.getFieldCount() == scanner.fields()) {
                return new Found(first.number(), parsed, null);
            }
        } catch (CsvParseException e) {
            throw new IllegalStateException("the parser and the scanner disagree about line " + first.number());
        }
        throw new IllegalStateException("the parser and the scanner disagree about line " + first.number());
    }

    CsvScanner scanner() {
        return scanner;
    }

    /** Returns the record with its further lines; or null, with those lines given back, if it does not end well. */
    private @Nullable String closed(Line first) {
        StringBuilder text = new StringBuilder(first.text());
        List<Line> more = new ArrayList<>();
        while (scanner.isOpen() && more.size() < MOST_LINES && text.length() <= LineReader.LONGEST) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            more.add(line);
            if (line.problem() != null) {
                break;
            }
            scanner.lineEnd();
            scanner.scan(line.text());
            text.append('\n').append(line.text());
        }
        if (scanner.isOpen() || scanner.isBroken()) {
            lines.giveBack(more);
            return null;
        }
        return text.toString();
    }

    /** Returns the column of a place in a text, in characters from 1. */
    static int column(String text, int at) {
        return text.codePointCount(0, Math.min(at, text.length())) + 1;
    }

    /** Hands the parser the record at hand and no more. */
    private static final class OneRecord extends Reader {
        private String text = "";
        private int position;

        void take(String record) {
            text = record + "\n";
            position = 0;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            int n = Math.min(length, text.length() - position);
            if (n == 0) {
                return -1;
            }
            text.getChars(position, position + n, buffer, offset);
            position += n;
            return n;
        }

        @Override
        public void close() {}
    }
}
