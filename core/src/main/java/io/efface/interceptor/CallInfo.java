package io.efface.interceptor;

import io.efface.Operation;
import java.util.Objects;
import java.util.Optional;

/**
 * A call or a request that is about to happen, without any id of a person or face. Immutable and thread-safe.
 *
 * @param scope whether this is the application's call or one request of it
 * @param callId drawn at random for each call; the requests of one call carry the call's
 * @param account the account's name in the configuration
 * @param provider the provider's name
 * @param library the library at the vendor, or empty
 * @param operation what is asked; a request may have another operation than its call, a read-back say
 * @param attempt 1 for the first; for a request, which try of its chunk it is; for a call, what the caller's options say
 * @param faces how many faces are asked for; 0 for operations on a person
 * @param person what {@link io.efface.PersonId#toString()} gives: a keyed short hash that differs from process to process
 */
public record CallInfo(
        CallScope scope,
        String callId,
        String account,
        String provider,
        Optional<String> library,
        Operation operation,
        int attempt,
        int faces,
        String person) {
    /**
     * Checks the parts.
     *
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if {@code attempt} is less than 1 or {@code faces} is negative
     */
    public CallInfo {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(person, "person");
        if (attempt < 1 || faces < 0) {
            throw new IllegalArgumentException("attempt is 1 or more, faces is 0 or more");
        }
    }
}
