package io.efface.erasure.input;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One row of a list. */
public sealed interface InputRow {
    /** Returns the row's line in the list, from 1. */
    long line();

    /**
     * A row that says whom to delete. Immutable and thread-safe; {@code toString} shows the line only.
     *
     * @param subject the caller's own reference, or the person's id
     * @param account the account's name as the row says it, or null for every chosen one
     * @param accountColumn where the account is named, from 1; 1 where it is not
     * @param person the person's id, fit for {@link io.efface.PersonId}
     * @param faces each once and fit for {@link io.efface.FaceId}, in the order of the row; empty for the whole person
     */
    record Entry(
            long line, String subject, @Nullable String account, int accountColumn, String person, List<String> faces)
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
     * A row that cannot be used. Immutable and thread-safe; {@code toString} shows the problem only.
     *
     * @param accountKnown whether the row still shows which account it is about
     * @param account the account's name, or null for every chosen one; means nothing unless it is known
     */
    record Refused(
            InputProblem problem,
            boolean accountKnown,
            @Nullable String account) implements InputRow {
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
