package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person id a line. */
final class PlainRows implements Rows {
    private static final String SIGNS_OF_ANOTHER_FORMAT = ",;\"[]{}<> \t\uFF0C\uFF1B\u3001\u3000\u00A0";

    private final LineReader lines;
    private final InputColumns columns;
    private final IdCheck ids;
    private final boolean strict;
    private boolean begun;

    /**
     * Takes the lines.
     *
     * @param strict whether to refuse a line that looks like a row of another format
     * @throws ErasureException of reason {@code INPUT} if the caller named columns
     */
    PlainRows(LineReader lines, InputColumns columns, IdCheck ids, boolean strict, ListName name) {
        if (columns.isAnyRequired()) {
            throw name.rejected("is a plain list, which has no columns; leave " + name.option("columns")
                    + " out, or name another format (" + name.option("format") + ")");
        }
        this.lines = lines;
        this.columns = columns;
        this.ids = ids;
        this.strict = strict;
    }

    @Override
    public @Nullable InputRow next() {
        Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        if (line == null) {
            return null;
        }
        boolean first = !begun;
        begun = true;
        if (line.problem() != null) {
            return refused(line.problem());
        }
        ids.begin();
        ProblemCode code = problem(line.text(), first);
        if (code != null) {
            return refused(new InputProblem(line.number(), 1, code));
        }
        return new InputRow.Entry(line.number(), line.text(), null, 1, line.text(), List.of());
    }

    private @Nullable ProblemCode problem(String text, boolean first) {
        if (first && columns.isPersonName(text)) {
            return ProblemCode.HEADER_IN_LIST;
        }
        ProblemCode code = ids.problem(Column.PERSON, text, true);
        boolean isOther = strict && text.chars().anyMatch(c -> SIGNS_OF_ANOTHER_FORMAT.indexOf(c) >= 0);
        return code == null && isOther ? ProblemCode.NOT_PLAIN : code;
    }

    /** A line that cannot be read is about every chosen account, too. */
    private static InputRow refused(InputProblem problem) {
        return new InputRow.Refused(problem, true, null);
    }

    @Override
    public boolean canNameAccounts() {
        return false;
    }
}
