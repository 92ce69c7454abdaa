package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list row by row, in bounded memory: a row that cannot be understood is told with its place and does not end the reading. For
 * one thread.
 */
public final class InputReader implements Closeable {
    private final LineReader lines;
    private final Rows rows;
    private final InputFormat format;
    private final FormatOrigin origin;

    private InputReader(LineReader lines, Rows rows, InputFormat format, FormatOrigin origin) {
        this.lines = lines;
        this.rows = rows;
        this.format = format;
        this.origin = origin;
    }

    /**
     * Opens a list of people to delete.
     *
     * @param format how it is written, or null to tell from its name and first line
     * @throws ErasureException of reason {@code INPUT} if it cannot be read, its format cannot be told, or its header will not do
     */
    public static InputReader open(InputSource source, @Nullable InputFormat format, InputColumns columns) {
        return open(source, format, columns, false);
    }

    /**
     * Reads a list of people and subjects that must not be touched, in any of the formats. Here a bad row is fatal: whoever is on it
     * would not be protected.
     *
     * @param format how it is written, or null to tell from its name and first line
     * @param ids takes every person's and subject's id
     * @return how many rows there were
     * @throws ErasureException of reason {@code INPUT} if anything about it is wrong; the message tells the place and no id
     */
    public static long readHolds(
            InputSource source, @Nullable InputFormat format, InputColumns columns, Consumer<String> ids) {
        try (InputReader reader = open(source, format, columns, true)) {
            long count = 0;
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Entry entry) {
                    ids.accept(entry.person());
                    if (!entry.subject().equals(entry.person())) {
                        ids.accept(entry.subject());
                    }
                    count++;
                } else {
                    throw new ErasureException(
                            Reason.INPUT,
                            "the hold list " + source.name() + " has a bad row, so nothing of it was taken: " + row);
                }
            }
            return count;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private static InputReader open(
            InputSource source, @Nullable InputFormat given, InputColumns columns, boolean subjectServes) {
        LineReader lines = new LineReader(source);
        boolean open = false;
        try {
            FormatGuess guess = given != null
                    ? new FormatGuess(given, FormatOrigin.GIVEN)
                    : FormatGuess.of(source, lines.peek(), columns);
            Rows rows = switch (guess.format()) {
                case PLAIN -> new PlainRows(lines, columns);
                case CSV -> new CsvRows(lines, columns, subjectServes, source.name());
                case NDJSON -> new NdjsonRows(lines, columns, subjectServes);
            };
            open = true;
            return new InputReader(lines, rows, guess.format(), guess.origin());
        } finally {
            if (!open) {
                closeQuietly(lines);
            }
        }
    }

    private static void closeQuietly(LineReader lines) {
        try {
            lines.close();
        } catch (IOException e) {
            // What went wrong before is told.
        }
    }

    /**
     * Returns the next row, or null after the last.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read any further
     */
    public @Nullable InputRow next() {
        return rows.next();
    }

    /** Returns how the list is written. */
    public InputFormat format() {
        return format;
    }

    /** Returns how the format became known. */
    public FormatOrigin origin() {
        return origin;
    }

    /** Returns whether rows of this list can name their account. */
    public boolean canNameAccounts() {
        return rows.canNameAccounts();
    }

    /** Returns how many bytes of the list have been read. */
    public long bytes() {
        return lines.bytes();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
