package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of CSV. */
final class CsvRows implements Rows {
    private final CsvRecords records;
    private final CsvRecord record;
    private final IdCheck ids;
    private final boolean subjectServes;
    private final char delimiter;
    private final int width;
    private final boolean headerAssumed;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    /** Whether the record at hand is a row that was not returned yet, because the list has no header. */
    private boolean pending;

    /**
     * Reads the header, or the first row where there is none.
     *
     * @param subjectServes whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first line cannot be used
     */
    CsvRows(LineReader lines, ListOptions options, IdCheck ids, boolean subjectServes, ListName name) {
        this.ids = ids;
        this.subjectServes = subjectServes;
        Line first = lines.peek();
        this.delimiter = options.delimiter()
                .orElseGet(() -> first == null ? ',' : Delimiters.of(first.text(), options.columns()));
        this.records = new CsvRecords(lines, delimiter);
        this.record = records.record();
        if (!records.next()) {
            throw name.rejected("is empty; a CSV list has a header");
        }
        InputProblem problem = records.problem();
        if (problem != null) {
            throw problem.code() == ProblemCode.MALFORMED_UTF8
                    ? name.undecodable(lines.charset())
                    : name.rejected("has a first line that cannot be read: " + problem);
        }
        this.width = record.fields();
        CsvHeader header = new CsvHeader(record, options, name, subjectServes);
        places.putAll(header.places());
        header.check(subjectServes);
        headerAssumed = options.header().isEmpty() && options.columns().hasNumbers();
        pending = !header.isThere();
    }

    @Override
    public @Nullable InputRow next() {
        if (!pending && !records.next()) {
            return null;
        }
        pending = false;
        ids.begin();
        return row();
    }

    private InputRow row() {
        long line = records.line();
        InputProblem broken = records.problem();
        if (broken == null && record.fields() != width) {
            broken = new InputProblem(line, 1, ProblemCode.FIELD_COUNT);
        }
        if (broken != null) {
            return new InputRow.Refused(broken, !places.containsKey(Column.ACCOUNT), null);
        }
        String where = text(Column.ACCOUNT);
        ProblemCode bad = where == null ? null : problem(Column.ACCOUNT, where);
        if (bad != null) {
            return new InputRow.Refused(new InputProblem(line, column(Column.ACCOUNT), bad), false, null);
        }
        String whose = text(Column.SUBJECT);
        String who = text(Column.PERSON);
        if (who == null) {
            if (!subjectServes || whose == null) {
                return refused(Column.PERSON, ProblemCode.PERSON_MISSING, where);
            }
            who = whose;
        } else {
            bad = problem(Column.PERSON, who);
            if (bad != null) {
                return refused(Column.PERSON, bad, where);
            }
        }
        bad = whose == null ? null : problem(Column.SUBJECT, whose);
        if (bad != null) {
            return refused(Column.SUBJECT, bad, where);
        }
        String some = text(Column.FACES);
        Set<String> each = new LinkedHashSet<>();
        if (some != null) {
            String[] faces = some.split(";", -1);
            for (String face : faces) {
                bad = faceProblem(face, faces.length > 1);
                if (bad != null) {
                    return refused(Column.FACES, bad, where);
                }
                each.add(face);
            }
        }
        for (int i = 0; i < width; i++) {
            if (Ids.isBinary(record.value(i))) {
                return new InputRow.Refused(
                        new InputProblem(line, record.column(i), ProblemCode.CONTROL_CHARACTER), true, where);
            }
        }
        return new InputRow.Entry(
                line,
                whose == null ? who : whose,
                where,
                where == null ? 1 : column(Column.ACCOUNT),
                who,
                List.copyOf(each));
    }

    private @Nullable String text(Column column) {
        Integer place = places.get(column);
        String text = place == null ? "" : record.value(place);
        return text.isEmpty() ? null : text;
    }

    private @Nullable ProblemCode problem(Column column, String text) {
        Integer place = places.get(column);
        boolean bare = place == null || !record.isQuoted(place);
        ProblemCode code = ids.problem(column, text, bare);
        // A stray quote in a hold list would hold an id that no person has.
        return code == null && subjectServes && bare && text.indexOf('"') >= 0 ? ProblemCode.BAD_QUOTES : code;
    }

    /** Quotes around several faces are those of the cell, so they do not say that a space at the edge of a face is meant. */
    private @Nullable ProblemCode faceProblem(String face, boolean several) {
        if (face.isEmpty()) {
            return ProblemCode.EMPTY_FACE;
        }
        return several ? ids.problem(Column.FACES, face, true) : problem(Column.FACES, face);
    }

    private InputRow refused(Column column, ProblemCode code, @Nullable String where) {
        return new InputRow.Refused(new InputProblem(records.line(), column(column), code), true, where);
    }

    private int column(Column column) {
        Integer place = places.get(column);
        return place == null ? 1 : record.column(place);
    }

    @Override
    public boolean canNameAccounts() {
        return places.containsKey(Column.ACCOUNT);
    }

    /** Returns whether columns are given by number, and whether the first line names them was not said. */
    boolean isHeaderAssumed() {
        return headerAssumed;
    }

    /** Returns what separates the fields. */
    char delimiter() {
        return delimiter;
    }
}
