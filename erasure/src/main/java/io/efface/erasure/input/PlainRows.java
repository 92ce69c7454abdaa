package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a plain list: the id of a person in each line. */
final class PlainRows extends TextRows {
    private static final String SIGNS_OF_ANOTHER_FORMAT = ",;\"[]{}<> \t\uFF0C\uFF1B\u3001\u3000\u00A0";

    private final InputColumns columns;
    private final ListIdCheck ids;
    private final boolean strict;
    private boolean hasBegun;

    /**
     * Checks that the options fit a plain list.
     *
     * @param strict whether to refuse a line that looks like a row of another format
     * @throws ErasureException of reason {@code INPUT} if the caller named columns
     */
    PlainRows(LineReader lines, InputColumns columns, ListIdCheck ids, boolean strict, ListName name) {
        super(lines);
        if (columns.isAnyRequired()) {
            throw name.rejected("is a plain list, which has no columns; leave " + name.option("columns")
                    + " out, or name another format (" + name.option("format") + ")");
        }
        this.columns = columns;
        this.ids = ids;
        this.strict = strict;
    }

    @Override
    public @Nullable InputRow next() {
        Line line = lines.nextNonBlank();
        if (line == null) {
            return null;
        }
        boolean isFirst = !hasBegun;
        hasBegun = true;
        if (line.problem() != null) {
            return refused(line.problem());
        }
        ids.begin();
        ProblemCode code = problem(line.text(), isFirst);
        if (code != null) {
            return refused(new InputProblem(line.number(), 1, code));
        }
        return new InputRow.Entry(line.number(), line.text(), null, 1, line.text(), 1, List.of());
    }

    private @Nullable ProblemCode problem(String text, boolean isFirst) {
        if (isFirst && columns.isPersonName(text)) {
            return ProblemCode.HEADER_IN_LIST;
        }
        ProblemCode code = ids.problem(Column.PERSON, text, true);
        boolean hasOtherFormat = strict && text.chars().anyMatch(c -> SIGNS_OF_ANOTHER_FORMAT.indexOf(c) >= 0);
        return code == null && hasOtherFormat ? ProblemCode.NOT_PLAIN : code;
    }

    /** Returns a refused row. A plain list names no accounts, so the refused row applies to every chosen account. */
    private static InputRow refused(InputProblem problem) {
        return new InputRow.Refused(problem, true, null, null);
    }

    @Override
    public boolean canNameAccounts() {
        return false;
    }
}
