package io.efface.erasure;

import java.util.List;

/**
 * What comparing a ledger's rows with the job's events found. Immutable and thread-safe; holds no id.
 *
 * @param rows how many rows there are
 * @param unsealed how many targets have events after the last seal: what is said of them is not signed yet
 * @param unsealedDone how many of these are done only by such events
 * @param differences how many differences there are in all
 * @param first the first of them, at most {@value #MOST}, in no order that means anything
 * @param limits what could not be compared, in words, because an older version did not record it; empty for a job of this one
 */
public record RowsCheck(
        long rows, long unsealed, long unsealedDone, long differences, List<Difference> first, List<String> limits) {
    /** How many differences are listed one by one. */
    public static final int MOST = 100;

    /** Keeps copies. */
    public RowsCheck {
        first = List.copyOf(first);
        limits = List.copyOf(limits);
    }

    /**
     * Something that the ledger says otherwise than the events.
     *
     * @param kind what it is
     * @param row the number of the row, counted from 1 as the list's lines and accounts were; 0 if it is about the job
     * @param line the line of the list that the row came from, as the ledger has it; 0 if that is not known
     */
    public record Difference(Kind kind, long row, long line) {
        /** Returns it in words. */
        public String sentence() {
            return (row == 0 ? "" : "row " + row + (line == 0 ? "" : ", line " + line + " of the list") + ": ")
                    + kind.words;
        }
    }

    /** What can differ. Constants are only ever added. */
    public enum Kind {
        /** Rows, faces or accounts were added, removed or changed since they were planned. */
        PLAN("accounts, rows or faces are not those that were planned"),
        /** What the ledger says of the job as a whole was changed. */
        JOB("what the ledger says of the job itself is not what was recorded"),
        /** The hold list is not what its changes made of it. */
        HOLDS("the hold list is not the one that was recorded"),
        /** The totals of the final seal are not those of the rows. */
        TOTALS("the totals are not those of the final seal"),
        /** A row that there has to be is not there. */
        MISSING("the row is not there"),
        /** Another state. */
        STATE("the state is another"),
        /** Another outcome. */
        OUTCOME("the outcome is another"),
        /** Other evidence, or another time of a read. */
        EVIDENCE("the evidence, or the time of a read, is another"),
        /** Another remark whether an earlier attempt may have been the one. */
        MAYBE_EARLIER("the remark about an earlier attempt is another"),
        /** Another number of attempts. */
        ATTEMPTS("the number of attempts is another"),
        /** Another reason of a failure, or effect. */
        FAILURE("the kind or effect of a failure is another"),
        /** Another time, code or request id of the vendor's answer. */
        ANSWER("the time, code or request id of the answer is another"),
        /** Something of this is otherwise for a face of the target. */
        FACES("what became of a face is another"),
        /** A request was sent for a target that was done: its row had been changed before, and the outcome is that of the repeat. */
        REPEATED("a request was sent again though the target was done"),
        /** The faces that deletions detached from their persons are not those that were recorded. */
        DETACHED("detached faces are not those that were recorded"),
        /** There are ids, though they are said to be destroyed. */
        IDS("ids are there that are said to be destroyed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Returns whether the rows say what the events say. */
    public boolean agrees() {
        return differences == 0;
    }

    /** Returns what was found in one sentence. */
    public String sentence() {
        if (differences > 0) {
            return "the ledger's rows are not what the receipts say: " + differences + " differences, the first: "
                    + first.get(0).sentence();
        }
        return rows + " rows are what the receipts say"
                + (unsealed == 0 ? "" : ", " + unsealed + " of them by events that no seal covers yet");
    }
}
