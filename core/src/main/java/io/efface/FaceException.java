package io.efface;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exception for every failed call of this library. The exception states the kind of the error ({@link #kind()}), reports whether the
 * deletion may have happened ({@link #effect()}), and advises whether to repeat the call ({@link #advice()}).
 *
 * <p>The message begins with the operation and the kind. The provider, the vendor's code, the HTTP status, the request id and the library
 * follow in brackets, and then the explanation ({@link #detail()}). If faces are detached, the message ends with their number. The message
 * never contains ids of people or faces, secrets, or vendor text that might repeat an id or a secret.
 *
 * <p>Created with {@link #of(Operation, ErrorKind)}. Immutable, except that the stack trace and the suppressed exceptions can be changed,
 * as in every {@link Throwable}.
 */
public final class FaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Operation operation;
    private final ErrorKind kind;
    private final Effect effect;
    private final RetryAdvice advice;
    private final @Nullable Duration retryAfter;
    private final Origin origin;
    private final Classification classification;
    private final @Nullable String provider;
    private final @Nullable String account;
    private final @Nullable String library;
    private final @Nullable String vendorCode;
    private final int httpStatus;
    private final @Nullable String requestId;
    private final int attempts;
    private final Duration waited;
    private final @Nullable String detail;
    private final boolean aboutTarget;
    private final transient @Nullable DeleteFacesResult facesSoFar;
    private final transient @Nullable Set<FaceId> detachedFaces;

    FaceException(FaceExceptionBuilder from) {
        super(from.message(), from.cause);
        this.operation = from.operation;
        this.kind = from.kind;
        this.effect = from.effect;
        this.advice = from.advice;
        this.retryAfter = from.retryAfter;
        this.origin = from.origin;
        this.classification = from.classification;
        this.provider = from.provider;
        this.account = from.account;
        this.library = from.library;
        this.vendorCode = from.vendorCode;
        this.httpStatus = from.httpStatus;
        this.requestId = from.requestId;
        this.attempts = from.attempts;
        this.waited = from.waited;
        this.detail = from.detail;
        this.aboutTarget = from.aboutTarget;
        this.facesSoFar = from.facesSoFar;
        this.detachedFaces = from.detachedFaces;
    }

    /**
     * Returns a builder whose defaults are effect {@code NONE}, advice {@code NEVER}, origin and classification {@code LOCAL}, and 0
     * attempts.
     */
    public static FaceExceptionBuilder of(Operation operation, ErrorKind kind) {
        return new FaceExceptionBuilder(operation, kind);
    }

    /**
     * Returns a builder that starts with this exception's values, so that a layer can add values. The new exception keeps this exception's
     * stack trace, cause and suppressed exceptions.
     */
    public FaceExceptionBuilder toBuilder() {
        return toBuilder(operation);
    }

    /**
     * Returns a builder that starts with this exception's values but with another operation. Layers and providers use this method if the
     * failed request is a part of another operation: if a read before a deletion fails, {@code other} is the deletion.
     * {@link #facesSoFar()} is kept only if the operation does not change.
     */
    public FaceExceptionBuilder toBuilder(Operation other) {
        return new FaceExceptionBuilder(this, Objects.requireNonNull(other, "other"));
    }

    /** Returns the operation that failed. */
    public Operation operation() {
        return operation;
    }

    /** Returns what went wrong. */
    public ErrorKind kind() {
        return kind;
    }

    /**
     * Returns whether the call may have deleted something in any of its requests; always {@code NONE} for a read. A face that was only
     * detached from its person is not deleted, and does not change the effect.
     */
    public Effect effect() {
        return effect;
    }

    /** Returns whether the caller should repeat the same call. */
    public RetryAdvice advice() {
        return advice;
    }

    /** Returns the shortest wait before a repeat, or empty if the vendor's response does not state a wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns where the error occurred. */
    public Origin origin() {
        return origin;
    }

    /** Returns the basis on which the error got its kind. */
    public Classification classification() {
        return classification;
    }

    /** Returns the provider's name, or empty if no provider was involved. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** Returns the account's name, or empty if the repository does not belong to an account. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    /** Returns the library at the vendor, or empty if the account has no library. */
    public Optional<String> library() {
        return Optional.ofNullable(library);
    }

    /** Returns the vendor's error code, or empty if the response contains no readable code. */
    public Optional<String> vendorCode() {
        return Optional.ofNullable(vendorCode);
    }

    /** Returns the HTTP status, or empty if no response was received. */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * Returns the vendor's id of the failed request, for questions to the vendor's support, or empty if the response contains no readable
     * id.
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** Returns the number of requests for the operation itself; reads before and after a deletion do not count; 0 or more. */
    public int attempts() {
        return attempts;
    }

    /** Returns the time that the call waited before repeats and for quota; zero or more. */
    public Duration waited() {
        return waited;
    }

    /** Returns the explanation in the message, or empty if the message has no explanation. The explanation never contains vendor text. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /**
     * Returns whether the vendor documents that the error concerns only the person or face of the call, for example because the id contains
     * a forbidden character. If true, calls for other people may succeed. If false, the error may concern the whole account.
     */
    public boolean isAboutTarget() {
        return aboutTarget;
    }

    /**
     * Returns the results of the requested faces at the time of the failure. Present for a failed
     * {@link FaceRepository#deleteFaces(PersonId, java.util.Set, CallOptions)} whose effect is not {@code NONE}. Empty after
     * deserialization.
     */
    public Optional<DeleteFacesResult> facesSoFar() {
        return Optional.ofNullable(facesSoFar);
    }

    /**
     * Returns the faces that this deletion detached from the person, but perhaps did not delete. The vendor may still store these faces,
     * but a read of the person no longer lists them. Pass the faces to the next attempt with {@link CallOptions#withDetachedFaces}. Empty
     * for vendors that delete a person in one request, and after deserialization.
     */
    public Set<FaceId> detachedFaces() {
        return detachedFaces == null ? Set.of() : detachedFaces;
    }
}
