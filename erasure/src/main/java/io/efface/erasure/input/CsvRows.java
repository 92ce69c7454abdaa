package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a CSV list. */
final class CsvRows implements Rows {
    private final CsvRecords records;
    private final CsvRecord record;
    private final ListIdCheck ids;
    private final boolean subjectSuffices;
    private final char delimiter;
    private final int width;
    private final boolean isHeaderAssumed;
    private final Map<Column, Integer> indexes = new EnumMap<>(Column.class);
    /**
     * Whether the current record is a row that has not been returned yet. This is the case for the first row of a list without a header.
     */
    private boolean isPending;

    /**
     * Reads the header, or the first row of a list without a header.
     *
     * @param subjectSuffices whether a row may name a subject and no person
     * @throws ErasureException of reason {@code INPUT} if the first line cannot be used
     */
    CsvRows(LineReader lines, ListOptions options, ListIdCheck ids, boolean subjectSuffices, ListName name) {
        this.ids = ids;
        this.subjectSuffices = subjectSuffices;
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
        CsvHeader header = new CsvHeader(record, options, name, subjectSuffices);
        indexes.putAll(header.indexes());
        header.check(subjectSuffices);
        isHeaderAssumed = options.header().isEmpty() && options.columns().hasNumbers();
        isPending = !header.isHeader();
    }

    @Override
    public @Nullable InputRow next() {
        if (!isPending && !records.next()) {
            return null;
        }
        isPending = false;
        ids.begin();
        return row();
    }

    private InputRow row() {
        long line = records.line();
        InputProblem malformed = records.problem();
        if (malformed == null && record.fields() != width) {
            malformed = new InputProblem(line, 1, ProblemCode.FIELD_COUNT);
        }
        if (malformed != null) {
            return new InputRow.Refused(malformed, !indexes.containsKey(Column.ACCOUNT), null);
        }
        String account = text(Column.ACCOUNT);
        ProblemCode problem = account == null ? null : problem(Column.ACCOUNT, account);
        if (problem != null) {
            return new InputRow.Refused(new InputProblem(line, column(Column.ACCOUNT), problem), false, null);
        }
        String subject = text(Column.SUBJECT);
        String person = text(Column.PERSON);
        if (person == null) {
            if (!subjectSuffices || subject == null) {
                return refused(Column.PERSON, ProblemCode.PERSON_MISSING, account);
            }
            person = subject;
        } else {
            problem = problem(Column.PERSON, person);
            if (problem != null) {
                return refused(Column.PERSON, problem, account);
            }
        }
        problem = subject == null ? null : problem(Column.SUBJECT, subject);
        if (problem != null) {
            return refused(Column.SUBJECT, problem, account);
        }
        String faceCell = text(Column.FACES);
        Set<String> faces = new LinkedHashSet<>();
        if (faceCell != null) {
            String[] parts = faceCell.split(";", -1);
            for (String face : parts) {
                problem = faceProblem(face, parts.length > 1);
                if (problem != null) {
                    return refused(Column.FACES, problem, account);
                }
                faces.add(face);
            }
        }
        for (int i = 0; i < width; i++) {
            if (Ids.isBinary(record.value(i))) {
                return new InputRow.Refused(
                        new InputProblem(line, record.column(i), ProblemCode.CONTROL_CHARACTER), true, account);
            }
        }
        return new InputRow.Entry(
                line,
                subject == null ? person : subject,
                account,
                account == null ? 1 : column(Column.ACCOUNT),
                person,
                List.copyOf(faces));
    }

    private @Nullable String text(Column column) {
        Integer index = indexes.get(column);
        String text = index == null ? "" : record.value(index);
        return text.isEmpty() ? null : text;
    }

    private @Nullable ProblemCode problem(Column column, String text) {
        Integer index = indexes.get(column);
        boolean isBare = index == null || !record.isQuoted(index);
        ProblemCode code = ids.problem(column, text, isBare);
        // An id with a misplaced quote in a hold list would not protect its person.
        return code == null && subjectSuffices && isBare && text.indexOf('"') >= 0 ? ProblemCode.BAD_QUOTES : code;
    }

    /**
     * Returns the problem of a face, or null. If a cell has several faces, each face is checked as an id without quotes, because the quotes
     * belong to the cell and do not confirm a space at the edge of a face.
     */
    private @Nullable ProblemCode faceProblem(String face, boolean several) {
        if (face.isEmpty()) {
            return ProblemCode.EMPTY_FACE;
        }
        return several ? ids.problem(Column.FACES, face, true) : problem(Column.FACES, face);
    }

    private InputRow refused(Column column, ProblemCode code, @Nullable String account) {
        return new InputRow.Refused(new InputProblem(records.line(), column(column), code), true, account);
    }

    private int column(Column column) {
        Integer index = indexes.get(column);
        return index == null ? 1 : record.column(index);
    }

    @Override
    public boolean canNameAccounts() {
        return indexes.containsKey(Column.ACCOUNT);
    }

    /** Returns whether the first line was assumed to be a header: the columns are given by number, and no option states it. */
    boolean isHeaderAssumed() {
        return isHeaderAssumed;
    }

    /** Returns the character between the fields. */
    char delimiter() {
        return delimiter;
    }
}
