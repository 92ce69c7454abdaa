package io.efface.erasure.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists for tests, and returns their rows as texts. */
final class ListReading {
    static final InputColumns COLUMNS = InputColumns.defaults();

    private ListReading() {}

    static List<String> read(InputFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> read(InputFormat format, byte[] bytes) throws IOException {
        return read(format, new ByteArrayInputStream(bytes));
    }

    /**
     * Returns each row as a text. The text of a valid row contains the parts of the row. The text of a refused row contains its place and
     * its problem, and a * if the account is not known.
     */
    static List<String> read(InputFormat format, InputStream in) throws IOException {
        return rows(InputReader.open(InputSource.stream("list", in), format, COLUMNS));
    }

    static List<String> rows(InputReader opened) throws IOException {
        List<String> rows = new ArrayList<>();
        try (InputReader reader = opened) {
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Entry entry) {
                    rows.add(entry.line() + " " + entry.subject() + " " + entry.account() + " " + entry.person() + " "
                            + entry.faces());
                } else if (row instanceof InputRow.Refused refused) {
                    rows.add(refused.line() + ":" + refused.problem().column() + " "
                            + refused.problem().code()
                            + (refused.accountKnown() ? " " + refused.account() : " *"));
                }
            }
        }
        return rows;
    }

    /** Returns the subject of each refused row, or null. */
    static List<@Nullable String> subjectsOfRefused(InputFormat format, String text) throws IOException {
        List<@Nullable String> subjects = new ArrayList<>();
        InputSource source =
                InputSource.stream("list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try (InputReader reader = InputReader.open(source, format, COLUMNS)) {
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Refused refused) {
                    subjects.add(refused.subject());
                }
            }
        }
        return subjects;
    }

    /** Returns the message of the error when a list is read with these options. */
    static String rejection(byte[] bytes, ListOptions options) {
        try {
            read(bytes, options);
        } catch (ErasureException e) {
            assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT);
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("the list was read");
    }

    static String rejection(String text, ListOptions options) {
        return rejection(text.getBytes(StandardCharsets.UTF_8), options);
    }

    static List<String> read(byte[] bytes, ListOptions options) throws IOException {
        return rows(InputReader.open(InputSource.stream("list", new ByteArrayInputStream(bytes)), options));
    }

    static List<String> read(String text, ListOptions options) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), options);
    }
}
