package io.efface.erasure;

/** Receives the progress of a plan, on the planning thread. */
@FunctionalInterface
public interface PlanProgress {
    /** What planning does. Constants are only ever added. */
    enum Step {
        /** Reading the list and storing its rows. */
        LOADING,
        /** Making indexes over the rows. */
        INDEXING,
        /** Finding duplicates and held people. */
        MARKING,
        /** Counting, and computing the digest. */
        DIGESTING,
        /** Reading people back to see whether they are there. */
        READING_BACK
    }

    /**
     * Receives the progress of a step.
     *
     * @param done rows, groups of duplicates, or reads so far
     */
    void at(Step step, long done);
}
