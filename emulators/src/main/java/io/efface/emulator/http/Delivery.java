package io.efface.emulator.http;

import java.time.Duration;
import java.util.Objects;

/** The way in which the server sends a response. */
public sealed interface Delivery {

    /** The complete response is sent at once. */
    record Whole() implements Delivery {}

    /**
     * The connection is closed before any byte of the response is sent.
     *
     * @param reset true for a TCP reset, false for an orderly end of stream
     */
    record Drop(boolean reset) implements Delivery {}

    /**
     * The headers announce the whole body, but the connection is closed after some bytes of the body. For an empty body, the headers
     * announce one byte.
     *
     * @param bytes number of bytes of the body to send, 0 or more. The last byte of the body is never sent
     */
    record Truncated(int bytes) implements Delivery {

        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if the length is negative
         */
        public Truncated {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes is negative");
            }
        }
    }

    /** No byte is sent. The exchange ends when the client closes the connection or the server is closed. */
    record Stall() implements Delivery {}

    /**
     * The headers are sent first, then the body in pieces with a pause before each piece.
     *
     * @param bytes size of a piece, 1 or more
     * @param pause real time before each piece, 0 or more
     */
    record Drip(int bytes, Duration pause) implements Delivery {

        /**
         * Checks the size and the pause.
         *
         * @throws IllegalArgumentException if the size is below 1 or the pause is negative
         */
        public Drip {
            Objects.requireNonNull(pause, "pause");
            if (bytes < 1 || pause.isNegative()) {
                throw new IllegalArgumentException("a drip needs a size of 1 or more and a pause that is not negative");
            }
        }
    }
}
