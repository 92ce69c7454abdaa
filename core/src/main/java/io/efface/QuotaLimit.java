package io.efface;

import java.util.Objects;
import java.util.Set;

/**
 * A vendor's limit on calls. Calls of all its operations count together. An operation may fall under several limits. Immutable and
 * thread-safe.
 *
 * @param name the limit's name, unique within its provider
 * @param rate the vendor's default number of calls in a window
 * @param scope what the vendor counts apart, in the vendor's word: {@link #ACCOUNT}, {@link #REGION}, {@link #LIBRARY}, or another word
 *     that the provider's {@link io.efface.spi.ProviderConfig#quotaScope} knows
 * @param operations the operations that count, at least one
 * @param source the vendor's page and its date
 */
public record QuotaLimit(String name, Rate rate, String scope, Set<Operation> operations, String source) {
    /** All calls of an account count together, whatever the region. */
    public static final String ACCOUNT = "account";

    /** Calls of an account count apart for each region. */
    public static final String REGION = "region";

    /** Calls of an account count apart for each library, collection or group. */
    public static final String LIBRARY = "library";

    /**
     * Copies the set and checks the parts.
     *
     * @throws IllegalArgumentException if there is no operation
     */
    public QuotaLimit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(source, "source");
        operations = Set.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("a limit needs an operation");
        }
    }

    /** Returns this limit with another rate. */
    public QuotaLimit withRate(Rate other) {
        return new QuotaLimit(name, other, scope, operations, source);
    }
}
