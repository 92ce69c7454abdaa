package io.efface.spi.layers;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.FaceId;
import io.efface.IdCheck;
import io.efface.spi.CallContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call in the layers: the options of the caller, and the values that layers add. Immutable and thread-safe. */
public final class LayerCall implements CallContext {
    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final LayerCall PLAIN = new LayerCall(CallOptions.defaults(), null, 1, null, null, null);

    private final CallOptions options;
    private final @Nullable Instant deadline;
    private final int attempt;
    private final @Nullable String callId;
    private final @Nullable BeforeRequest beforeRequest;
    private final @Nullable IdCheck idCheck;

    private LayerCall(
            CallOptions options,
            @Nullable Instant deadline,
            int attempt,
            @Nullable String callId,
            @Nullable BeforeRequest beforeRequest,
            @Nullable IdCheck idCheck) {
        this.options = options;
        this.deadline = deadline;
        this.attempt = attempt;
        this.callId = callId;
        this.beforeRequest = beforeRequest;
        this.idCheck = idCheck;
    }

    /** Returns a call with default options and attempt number 1. */
    public static LayerCall plain() {
        return PLAIN;
    }

    /**
     * Returns a call that starts now, with attempt number 1.
     *
     * @param clock the account's clock, which converts a timeout to a deadline
     * @throws NullPointerException if an argument is null
     */
    public static LayerCall starting(CallOptions options, Clock clock) {
        Instant deadline = options.deadline().orElse(null);
        Duration timeout = options.timeout().orElse(null);
        if (timeout != null) {
            Instant now = clock.instant();
            boolean endless = timeout.compareTo(Duration.between(now, Instant.MAX)) >= 0;
            Instant end = endless ? Instant.MAX : now.plus(timeout);
            deadline = deadline == null || end.isBefore(deadline) ? end : deadline;
        }
        return options.equals(CallOptions.defaults()) ? PLAIN : new LayerCall(options, deadline, 1, null, null, null);
    }

    /** Returns this call with another deadline, by the account's clock. */
    public LayerCall withDeadline(Instant at) {
        return new LayerCall(options, Objects.requireNonNull(at, "at"), attempt, callId, beforeRequest, idCheck);
    }

    /** Returns this call with another cancellation. */
    public LayerCall withCancellation(Cancellation handle) {
        return new LayerCall(options.withCancellation(handle), deadline, attempt, callId, beforeRequest, idCheck);
    }

    /**
     * Returns this call with another attempt number.
     *
     * @param number the number of the attempt, from 1
     * @throws IllegalArgumentException if {@code number} is less than 1
     */
    public LayerCall withAttempt(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of an attempt must be at least 1");
        }
        return number == attempt ? this : new LayerCall(options, deadline, number, callId, beforeRequest, idCheck);
    }

    /**
     * Returns this call with an id that all requests of the call have, see {@link io.efface.interceptor.CallInfo#callId()}.
     *
     * @param id an id of 1 to 64 ASCII letters, digits, dots, underscores and dashes; logs and traces contain this id, so it must not
     *     identify a person
     * @throws IllegalArgumentException if {@code id} has another form; the message does not contain {@code id}
     */
    public LayerCall withCallId(String id) {
        if (!CALL_ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a call id has 1 to 64 ASCII letters, digits, dots, underscores and dashes");
        }
        return new LayerCall(options, deadline, attempt, id, beforeRequest, idCheck);
    }

    /** Returns this call with a hook that runs immediately before each request. The hook replaces an earlier hook. */
    public LayerCall withBeforeRequest(BeforeRequest hook) {
        return new LayerCall(options, deadline, attempt, callId, Objects.requireNonNull(hook, "hook"), idCheck);
    }

    /** Returns this call with an id check that replaces the id check of the account. */
    public LayerCall withIdCheck(IdCheck check) {
        return new LayerCall(options, deadline, attempt, callId, beforeRequest, Objects.requireNonNull(check, "check"));
    }

    /** Returns this call with additional faces that were detached from the person. */
    public LayerCall withMoreDetachedFaces(Set<FaceId> more) {
        if (detachedFaces().containsAll(more)) {
            return this;
        }
        LinkedHashSet<FaceId> all = new LinkedHashSet<>(detachedFaces());
        all.addAll(more);
        return new LayerCall(
                options.withDetachedFaces(Collections.unmodifiableSet(all)),
                deadline,
                attempt,
                callId,
                beforeRequest,
                idCheck);
    }

    /** Returns this call without the faces that were detached from the person. */
    public LayerCall withoutDetachedFaces() {
        return detachedFaces().isEmpty()
                ? this
                : new LayerCall(options.withDetachedFaces(Set.of()), deadline, attempt, callId, beforeRequest, idCheck);
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    @Override
    public Optional<Cancellation> cancellation() {
        return options.cancellation();
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Set<FaceId> detachedFaces() {
        return options.detachedFaces();
    }

    /** Returns whether {@code deleteFaces} may delete the whole person when it gets all of the person's faces. */
    public boolean deletesPersonForAllFaces() {
        return options.deletesPersonForAllFaces();
    }

    /** Returns the id that all requests of the call have, or empty if no interceptor observes the call. */
    public Optional<String> callId() {
        return Optional.ofNullable(callId);
    }

    /** Returns the hook that runs immediately before each request, or empty. */
    public Optional<BeforeRequest> beforeRequest() {
        return Optional.ofNullable(beforeRequest);
    }

    /** Returns the id check of this call, or empty if the id check of the account applies. */
    public Optional<IdCheck> idCheck() {
        return Optional.ofNullable(idCheck);
    }

    @Override
    public String toString() {
        return "LayerCall[deadline=" + deadline + ", attempt=" + attempt + ", callId=" + callId + ", beforeRequest="
                + (beforeRequest != null) + ", idCheck=" + idCheck + ", options=" + options + "]";
    }
}
