package io.efface.cli.demo;

import io.efface.cli.process.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of CSV (RFC 4180). Lines end with LF or CRLF, and empty lines are skipped. Not thread-safe. */
final class CsvReader {
    private final String text;
    private int at;
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
        while (at < text.length() && atLineEnd()) {
            skipLineEnd();
        }
        if (at >= text.length()) {
            return null;
        }
        int start = line;
        List<String> fields = new ArrayList<>();
        fields.add(field(start, 1));
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field(start, fields.size() + 1));
        }
        if (at < text.length()) {
            skipLineEnd();
        }
        return new Row(start, fields);
    }

    private String field(int start, int column) {
        return at < text.length() && text.charAt(at) == '"' ? quoted(start, column) : plain(start, column);
    }

    private String plain(int start, int column) {
        int begin = at;
        while (at < text.length() && text.charAt(at) != ',' && !atLineEnd()) {
            if (text.charAt(at) == '"') {
                throw wrong(start, column, "a quote inside a field that does not begin with a quote");
            }
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted(int start, int column) {
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else if (at >= text.length() || text.charAt(at) == ',' || atLineEnd()) {
                return field.toString();
            } else {
                throw wrong(start, column, "text after the closing quote");
            }
        }
        throw wrong(start, column, "the closing quote is missing");
    }

    private boolean atLineEnd() {
        return text.charAt(at) == '\n' || text.startsWith("\r\n", at);
    }

    private void skipLineEnd() {
        at += text.charAt(at) == '\r' ? 2 : 1;
        line++;
    }

    private static UsageException wrong(int line, int column, String what) {
        return new UsageException("the seed file, line " + line + ", column " + column + ": " + what);
    }
}
