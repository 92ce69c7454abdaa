package io.efface.emulator.http;

import java.time.Duration;
import java.util.Objects;

/** How the front puts an answer on the wire. */
public sealed interface Delivery {

    /** At once and complete. */
    record Whole() implements Delivery {}

    /**
     * The connection is closed without a single byte of an answer.
     *
     * @param reset true for a TCP reset, false for an orderly end of stream
     */
    record Drop(boolean reset) implements Delivery {}

    /**
     * The head promises the whole body; the connection ends after some bytes of it.
     *
     * @param bytes how much of the body is sent, 0 or more; at most the whole body less one byte is sent
     */
    record Truncated(int bytes) implements Delivery {

        /**
         * Keeps the length.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Truncated {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes is negative");
            }
        }
    }

    /** Nothing is ever sent; the exchange ends when the client hangs up or the server is closed. */
    record Stall() implements Delivery {}

    /**
     * Head first, then the body in pieces with a pause before each.
     *
     * @param bytes size of a piece, 1 or more
     * @param pause real time before each piece, 0 or more
     */
    record Drip(int bytes, Duration pause) implements Delivery {

        /**
         * Keeps size and pause.
         *
         * @throws IllegalArgumentException if the size is below 1 or the pause negative
         */
        public Drip {
            Objects.requireNonNull(pause, "pause");
            if (bytes < 1 || pause.isNegative()) {
                throw new IllegalArgumentException("a drip needs a size of 1 or more and a pause that is not negative");
            }
        }
    }
}
