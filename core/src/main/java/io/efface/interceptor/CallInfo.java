package io.efface.interceptor;

import io.efface.Operation;
import java.util.Objects;
import java.util.Optional;

/**
 * Describes a call or request that is about to begin, without any id of a person or face. Immutable and thread-safe.
 *
 * @param scope whether this object describes a call of the application, or one request of a call
 * @param callId a random id of the call; all requests of a call have the same id
 * @param account the account's name in the configuration
 * @param provider the provider's name
 * @param library the library at the vendor, or empty if the account has no library
 * @param operation the operation; the operation of a request may differ from the operation of its call, for example if a layer reads the
 *     person before a deletion
 * @param attempt the number of the attempt, from 1. Each repeat of a request has the next number. For a call, the number of its first
 *     request
 * @param faces the number of requested faces; 0 for operations on a person
 * @param person the text of {@link io.efface.PersonId#toString()}, a short keyed hash that differs from process to process
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
     * Checks the arguments.
     *
     * @throws NullPointerException if an argument is null
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
            throw new IllegalArgumentException("attempt must be 1 or more, and faces must be 0 or more");
        }
    }
}
