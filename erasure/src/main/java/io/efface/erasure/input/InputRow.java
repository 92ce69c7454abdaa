package io.efface.erasure.input;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of a list. */
public sealed interface InputRow {
    /** Returns the row's line in the list, from 1. */
    long line();

    /**
     * A valid row, which names the person to delete. Immutable and thread-safe. {@code toString} returns the line only.
     *
     * @param subject the caller's own reference for the person, or the person's id if the row has no subject
     * @param account the account's name; null if the row names no account, so that it applies to all accounts that the caller chose
     * @param accountColumn the position of the account's name in the line, see {@link InputProblem#column()}; 1 if the row names no account
     * @param person the person's id, which is valid for {@link io.efface.PersonId}
     * @param personColumn the position of the person's id in the line, see {@link InputProblem#column()}; the position of the subject if the
     *     row names no person
     * @param faces the faces without repeats, in the order of the row, each valid for {@link io.efface.FaceId}; empty for the whole person
     */
    record Entry(
            long line,
            String subject,
            @Nullable String account,
            int accountColumn,
            String person,
            int personColumn,
            List<String> faces)
            implements InputRow {
        /** Copies the faces. */
        public Entry {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(person, "person");
            faces = List.copyOf(faces);
        }

        @Override
        public String toString() {
            return "line " + line;
        }
    }

    /**
     * A row that cannot be used. Immutable and thread-safe. {@code toString} returns the problem only.
     *
     * @param accountKnown whether the account of the row is known in spite of the problem
     * @param account the account's name; null if {@code accountKnown} is false, or if the row names no account, so that it applies to all
     *     accounts that the caller chose
     * @param subject the subject that a valid row of these cells would have, see {@link Entry#subject()}; null if the problem leaves it
     *     unknown
     */
    record Refused(
            InputProblem problem,
            boolean accountKnown,
            @Nullable String account,
            @Nullable String subject) implements InputRow {
        @Override
        public long line() {
            return problem.line();
        }

        @Override
        public String toString() {
            return problem.toString();
        }
    }
}
