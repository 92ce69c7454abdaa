package io.efface;

import java.util.Objects;
import java.util.Set;

/**
 * Operations that a vendor counts together. Immutable and thread-safe.
 *
 * @param name the group's name within its provider
 * @param operations the operations counted together
 * @param callsPerSecond the vendor's default limit, more than zero
 * @param source the vendor's page and its date
 */
public record QuotaGroup(String name, Set<Operation> operations, int callsPerSecond, String source) {
    /** Copies the set and checks the number. */
    public QuotaGroup {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        operations = Set.copyOf(operations);
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("callsPerSecond must be at least 1");
        }
    }
}
