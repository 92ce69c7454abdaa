package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list row by row, in bounded memory, except that all texts of a workbook are in memory at once. A row that cannot be used is
 * returned as {@link InputRow.Refused}, and reading continues with the next row. For one thread.
 */
public final class InputReader implements Closeable {
    private final Rows rows;
    private final ListIdCheck ids;
    private final FormatGuess guess;

    private InputReader(Rows rows, ListIdCheck ids, FormatGuess guess) {
        this.rows = rows;
        this.ids = ids;
        this.guess = guess;
    }

    /**
     * Opens a list of people to delete.
     *
     * @param format the format, or null to recognise it by the content, the file's name and the first line
     * @throws ErasureException of reason {@code INPUT} under the conditions of {@link #open(InputSource, ListOptions)}
     */
    public static InputReader open(InputSource source, @Nullable InputFormat format, InputColumns columns) {
        ListOptions options = ListOptions.defaults().withColumns(columns);
        return open(source, format == null ? options : options.withFormat(format));
    }

    /**
     * Opens a list of people to delete.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read, or is neither text nor a workbook; if its format or
     *     charset cannot be recognised; if no sheet can be chosen; if its first line lacks or repeats a column; or if a column has a name
     *     similar to the name of a column that Efface reads
     */
    public static InputReader open(InputSource source, ListOptions options) {
        return open(source, options, new ListName("the list " + source.name(), "--"), false);
    }

    /** Receives ids, each with its line. */
    @FunctionalInterface
    public interface IdConsumer {
        /**
         * Receives an id.
         *
         * @param line the line of the id, from 1
         */
        void accept(String id, long line);
    }

