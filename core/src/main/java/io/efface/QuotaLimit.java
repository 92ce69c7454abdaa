package io.efface;

import java.util.Objects;
import java.util.Set;

/**
 * A vendor's limit on the number of requests in a window of time. The vendor counts the requests of all operations of the limit together.
 * Several limits may apply to an operation. Immutable and thread-safe.
 *
 * @param name the limit's name, unique within its provider
 * @param rate the vendor's default number of requests in a window
 * @param scope the unit for which the vendor counts requests: {@link #ACCOUNT}, {@link #REGION}, {@link #LIBRARY}, or another word that the
 *     provider's {@link io.efface.spi.ProviderConfig#quotaScope} accepts
 * @param operations the operations whose requests are counted, at least one
 * @param source the vendor's page and its date
 */
public record QuotaLimit(String name, Rate rate, String scope, Set<Operation> operations, String source) {
    /** The vendor counts all requests of an account together, in all regions. */
    public static final String ACCOUNT = "account";

    /** The vendor counts the requests of an account separately for each region. */
    public static final String REGION = "region";

    /** The vendor counts the requests of an account separately for each library. */
    public static final String LIBRARY = "library";

    /**
     * Copies the set and checks the arguments.
     *
     * @throws NullPointerException if an argument or an operation is null
     * @throws IllegalArgumentException if {@code operations} is empty
     */
    public QuotaLimit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(rate, "rate");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(source, "source");
        operations = Set.copyOf(operations);
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("operations is empty; a limit applies to at least one operation");
        }
    }

    /** Returns this limit with another rate. */
    public QuotaLimit withRate(Rate other) {
        return new QuotaLimit(name, other, scope, operations, source);
    }
}
