package io.efface.tencent;

import io.efface.spi.Secret;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the signing key of the day, which costs three of the four HMACs of a signature. Holds one key: a new day or another
 * secret key replaces it. Thread-safe; threads that race derive the same key.
 */
final class Tc3DayKey {
    private final String service;
    private final AtomicReference<Derived> latest = new AtomicReference<>();

    Tc3DayKey(String service) {
        this.service = service;
    }

    /** Returns the signing key for a UTC day such as {@code 2023-11-14}. The array is shared: not to be changed. */
    byte[] of(Secret secretKey, String date) {
        Derived kept = latest.get();
        if (kept != null && kept.date.equals(date) && kept.secretKey.equals(secretKey)) {
            return kept.signingKey;
        }
        byte[] signingKey = Tc3Canonical.signingKey(secretKey.reveal(), date, service);
        latest.set(new Derived(secretKey, date, signingKey));
        return signingKey;
    }

    private static final class Derived {
        final Secret secretKey;
        final String date;
        final byte[] signingKey;

        Derived(Secret secretKey, String date, byte[] signingKey) {
            this.secretKey = secretKey;
            this.date = date;
            this.signingKey = signingKey;
        }
    }
}