    /**
     * Reads a text in which each line is an id. The charset is that of the byte order mark, or UTF-8. Unlike the rows of a list, the lines
     * are not checked: the consumer receives every line without its line end, even a blank line.
     *
     * @return the number of lines
     * @throws ErasureException of reason {@code INPUT} if the text cannot be read or is not text, or if a line has more than 1,048,576
     *     characters. The message contains the place of the problem, but no id
     */
    public static long readLines(InputSource source, IdConsumer ids) {
        try (LineReader lines = new LineReader(source, null)) {
            long count = 0;
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (line.problem() != null) {
                    throw new ErasureException(Reason.INPUT, source.name() + ", " + line.problem());
                }
                count++;
                ids.accept(line.text(), line.number());
            }
            return count;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /**
     * The facts about a hold list that was read.
     *
     * @param format the format of the list
     * @param accepted the number of rows for each accepted risk; the number is 1 for {@code EMPTY_HOLD}
     */
    public record HoldFacts(InputFormat format, Map<ListRisk, Long> accepted) {
        /** Copies the map. */
        public HoldFacts {
            accepted = Map.copyOf(accepted);
        }
    }

    /**
     * Reads a hold list: a list of persons and subjects that must not be deleted. The list may have any format. Unlike in other lists, one
     * invalid row makes the whole list invalid, because the person in that row would not be protected. A list without ids is also invalid,
     * if {@link ListRisk#EMPTY_HOLD} is not accepted.
     *
     * @param prefix the beginning of this list's options in messages: {@code --} or {@code --hold-}
     * @throws ErasureException of reason {@code INPUT} if the list is invalid. The message contains the place of the problem, but no id
     */
    public static HoldFacts readHolds(InputSource source, ListOptions options, String prefix, IdConsumer ids) {
        ListName name = new ListName("the hold list " + source.name(), prefix);
        try (InputReader reader = open(source, options, name, true)) {
            long count = 0;
            for (InputRow row = reader.next(); row != null; row = reader.next()) {
                if (row instanceof InputRow.Entry entry) {
                    reader.use(entry);
                    ids.accept(entry.person(), entry.line());
                    if (!entry.subject().equals(entry.person())) {
                        ids.accept(entry.subject(), entry.line());
                    }
                    count++;
                } else {
                    InputProblem problem = ((InputRow.Refused) row).problem();
                    throw name.rejected("has an invalid row, so the whole list was rejected: "
                            + problem.text(reader.format())
                            + (problem.code() == ProblemCode.MALFORMED_UTF8
                                    ? "; if the list has another charset, name it, such as " + name.option("charset")
                                            + " GB18030"
                                    : ""));
                }
            }
            if (reader.rounded().any() && !options.accepted().contains(ListRisk.SPREADSHEET_NUMBER)) {
                throw name.rejected("was changed by a spreadsheet: most of its ids of " + RoundedIds.DIGITS
                        + " or more digits end in three zeros; export the column as text, or give --accept "
                        + ListRisk.SPREADSHEET_NUMBER);
            }
            return new HoldFacts(reader.format(), count == 0 ? acceptEmpty(options, name) : reader.accepted());
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private static Map<ListRisk, Long> acceptEmpty(ListOptions options, ListName name) {
        if (!options.accepted().contains(ListRisk.EMPTY_HOLD)) {
            throw name.rejected("has no ids; if an empty list is right, give --accept " + ListRisk.EMPTY_HOLD);
        }
        return Map.of(ListRisk.EMPTY_HOLD, 1L);
    }

    private static InputReader open(InputSource source, ListOptions options, ListName name, boolean isHold) {
        ListIdCheck ids = new ListIdCheck(options.accepted());
        if (WorkbookList.isZip(source)) {
            WorkbookList workbook = new WorkbookList(source, options, name);
            FormatGuess guess = workbook.format();
            return new InputReader(workbook.rows(ids, isHold), ids, guess);
        }
        LineReader lines = new LineReader(source, options.charset().orElse(null));
        boolean isOpen = false;
        try {
            boolean isEmpty = isHold && lines.peek() == null;
            FormatGuess guess = isEmpty
                    ? new FormatGuess(InputFormat.PLAIN, FormatOrigin.FIRST_LINE)
                    : FormatGuess.of(source, options, lines, name);
            InputColumns columns = options.columns();
            Rows rows = switch (guess.format()) {
                case PLAIN -> new PlainRows(lines, columns, ids, isHold, name);
                case CSV -> new CsvRows(lines, options, ids, isHold, name);
                case NDJSON -> new NdjsonRows(lines, columns, ids, isHold, name);
                case XLSX -> throw name.rejected("is not a workbook (.xlsx); leave " + name.option("format") + " out");
            };
            isOpen = true;
            return new InputReader(rows, ids, guess);
        } finally {
            if (!isOpen) {
                InputSource.closeQuietly(lines);
            }
        }
    }

    /**
     * Returns the next row, or null after the last row.
     *
     * @throws ErasureException of reason {@code INPUT} if the list cannot be read any further
     */
    public @Nullable InputRow next() {
        return rows.next();
    }

    /** Returns the format of the list. */
    public InputFormat format() {
        return guess.format();
    }

    /** Returns the source from which the format was determined. */
    public FormatOrigin origin() {
        return guess.origin();
    }

    /** Returns the charset of the list, or empty for a workbook. */
    public Optional<Charset> charset() {
        return rows.charset();
    }

    /** Returns the character between the fields, or empty if the list is not CSV. */
    public Optional<Character> delimiter() {
        return rows.delimiter();
    }

    /** Returns the number of the sheet that is the list, from 1, or empty if the list is no workbook. */
    public Optional<Integer> sheet() {
        return rows.sheet();
    }

    /** Returns the number of rows read so far that are hidden in the workbook, for example by a filter; 0 for other lists. */
    public long hiddenRows() {
        return rows.hiddenRows();
    }

    /**
     * Returns whether the first line of a CSV list or the first row of a sheet was assumed to be a header. This is the case if the columns
     * are given by number and the options do not state whether the first line is a header.
     */
    public boolean isHeaderAssumed() {
        return rows.isHeaderAssumed();
    }

    /**
     * Counts the accepted risks of a row. The caller calls this method for each row that it uses, and not for rows that it refuses.
     *
     * @param row the row that {@link #next} returned last
     */
    public void use(InputRow.Entry row) {
        ids.use(row);
    }

    /**
     * Returns the number of used rows for each accepted risk. The numbers are complete after the last row. Rows with rounded ids are
     * counted only if {@link ListRisk#SPREADSHEET_NUMBER} is accepted.
     */
    public Map<ListRisk, Long> accepted() {
        return ids.accepted();
    }

    /** Returns which kinds of ids look rounded by a spreadsheet, judging by the rows read so far. */
    public RoundedIds rounded() {
        return ids.rounded();
    }

    /** Returns whether a row of this list can name its account. */
    public boolean canNameAccounts() {
        return rows.canNameAccounts();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
