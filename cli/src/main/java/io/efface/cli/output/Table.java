package io.efface.cli.output;

import io.efface.cli.process.Message;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints aligned columns row by row. The widths of the columns are fixed before the first row.
 *
 * <p>The class {@code TextTable} of picocli cannot be used. It removes text such as {@code @|bold ID|@} from an id, because it reads such
 * text as markup. It moves the cells after a wide cell to the next line, so an outcome would no longer be in one line. It counts an emoji
 * as one cell wide.
 */
public final class Table {
    private static final String GAP = "  ";

    private final Output out;
    private final List<Column> columns;

    public Table(Output out, List<Column> columns) {
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    /**
     * Prints a whole table whose columns are as wide as their values.
     *
     * @param maxWidth maximum width of a column, in terminal cells
     */
    public static void print(Output out, int maxWidth, List<Message> titles, List<List<String>> rows) {
        List<Column> columns = IntStream.range(0, titles.size())
                .mapToObj(i -> Column.of(
                        out.text(titles.get(i)),
                        maxWidth,
                        rows.stream().map(row -> row.get(i)).toList()))
                .toList();
        Table table = new Table(out, columns);
        table.head();
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
    }

    /** Writes the row of column titles. */
    public void head() {
        row(columns.stream().map(Column::title).toArray(String[]::new));
    }

    /** Writes a row. A cell that is wider than its column shifts the rest of the row to the right. */
    public void row(String... cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = TerminalText.escape(cells[i]);
            line.append(i == 0 ? "" : GAP).append(cell);
            if (i < cells.length - 1) {
                line.append(" ".repeat(Math.max(0, columns.get(i).width() - TerminalText.width(cell))));
            }
        }
        out.line(line.toString().stripTrailing());
    }

    /**
     * A column of a table.
     *
     * @param title the title of the column
     * @param width the width of the column, in terminal cells
     */
    public record Column(String title, int width) {
        /** Returns a column that is wide enough for its title and the values, but at most {@code maxWidth} cells wide. */
        public static Column of(String title, int maxWidth, Iterable<String> values) {
            int width = TerminalText.width(title);
            for (String value : values) {
                width = Math.max(width, TerminalText.width(TerminalText.escape(value)));
            }
            return new Column(title, Math.min(width, Math.max(maxWidth, TerminalText.width(title))));
        }

        /** Returns a column that is wide enough for its title and all constants of an enum. */
        public static Column of(String title, Enum<?>[] constants) {
            return of(
                    title,
                    Integer.MAX_VALUE,
                    Arrays.stream(constants).map(Enum::name).collect(Collectors.toList()));
        }
    }
}
