package io.efface.testkit.wiremock;

import java.util.concurrent.CountDownLatch;

/** Requests that get no response until the end of the test. Thread-safe. */
final class StalledRequests {
    private CountDownLatch end = new CountDownLatch(1);

    void await() {
        CountDownLatch currentEnd;
        synchronized (this) {
            currentEnd = end;
        }
        try {
            currentEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the wait of every waiting request. Later requests wait again. */
    synchronized void release() {
        end.countDown();
        end = new CountDownLatch(1);
    }
}
