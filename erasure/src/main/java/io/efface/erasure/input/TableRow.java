package io.efface.erasure.input;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a row of the cells of a list with columns: CSV or a workbook. */
final class TableRow {
    private TableRow() {}

    /** The cells of a row in the columns that Efface reads. */
    interface Cells {
        /** Returns the line of the row, from 1. */
        long line();

        /** Returns the place of a cell in its line; see {@link InputProblem#column()}. */
        int place(Column column);

        /** Returns the text of a cell, or null if the cell is empty and has no problem, or if the list does not have the column. */
        @Nullable String text(Column column);

        /** Returns the problem of a cell, or null if its text is a valid id. */
        @Nullable ProblemCode problem(Column column, String text);

        /** Returns the problem of one of several faces of a cell, or null. The face is not empty. */
        @Nullable ProblemCode faceProblem(String face);
    }

    /**
     * Makes a row.
     *
     * @param subjectSuffices whether a row may name a subject and no person
     */
    static InputRow of(Cells cells, boolean subjectSuffices) {
        String account = cells.text(Column.ACCOUNT);
        ProblemCode problem = account == null ? null : cells.problem(Column.ACCOUNT, account);
        if (problem != null) {
            return new InputRow.Refused(
                    new InputProblem(cells.line(), cells.place(Column.ACCOUNT), problem),
                    false,
                    null,
                    validSubject(cells));
        }
        String subject = cells.text(Column.SUBJECT);
        String person = cells.text(Column.PERSON);
        Column personColumn = person == null ? Column.SUBJECT : Column.PERSON;
        if (person == null) {
            if (!subjectSuffices || subject == null) {
                return refused(cells, Column.PERSON, ProblemCode.PERSON_MISSING, account, validSubject(cells));
            }
            person = subject;
        } else {
            problem = cells.problem(Column.PERSON, person);
            if (problem != null) {
                return refused(cells, Column.PERSON, problem, account, validSubject(cells));
            }
        }
        problem = subject == null ? null : cells.problem(Column.SUBJECT, subject);
        if (problem != null) {
            return refused(cells, Column.SUBJECT, problem, account, null);
        }
        String faceCell = cells.text(Column.FACES);
        Set<String> faces = new LinkedHashSet<>();
        if (faceCell != null) {
            String[] parts = faceCell.split(";", -1);
            for (String face : parts) {
                problem = parts.length > 1 ? faceProblem(cells, face) : cells.problem(Column.FACES, face);
                if (problem != null) {
                    return refused(cells, Column.FACES, problem, account, subject == null ? person : subject);
                }
                faces.add(face);
            }
        }
        return new InputRow.Entry(
                cells.line(),
                subject == null ? person : subject,
                account,
                account == null ? 1 : cells.place(Column.ACCOUNT),
                person,
                cells.place(personColumn),
                List.copyOf(faces));
    }

    private static @Nullable ProblemCode faceProblem(Cells cells, String face) {
        return face.isEmpty() ? ProblemCode.EMPTY_FACE : cells.faceProblem(face);
    }

    /** Returns the subject of a row that is refused before its subject is checked, or null if the cell is empty or has a problem. */
    private static @Nullable String validSubject(Cells cells) {
        String subject = cells.text(Column.SUBJECT);
        return subject == null || cells.problem(Column.SUBJECT, subject) != null ? null : subject;
    }

    private static InputRow refused(
            Cells cells, Column column, ProblemCode code, @Nullable String account, @Nullable String subject) {
        return new InputRow.Refused(new InputProblem(cells.line(), cells.place(column), code), true, account, subject);
    }
}
