package io.efface.erasure;

/** The reason why a run or a verification ended. New constants may be added later. */
public enum RunEnd {
    /** No target was left that could be processed. */
    FINISHED,
    /** The number of processed targets reached {@link RunOptions#limit()}. */
    LIMIT,
    /** The run reached {@link RunOptions#maxDuration()}. */
    DURATION,
    /** The time of day was outside {@link RunOptions#window()}. */
    WINDOW,
    /** {@link RunControl#stop()} was called, and the calls in progress were finished. */
    STOPPED,
    /** {@link RunControl#abort()} was called, and the calls in progress were cancelled. */
    ABORTED
}
