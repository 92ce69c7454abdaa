package io.efface.erasure.input;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of CSV with a header. */
final class CsvRows implements Rows {
    private static final int ABSENT = -1;

    private final CsvRecords records;
    private final CsvScanner scanner;
    private final boolean subjectServes;
    private final int width;
    private final int subject;
    private final int account;
    private final int person;
    private final int faces;

    /**
     * Reads the header.
     *
     * @param subjectServes whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the header will not do
     */
    CsvRows(LineReader lines, InputColumns columns, boolean subjectServes, String name) {
        this.records = new CsvRecords(lines);
        this.scanner = records.scanner();
        this.subjectServes = subjectServes;
        CsvRecords.Found header = records.next();
        if (header == null) {
            throw refused(name, "is empty; a CSV list has a header");
        }
        CsvRecord names = header.fields();
        if (names == null) {
            throw refused(name, "has no readable header: " + header.problem());
        }
        this.width = names.getFieldCount();
        this.subject = find(names, columns.subject(), "subject", name);
        this.account = find(names, columns.account(), "account", name);
        this.person = find(names, columns.person(), "person_id", name);
        this.faces = find(names, columns.faces(), "face_ids", name);
        for (int i = 0; i < width; i++) {
            String column = names.getField(i).strip();
            boolean isFace = column.equalsIgnoreCase("face") && faces != ABSENT;
            if (columns.isLookalike(column) && !isFace) {
                throw refused(
                        name,
                        "has a header whose column " + (i + 1)
                                + " is almost a name that counts; correct it, or say what the columns are called");
            }
        }
        if (person == ABSENT && !(subjectServes && subject != ABSENT)) {
            throw refused(
                    name,
                    "has no column for person_id in its first line; if that line is no header, the format is not CSV, and if it is one, say"
                            + " what the columns are called");
        }
    }

    private static int find(CsvRecord header, String column, String meaning, String name) {
        int found = ABSENT;
        for (int i = 0; i < header.getFieldCount(); i++) {
            if (header.getField(i).strip().equals(column)) {
                if (found != ABSENT) {
                    throw refused(name, "has the column for " + meaning + " twice");
                }
                found = i;
            }
        }
        return found;
    }

    private static ErasureException refused(String name, String why) {
        return new ErasureException(Reason.INPUT, "the list " + name + " " + why);
    }

    @Override
    public @Nullable InputRow next() {
        CsvRecords.Found found = records.next();
        if (found == null) {
            return null;
        }
        long line = found.line();
        CsvRecord fields = found.fields();
        InputProblem broken = found.problem();
        if (fields == null || broken != null) {
            InputProblem why = broken != null ? broken : new InputProblem(line, 1, ProblemCode.FIELD_COUNT);
            return new InputRow.Refused(why, account == ABSENT, null);
        }
        if (fields.getFieldCount() != width) {
            return new InputRow.Refused(new InputProblem(line, 1, ProblemCode.FIELD_COUNT), account == ABSENT, null);
        }
        String where = text(fields, account);
        ProblemCode bad = where == null ? null : problem(where, account);
        if (bad != null) {
            return new InputRow.Refused(new InputProblem(line, column(account), bad), false, null);
        }
        String whose = text(fields, subject);
        String who = text(fields, person);
        if (who == null) {
            if (!subjectServes || whose == null) {
                return refused(line, Math.max(person, 0), ProblemCode.PERSON_MISSING, where);
            }
            who = whose;
        } else {
            bad = problem(who, person);
            if (bad != null) {
                return refused(line, person, bad, where);
            }
        }
        bad = whose == null ? null : problem(whose, subject);
        if (bad != null) {
            return refused(line, subject, bad, where);
        }
        String some = text(fields, faces);
        Set<String> each = new LinkedHashSet<>();
        if (some != null) {
            for (String face : some.split(";", -1)) {
                bad = face.isEmpty() ? ProblemCode.EMPTY_FACE : problem(face, faces);
                if (bad != null) {
                    return refused(line, faces, bad, where);
                }
                each.add(face);
            }
        }
        return new InputRow.Entry(
                line, whose == null ? who : whose, where, where == null ? 1 : column(account), who, List.copyOf(each));
    }

    private static @Nullable String text(CsvRecord fields, int field) {
        String text = field == ABSENT ? "" : fields.getField(field);
        return text.isEmpty() ? null : text;
    }

    private @Nullable ProblemCode problem(String text, int field) {
        return scanner.isQuoted(field) ? Ids.problem(text) : Ids.bareProblem(text);
    }

    private InputRow refused(long line, int field, ProblemCode code, @Nullable String where) {
        return new InputRow.Refused(new InputProblem(line, column(field), code), true, where);
    }

    private int column(int field) {
        return scanner.start(field) + 1;
    }

    @Override
    public boolean canNameAccounts() {
        return account != ABSENT;
    }
}
