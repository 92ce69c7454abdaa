package io.efface.emulator;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Request ids and face ids from injected randomness. Thread-safe. */
public final class IdSource {

    /** Face ids of both vendors exceed 2^53: what goes through a double is damaged and shows. */
    private static final long LEAST_FACE_ID = 10_000_000_000_000_001L;

    private static final long FACE_ID_BOUND = Long.MAX_VALUE;

    private final RandomGenerator random;

    /** Takes its randomness from a generator. */
    public IdSource(RandomGenerator random) {
        this.random = random;
    }

    /** A version 4 UUID in lower case. */
    public synchronized String requestId() {
        long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** A version 4 UUID in upper case, as Alibaba writes them. */
    public String upperCaseRequestId() {
        return requestId().toUpperCase(Locale.ROOT);
    }

    /** Decimal digits of an odd number between 10^16 and 2^63, so never exact as a double. */
    public synchronized String faceId() {
        return Long.toString(random.nextLong(LEAST_FACE_ID, FACE_ID_BOUND) | 1L);
    }
}
