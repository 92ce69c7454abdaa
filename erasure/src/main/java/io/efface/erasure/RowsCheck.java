package io.efface.erasure;

import java.util.List;

/**
 * The result of comparing a ledger's rows with a job's events. Immutable and thread-safe; contains no ids.
 *
 * @param rows the number of rows
 * @param unsealed the number of targets with events after the last seal; no signature covers these events yet
 * @param unsealedDone the number of targets that became done in an event after the last seal
 * @param differences the number of all differences
 * @param first some of the differences, at most {@value #MOST}, in any order
 * @param limits descriptions of the values that an older version of Efface did not record, so that they could not be compared; empty if
 *     this version planned the job
 */
public record RowsCheck(
        long rows, long unsealed, long unsealedDone, long differences, List<Difference> first, List<String> limits) {
    /** The highest number of differences that are listed. */
    public static final int MOST = 100;

    /** Copies the lists. */
    public RowsCheck {
        first = List.copyOf(first);
        limits = List.copyOf(limits);
    }

    /**
     * A difference between the ledger and the events.
     *
     * @param kind the kind of the difference
     * @param row the number of the row, counted from 1 in the order of the list's lines and their accounts; 0 if the difference concerns
     *     the job
     * @param line the line of the list from which the row comes, according to the ledger; 0 if the line is unknown
     */
    public record Difference(Kind kind, long row, long line) {
        /** Returns the difference as a sentence. */
        public String sentence() {
            return (row == 0 ? "" : "row " + row + (line == 0 ? "" : ", line " + line + " of the list") + ": ")
                    + kind.words;
        }
    }

    /** The kinds of differences. New constants may be added later. */
    public enum Kind {
        /** Rows, faces or accounts were added, removed or changed after planning. */
        PLAN("accounts, rows or faces differ from the plan"),
        /** The ledger's values for the job as a whole were changed. */
        JOB("the ledger's values for the job differ from the recorded values"),
        /** The hold list is not the result of its recorded changes. */
        HOLDS("the hold list differs from the recorded hold list"),
        /** The totals of the rows differ from the totals of the final seal. */
        TOTALS("the totals differ from the totals of the final seal"),
        /** The row is missing. */
        MISSING("the row is missing"),
        /** The state differs. */
        STATE("the state differs"),
        /** The outcome differs. */
        OUTCOME("the outcome differs"),
        /** The evidence or the time of a read differs. */
        EVIDENCE("the evidence or the time of a read differs"),
        /** The remark about an earlier attempt differs. */
        MAYBE_EARLIER("the remark about an earlier attempt differs"),
        /** The number of attempts differs. */
        ATTEMPTS("the number of attempts differs"),
        /** The kind or the effect of a failure differs. */
        FAILURE("the kind or the effect of a failure differs"),
        /** The time, the code or the request id of the vendor's last response differs. */
        ANSWER("the time, the code or the request id of the response differs"),
        /** The outcome, the evidence, the remark or the kind of failure of a face of the target differs. */
        FACES("the outcome of a face differs"),
        /**
         * The row of a done target was changed, so that a run sent a request for the target again. The outcome of the target is the result
         * of the repeated request.
         */
        REPEATED("a request was sent again although the target was done"),
        /** The faces that deletions detached from their persons differ from the recorded faces. */
        DETACHED("the detached faces differ from the recorded faces"),
        /** The ledger contains ids although the receipts record that the ids were destroyed. */
        IDS("the ledger contains ids that were recorded as destroyed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns a description of the difference, in one line. */
        public String text() {
            return words;
        }
    }

    /** Returns whether the rows agree with the events. */
    public boolean agrees() {
        return differences == 0;
    }

    /** Returns the result as a sentence. */
    public String sentence() {
        if (differences > 0) {
            return "the ledger's rows differ from the receipts: " + differences + " differences, the first: "
                    + first.get(0).sentence();
        }
        return rows + " rows agree with the receipts"
                + (unsealed == 0 ? "" : ", " + unsealed + " of them with events that no seal covers yet");
    }
}
