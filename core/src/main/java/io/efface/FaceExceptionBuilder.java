package io.efface;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a {@link FaceException}. Not thread-safe. Every public method except {@link #build()} returns this builder. */
public final class FaceExceptionBuilder {
    private static final int LONGEST_CODE = 120;

    final Operation operation;
    final ErrorKind kind;
    Effect effect = Effect.NONE;
    RetryAdvice advice = RetryAdvice.NEVER;

    @Nullable Duration retryAfter;

    Origin origin = Origin.LOCAL;
    Classification classification = Classification.LOCAL;

    @Nullable String provider;

    @Nullable String account;

    @Nullable String library;

    @Nullable String vendorCode;

    int httpStatus;

    @Nullable String requestId;

    int attempts;
    Duration waited = Duration.ZERO;

    @Nullable String detail;

    boolean aboutTarget;

    @Nullable Throwable cause;

    @Nullable DeleteFacesResult facesSoFar;

    Set<FaceId> detachedFaces = Set.of();

    private final @Nullable FaceException original;

    FaceExceptionBuilder(Operation operation, ErrorKind kind) {
        this.operation = Objects.requireNonNull(operation, "operation");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.original = null;
    }

    FaceExceptionBuilder(FaceException from, Operation operation) {
        this.operation = operation;
        this.kind = from.kind();
        this.effect = from.effect();
        this.advice = from.advice();
        this.retryAfter = from.retryAfter().orElse(null);
        this.origin = from.origin();
        this.classification = from.classification();
        this.provider = from.provider().orElse(null);
        this.account = from.account().orElse(null);
        this.library = from.library().orElse(null);
        this.vendorCode = from.vendorCode().orElse(null);
        this.httpStatus = from.httpStatus().orElse(0);
        this.requestId = from.requestId().orElse(null);
        this.attempts = from.attempts();
        this.waited = from.waited();
        this.detail = from.detail().orElse(null);
        this.aboutTarget = from.isAboutTarget();
        this.cause = from.getCause();
        this.facesSoFar = operation == from.operation() ? from.facesSoFar().orElse(null) : null;
        this.detachedFaces = from.detachedFaces();
        this.original = from;
    }

    /** Sets whether the call may have deleted something. For a read, the exception always has the effect {@code NONE}. */
    public FaceExceptionBuilder effect(Effect value) {
        this.effect = Objects.requireNonNull(value, "effect");
        return this;
    }

    /** Sets whether the caller should repeat the same call. */
    public FaceExceptionBuilder advice(RetryAdvice value) {
        this.advice = Objects.requireNonNull(value, "advice");
        return this;
    }

    /** Sets the shortest wait before a repeat, or null. A negative wait counts as zero. */
    public FaceExceptionBuilder retryAfter(@Nullable Duration value) {
        this.retryAfter = value != null && value.isNegative() ? Duration.ZERO : value;
        return this;
    }

    /** Sets where the error occurred. */
    public FaceExceptionBuilder origin(Origin value) {
        this.origin = Objects.requireNonNull(value, "origin");
        return this;
    }

    /** Sets the basis on which the error got its kind. */
    public FaceExceptionBuilder classification(Classification value) {
        this.classification = Objects.requireNonNull(value, "classification");
        return this;
    }

    /** Sets the provider's name, or null. */
    public FaceExceptionBuilder provider(@Nullable String value) {
        this.provider = value;
        return this;
    }

    /** Sets the account's name, or null. */
    public FaceExceptionBuilder account(@Nullable String value) {
        this.account = value;
        return this;
    }

    /** Sets the library at the vendor, or null. An opened account adds its own library to every exception without a library. */
    public FaceExceptionBuilder library(@Nullable String value) {
        this.library = value;
        return this;
    }

    /**
     * Sets the vendor's code, or null. A code has at most 120 ASCII letters, digits, dots, underscores and dashes. Any other text is
     * ignored, because it could contain an id.
     */
    public FaceExceptionBuilder vendorCode(@Nullable String value) {
        this.vendorCode = value != null && isToken(value) ? value : null;
        return this;
    }

    /** Sets the HTTP status, or 0 if no response was received. */
    public FaceExceptionBuilder httpStatus(int value) {
        this.httpStatus = value;
        return this;
    }

    /** Sets the vendor's request id, or null. The rule of {@link #vendorCode} applies to the request id, too. */
    public FaceExceptionBuilder requestId(@Nullable String value) {
        this.requestId = value != null && isToken(value) ? value : null;
        return this;
    }

    /** Sets the number of requests for the operation itself; 0 or more. */
    public FaceExceptionBuilder attempts(int value) {
        this.attempts = value;
        return this;
    }

    /** Sets the time that the call waited before repeats and for quota. */
    public FaceExceptionBuilder waited(Duration value) {
        this.waited = Objects.requireNonNull(value, "waited");
        return this;
    }

    /** Sets the explanation in the message, or null. The explanation must not contain vendor text, an id or a secret. */
    public FaceExceptionBuilder detail(@Nullable String value) {
        this.detail = value;
        return this;
    }

    /** Sets whether the vendor documents that the error concerns only the person or face of the call. */
    public FaceExceptionBuilder aboutTarget(boolean value) {
        this.aboutTarget = value;
        return this;
    }

    /** Sets the cause, or null. The messages of the cause and of its causes must not contain an id or a secret. */
    public FaceExceptionBuilder cause(@Nullable Throwable value) {
        this.cause = value;
        return this;
    }

    /**
     * Sets the results of the requested faces at the time of the failure, or null. Raises the effect to at least
     * {@link DeleteFacesResult#effect()}.
     */
    public FaceExceptionBuilder facesSoFar(@Nullable DeleteFacesResult value) {
        this.facesSoFar = value;
        if (value != null) {
            this.effect = effect.and(value.effect());
        }
        return this;
    }

    /** Sets the faces that the deletion detached from the person, but perhaps did not delete; copied. */
    public FaceExceptionBuilder detachedFaces(Set<FaceId> value) {
        this.detachedFaces = Collections.unmodifiableSet(new LinkedHashSet<>(value));
        return this;
    }

    /** Returns the exception. */
    public FaceException build() {
        if (operation.isRead()) {
            effect = Effect.NONE;
        }
        FaceException built = new FaceException(this);
        if (original != null) {
            built.setStackTrace(original.getStackTrace());
            for (Throwable suppressed : original.getSuppressed()) {
                built.addSuppressed(suppressed);
            }
        }
        return built;
    }

    String message() {
        StringBuilder text =
                new StringBuilder(operation.spelling()).append(": ").append(kind);
        StringBuilder source = new StringBuilder();
        if (provider != null) {
            source.append(provider);
        }
        if (vendorCode != null) {
            source.append(source.length() == 0 ? "" : " ").append(vendorCode);
        }
        if (httpStatus != 0) {
            source.append(source.length() == 0 ? "" : ", ").append("HTTP ").append(httpStatus);
        }
        if (requestId != null) {
            source.append(source.length() == 0 ? "" : ", ").append("requestId ").append(requestId);
        }
        if (library != null) {
            source.append(source.length() == 0 ? "" : ", ").append("library ").append(library);
        }
        if (source.length() > 0) {
            text.append(" (").append(source).append(')');
        }
        if (detail != null) {
            text.append(": ").append(detail);
        }
        int detached = detachedFaces.size();
        if (detached > 0) {
            text.append("; ")
                    .append(detached)
                    .append(detached == 1 ? " face is" : " faces are")
                    .append(" detached");
        }
        return text.toString();
    }

    private static boolean isToken(String value) {
        return value.length() <= LONGEST_CODE && Text.isToken(value);
    }
}
