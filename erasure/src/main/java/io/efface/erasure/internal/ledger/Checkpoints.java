package io.efface.erasure.internal.ledger;

/** Receives every {@link Checkpoint}, so that a test can end the process there. Implementations must be thread-safe. */
@FunctionalInterface
public interface Checkpoints {
    /** Lets every moment pass. */
    Checkpoints NONE = point -> {};

    /** Takes note of a moment, on the thread that reached it. */
    void reached(Checkpoint point);
}
