package io.efface.emulator;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Generates request ids and face ids from injected randomness. Thread-safe. */
public final class IdSource {

    /** The face ids of Green and IAI exceed 2^53. If a client converts such an id to a double, the id changes, and tests fail. */
    private static final long LEAST_FACE_ID = 10_000_000_000_000_001L;

    private static final long FACE_ID_BOUND = Long.MAX_VALUE;

    private final RandomGenerator random;

    /** Creates a source that uses the given generator. */
    public IdSource(RandomGenerator random) {
        this.random = random;
    }

    /** Returns a version 4 UUID in lower case. */
    public synchronized String requestId() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** Returns a version 4 UUID in upper case, which is Alibaba's form. */
    public String upperCaseRequestId() {
        return requestId().toUpperCase(Locale.ROOT);
    }

    /** Returns the decimal digits of an odd number between 10^16 and 2^63. A double cannot represent such a number exactly. */
    public synchronized String faceId() {
        return Long.toString(random.nextLong(LEAST_FACE_ID, FACE_ID_BOUND) | 1L);
    }
}
