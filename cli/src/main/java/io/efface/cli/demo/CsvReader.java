package io.efface.cli.demo;

import io.efface.cli.process.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of CSV (RFC 4180). Lines end with LF or CRLF, and empty lines are skipped. Not thread-safe. */
final class CsvReader {
    private final String text;
    private int position;
    private int line = 1;

    CsvReader(String text) {
        this.text = text;
    }

    /**
     * A row.
     *
     * @param line number of the line in which the row begins, from 1
     * @param fields the fields of the row, without quotes
     */
    record Row(int line, List<String> fields) {}

    /**
     * Returns the next row, or null after the last row.
     *
     * @throws UsageException if a quote is misplaced or missing
     */
    @Nullable Row next() {
        while (position < text.length() && atLineEnd()) {
            skipLineEnd();
        }
        if (position >= text.length()) {
            return null;
        }
        int start = line;
        List<String> fields = new ArrayList<>();
        fields.add(field(start, 1));
        while (position < text.length() && text.charAt(position) == ',') {
            position++;
            fields.add(field(start, fields.size() + 1));
        }
        if (position < text.length()) {
            skipLineEnd();
        }
        return new Row(start, fields);
    }

    private String field(int start, int column) {
        return position < text.length() && text.charAt(position) == '"' ? quoted(start, column) : plain(start, column);
    }

    private String plain(int start, int column) {
        int begin = position;
        while (position < text.length() && text.charAt(position) != ',' && !atLineEnd()) {
            if (text.charAt(position) == '"') {
                throw problem(start, column, "a quote inside a field that does not begin with a quote");
            }
            position++;
        }
        return text.substring(begin, position);
    }

    private String quoted(int start, int column) {
        StringBuilder field = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                field.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                field.append('"');
                position++;
            } else if (position >= text.length() || text.charAt(position) == ',' || atLineEnd()) {
                return field.toString();
            } else {
                throw problem(start, column, "text after the closing quote");
            }
        }
        throw problem(start, column, "the closing quote is missing");
    }

    private boolean atLineEnd() {
        return text.charAt(position) == '\n' || text.startsWith("\r\n", position);
    }

    private void skipLineEnd() {
        position += text.charAt(position) == '\r' ? 2 : 1;
        line++;
    }

    private static UsageException problem(int line, int column, String what) {
        return new UsageException("the seed file, line " + line + ", column " + column + ": " + what);
    }
}
