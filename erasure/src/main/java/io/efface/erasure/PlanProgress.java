package io.efface.erasure;

/** Receives the progress of a plan. The planning thread calls it. */
@FunctionalInterface
public interface PlanProgress {
    /** The steps of a plan. New constants may be added later. */
    enum Step {
        /** The list is being read, and its rows are being stored. */
        LOADING,
        /** The indexes of the rows are being built. */
        INDEXING,
        /** Duplicate rows and held targets are being marked. */
        MARKING,
        /** The rows are being counted, and the plan's digest is being computed. */
        DIGESTING,
        /** People are being read from the accounts, to see whether they exist. */
        READING_BACK
    }

    /**
     * Receives the progress of a step.
     *
     * @param done the number of items that the step has processed so far. {@link Step#READING_BACK} counts reads. {@link Step#MARKING}
     *     counts groups of duplicate rows first, and then ids of the hold list. All other steps count rows
     */
    void at(Step step, long done);
}
