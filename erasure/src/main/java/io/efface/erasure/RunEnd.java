package io.efface.erasure;

/** Why a run or a verification ended. Constants are only ever added. */
public enum RunEnd {
    /** There was nothing more to take. */
    FINISHED,
    /** As many targets were taken as {@link RunOptions#limit()} allows. */
    LIMIT,
    /** {@link RunOptions#maxDuration()} was over. */
    DURATION,
    /** The time of day is outside {@link RunOptions#window()}. */
    WINDOW,
    /** {@link RunControl#stop()}: what was under way was finished. */
    STOPPED,
    /** {@link RunControl#abort()}: what was under way was cancelled. */
    ABORTED
}
