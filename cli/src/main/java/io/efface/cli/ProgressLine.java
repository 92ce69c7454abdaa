package io.efface.cli;

import io.efface.erasure.PlanProgress;

/** Puts a job's progress into one line. */
final class ProgressLine {
    private ProgressLine() {}

    /** Returns how far a plan is. */
    static ProgressText ofPlan(PlanProgress.Step step, long done) {
        return ProgressText.of(
                switch (step) {
                    case LOADING -> "reading the list: " + done + " rows";
                    case INDEXING -> "indexing " + done + " rows";
                    case MARKING -> "finding duplicates and held people";
                    case DIGESTING -> "computing the digest";
                    case READING_BACK -> "reading back: " + done;
                });
    }
}
