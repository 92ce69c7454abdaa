package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list row by row, in bounded memory. A row that cannot be used is returned with its place and does not end the reading. For one
 * thread.
 */
public final class InputReader implements Closeable {
    private final LineReader lines;
    private final Rows rows;
    private final IdCheck ids;
    private final FormatGuess guess;

    private InputReader(LineReader lines, Rows rows, IdCheck ids, FormatGuess guess) {
        this.lines = lines;
        this.rows = rows;
        this.ids = ids;
        this.guess = guess;
    }

    /**
     * Opens a list of people to delete.
     *
     * @param format how it is written, or null to recognise it by its name and first line
     * @throws ErasureException of reason {@code INPUT} as {@link #open(InputSource, ListOptions)} throws it
     */
    public static InputReader open(InputSource source, @Nullable InputFormat format, InputColumns columns) {
        ListOptions options = ListOptions.defaults().withColumns(columns);
        return open(source, format == null ? options : options.withFormat(format));
    }

    /**
     * Opens a list of people to delete.
     *
     * @throws ErasureException of reason {@code INPUT} if it cannot be read or is not text, its format or charset cannot be recognised,
     *     or its first line lacks or repeats a column or has one that is almost one of ours
     */
    public static InputReader open(InputSource source, ListOptions options) {
        return open(source, options, new ListName("the list " + source.name(), "--"), false);
    }

    /** Takes the ids of a hold list. */
    @FunctionalInterface
    public interface HeldIds {
        /**
         * Takes a person's or a subject's id.
         *
         * @param line where it stands in the hold list, from 1
         */
        void add(String id, long line);
    }

    /**
     * Reads a list of people and subjects that must not be touched, in any of the formats. A bad row is fatal here, because the person
     * on it would not be protected. So is a list without ids, unless {@link ListRisk#EMPTY_HOLD} is accepted.
     *
     * @param prefix how messages call the options of this list: {@code --} or {@code --hold-}
     * @return what was accepted, and how many rows it was about; 1 for an empty list
     * @throws ErasureException of reason {@code INPUT} if anything is wrong with it; the message names the place and no id
     */
    public static Map<ListRisk, Long> readHolds(InputSource source, ListOptions options, String prefix, HeldIds ids) {
        ListName name = new ListName("the hold list " + source.name(), prefix);
        try (InputReader reader = open(source, options, name, true)) {
            long count = 0;
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Entry entry) {
                    reader.use(entry);
                    ids.add(entry.person(), entry.line());
                    if (!entry.subject().equals(entry.person())) {
                        ids.add(entry.subject(), entry.line());
                    }
                    count++;
                } else {
                    throw name.rejected("has a bad row, so nothing of it was taken: " + row);
                }
            }
            if (reader.rounded().any() && !options.accepted().contains(ListRisk.SPREADSHEET_NUMBER)) {
                throw name.rejected("was changed by a spreadsheet: most of its ids of " + RoundedIds.DIGITS
                        + " or more digits end in three zeros; export the column as text, or --accept "
                        + ListRisk.SPREADSHEET_NUMBER);
            }
            return count == 0 ? empty(options, name) : reader.accepted();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private static Map<ListRisk, Long> empty(ListOptions options, ListName name) {
        if (!options.accepted().contains(ListRisk.EMPTY_HOLD)) {
            throw name.rejected("has no ids; if that is right, --accept " + ListRisk.EMPTY_HOLD);
        }
        return Map.of(ListRisk.EMPTY_HOLD, 1L);
    }

    private static InputReader open(InputSource source, ListOptions options, ListName name, boolean isHold) {
        LineReader lines = new LineReader(source, options.charset().orElse(null));
        boolean open = false;
        try {
            IdCheck ids = new IdCheck(options.accepted());
            boolean isEmpty = isHold && lines.peek() == null;
            FormatGuess guess = isEmpty
                    ? new FormatGuess(InputFormat.PLAIN, FormatOrigin.FIRST_LINE)
                    : FormatGuess.of(source, options, lines, name);
            InputColumns columns = options.columns();
            Rows rows = switch (guess.format()) {
                case PLAIN -> new PlainRows(lines, columns, ids, isHold, name);
                case CSV -> new CsvRows(lines, options, ids, isHold, name);
                case NDJSON -> new NdjsonRows(lines, columns, ids, isHold, name);
            };
            open = true;
            return new InputReader(lines, rows, ids, guess);
        } finally {
            if (!open) {
                InputSource.closeQuietly(lines);
            }
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
        return guess.format();
    }

    /** Returns how the format became known. */
    public FormatOrigin origin() {
        return guess.origin();
    }

    /** Returns the charset that the list is read in. */
    public Charset charset() {
        return lines.charset();
    }

    /** Returns what separates the fields, or empty if the list is not CSV. */
    public Optional<Character> delimiter() {
        return rows instanceof CsvRows csv ? Optional.of(csv.delimiter()) : Optional.empty();
    }

    /** Returns whether the first line of CSV was taken for the header only because nothing speaks against it. */
    public boolean isHeaderAssumed() {
        return rows instanceof CsvRows csv && csv.isHeaderAssumed();
    }

    /**
     * Counts what was accepted in a row, because the caller uses it. Rows that the caller refuses are not counted.
     *
     * @param row the one that {@link #next} returned last
     */
    public void use(InputRow.Entry row) {
        ids.use(row);
    }

    /**
     * Returns what was accepted in rows that were used, and in how many; complete after the last row. Rows with rounded ids count only if
     * {@link ListRisk#SPREADSHEET_NUMBER} is accepted.
     */
    public Map<ListRisk, Long> accepted() {
        return ids.accepted();
    }

    /** Returns which ids look rounded by a spreadsheet, of the rows read so far. */
    public RoundedIds rounded() {
        return ids.rounded();
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
