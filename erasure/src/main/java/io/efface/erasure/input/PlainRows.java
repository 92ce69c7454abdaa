package io.efface.erasure.input;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One person id a line. */
final class PlainRows implements Rows {
    private final LineReader lines;
    private final InputColumns columns;
    private boolean begun;

    PlainRows(LineReader lines, InputColumns columns) {
        this.lines = lines;
        this.columns = columns;
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
        ProblemCode code =
                first && columns.isPersonName(line.text()) ? ProblemCode.HEADER_IN_LIST : Ids.bareProblem(line.text());
        return code != null
                ? refused(new InputProblem(line.number(), 1, code))
                : new InputRow.Entry(line.number(), line.text(), null, 1, line.text(), List.of());
    }

    /** Whatever is wrong with a line: it is about every chosen account. */
    private static InputRow refused(InputProblem problem) {
        return new InputRow.Refused(problem, true, null);
    }

    @Override
    public boolean canNameAccounts() {
        return false;
    }
}
