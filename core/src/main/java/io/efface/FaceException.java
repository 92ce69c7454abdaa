package io.efface;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library. It says what went wrong ({@link #kind()}), whether the deletion may have happened
 * ({@link #effect()}), and whether a repeat makes sense ({@link #advice()}).
 *
 * <p>The message gives operation, kind, and in brackets provider and code, HTTP status, request id and the library at the vendor. Ids of
 * people and faces, secrets, and vendor text that might echo them never enter it.
 *
 * <p>Immutable but for what every {@link Throwable} has; build one with {@link #of(Operation, ErrorKind)}.
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

    /** Starts an exception with effect {@code NONE}, advice {@code NEVER}, origin and classification {@code LOCAL}, 0 attempts. */
    public static FaceExceptionBuilder of(Operation operation, ErrorKind kind) {
        return new FaceExceptionBuilder(operation, kind);
    }

    /**
     * Starts a changed copy: what a layer adds on the way out. The copy keeps this exception's stack trace, cause and suppressed
     * exceptions.
     */
    public FaceExceptionBuilder toBuilder() {
        return toBuilder(operation);
    }

    /**
     * Starts a changed copy that is about another operation, as {@link #toBuilder()} does: a layer or provider made the failed request
     * on behalf of that operation. The faces so far belong to the deletion of faces alone.
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

    /** Returns what the call may have done, over all attempts and chunks; always {@code NONE} for a read. */
    public Effect effect() {
        return effect;
    }

    /** Returns whether the same call makes sense again. */
    public RetryAdvice advice() {
        return advice;
    }

    /** Returns the least wait before a repeat, if the vendor gave one. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns who refused. */
    public Origin origin() {
        return origin;
    }

    /** Returns how the error came to its kind. */
    public Classification classification() {
        return classification;
    }

    /** Returns the provider's name, if one was involved. */
    public Optional<String> provider() {
        return Optional.ofNullable(provider);
    }

    /** Returns the account's name, if the repository belongs to one. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    /** Returns the library at the vendor, if the account is in one. */
    public Optional<String> library() {
        return Optional.ofNullable(library);
    }

    /** Returns the vendor's own code, if it gave a readable one. */
    public Optional<String> vendorCode() {
        return Optional.ofNullable(vendorCode);
    }

    /** Returns the HTTP status, if an answer came. */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /** Returns the vendor's id of the failed request, for its support, if it gave a readable one. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** Returns the requests made for the operation itself; 0 if nothing was sent. */
    public int attempts() {
        return attempts;
    }

    /** Returns the time spent waiting for repeats or quota; zero or more. */
    public Duration waited() {
        return waited;
    }

    /** Returns the sentence at the end of the message, if there is one; this library's own words. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /**
     * Returns whether the vendor documents the error as one of the person or face that the call named, such as an id with a character
     * that it does not allow: other people of the account need not get it. False where the vendor does not say so.
     */
    public boolean isAboutTarget() {
        return aboutTarget;
    }

    /**
     * Returns what became of each requested face before the failure: present for a failed
     * {@link FaceRepository#deleteFaces(PersonId, java.util.Set, CallOptions)} whose effect is not {@code NONE}.
     */
    public Optional<DeleteFacesResult> facesSoFar() {
        return Optional.ofNullable(facesSoFar);
    }

    /**
     * Returns the faces that this deletion detached from the person without having deleted them for sure: a read of the person no longer
     * lists them, and the vendor may still hold them. Give them to the next attempt with {@link CallOptions#withDetachedFaces}. Empty
     * for vendors that delete a person in one request, and after deserialization.
     */
    public Set<FaceId> detachedFaces() {
        return detachedFaces == null ? Set.of() : detachedFaces;
    }
}
