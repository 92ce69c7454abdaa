package io.efface.erasure.internal.run;

import java.util.concurrent.Semaphore;

/** One account's share of a run's concurrency: a semaphore whose size changes when other accounts pause or end. Thread-safe. */
final class Share extends Semaphore {
    private static final long serialVersionUID = 1L;

    private int size;

    Share() {
        super(0);
    }

    /**
     * Changes the size. If more permits are in use than the new size allows, they stay valid, and no new permit is available until enough
     * of them are released.
     */
    synchronized void resize(int newSize) {
        if (newSize > size) {
            release(newSize - size);
        } else {
            reducePermits(size - newSize);
        }
        size = newSize;
    }

    synchronized int inUse() {
        return size - availablePermits();
    }
}
