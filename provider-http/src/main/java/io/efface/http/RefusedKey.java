package io.efface.http;

import io.efface.spi.SigningKey;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which key the vendor refused, so that a new one is tried at once. Thread-safe; {@code toString} shows no secret.
 *
 * @param <C> a provider's credentials, with {@code equals}
 */
public final class RefusedKey<C> implements SigningKey {
    private final Supplier<? extends @Nullable C> present;
    private volatile @Nullable C refused;

    /**
     * Knows of no refusal yet.
     *
     * @param present gives the present key without waiting, or null if it cannot; it may throw
     */
    public RefusedKey(Supplier<? extends @Nullable C> present) {
        this.present = Objects.requireNonNull(present, "present");
    }

    /** Notes that the vendor refused a request because of the key it was signed with. */
    public void refused(C key) {
        refused = key;
    }

    @Override
    public boolean isOtherThanRefused() {
        C last = refused;
        if (last == null) {
            return false;
        }
        try {
            C now = present.get();
            return now != null && !now.equals(last);
        } catch (RuntimeException e) {
            // A file that is being replaced; the next look will tell.
            return false;
        }
    }

    @Override
    public String toString() {
        return "RefusedKey";
    }
}
