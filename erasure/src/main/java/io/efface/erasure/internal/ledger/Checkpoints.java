package io.efface.erasure.internal.ledger;

/** Receives a call at each {@link Checkpoint}, so that a test can end the process there. Implementations must be thread-safe. */
@FunctionalInterface
public interface Checkpoints {
    /** Ignores all checkpoints. */
    Checkpoints NONE = point -> {};

    /** Receives the call at a checkpoint, on the thread that has reached it. */
    void reached(Checkpoint point);
}
