package io.efface;

import io.efface.spi.layers.BeforeRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call may take and how it may be ended. Immutable and thread-safe.
 *
 * <p>No layer waits past the deadline, and the HTTP exchange gets the smaller of the account's call timeout and what remains.
 */
public final class CallOptions {
    private static final int LONGEST_CALL_ID = 64;
    private static final CallOptions DEFAULTS = new CallOptions(null, null, 1, false, null, null, null, null);

    private final @Nullable Instant deadline;
    private final @Nullable Cancellation cancellation;
    private final int attempt;
    private final boolean personForAllFaces;
    private final @Nullable String callId;
    private final @Nullable BeforeRequest beforeRequest;
    private final @Nullable ReadTrace readTrace;
    private final @Nullable IdCheck idCheck;

    private CallOptions(
            @Nullable Instant deadline,
            @Nullable Cancellation cancellation,
            int attempt,
            boolean personForAllFaces,
            @Nullable String callId,
            @Nullable BeforeRequest beforeRequest,
            @Nullable ReadTrace readTrace,
            @Nullable IdCheck idCheck) {
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.attempt = attempt;
        this.personForAllFaces = personForAllFaces;
        this.callId = callId;
        this.beforeRequest = beforeRequest;
        this.readTrace = readTrace;
        this.idCheck = idCheck;
    }

    /** Returns the options of a plain call: the account's deadline, no cancellation, first attempt. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with a deadline by the repository's clock; the account's own deadline stays if it is earlier. */
    public CallOptions withDeadline(Instant at) {
        return new CallOptions(
                Objects.requireNonNull(at, "at"),
                cancellation,
                attempt,
                personForAllFaces,
                callId,
                beforeRequest,
                readTrace,
                idCheck);
    }

    /**
     * Returns these options with a deadline the given time from now.
     *
     * @param timeout more than zero; one too long for the calendar means {@link Instant#MAX}
     * @param clock the repository's clock; {@link Clock#systemUTC()} unless another was given to it
     * @throws IllegalArgumentException if {@code timeout} is zero or negative
     */
    public CallOptions withTimeout(Duration timeout, Clock clock) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be more than zero");
        }
        Instant now = clock.instant();
        boolean endless = timeout.compareTo(Duration.between(now, Instant.MAX)) >= 0;
        return withDeadline(endless ? Instant.MAX : now.plus(timeout));
    }

    /** Returns these options with a way to end the call from another thread. */
    public CallOptions withCancellation(Cancellation handle) {
        return new CallOptions(
                deadline,
                Objects.requireNonNull(handle, "handle"),
                attempt,
                personForAllFaces,
                callId,
                beforeRequest,
                readTrace,
                idCheck);
    }

    /**
     * Returns these options for a repeat of the call.
     *
     * @param number 1 for the first attempt, and so on
     * @throws IllegalArgumentException if {@code number} is less than 1
     */
    public CallOptions withAttempt(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the first attempt is number 1");
        }
        return new CallOptions(
                deadline, cancellation, number, personForAllFaces, callId, beforeRequest, readTrace, idCheck);
    }

    /**
     * Returns these options with the leave to delete the whole person when {@code deleteFaces} is asked for all of its faces.
     * Only a call can give this leave, never the configuration: the person's record, name and groups go too. The person is read
     * first.
     */
    public CallOptions deletingPersonForAllFaces() {
        return new CallOptions(deadline, cancellation, attempt, true, callId, beforeRequest, readTrace, idCheck);
    }

    /**
     * Returns these options with the id that ties together all requests of one call, see {@link io.efface.interceptor.CallInfo#callId()}.
     * The layers draw a new one for every call that interceptors observe; one that the caller gave is replaced.
     *
     * @param id 1 to 64 ASCII letters, digits, dots, underscores and dashes; it is shown in logs and traces, so never a person's
     * @throws IllegalArgumentException if {@code id} is anything else; the message does not hold it
     */
    public CallOptions withCallId(String id) {
        if (id.length() > LONGEST_CALL_ID || !Text.isToken(id)) {
            throw new IllegalArgumentException(
                    "a call id has 1 to " + LONGEST_CALL_ID + " ASCII letters, digits, dots, underscores and dashes");
        }
        return new CallOptions(
                deadline, cancellation, attempt, personForAllFaces, id, beforeRequest, readTrace, idCheck);
    }

    /**
     * Returns these options with what is to be told right before each request leaves, after all waits for quota and repeats: a
     * journal of intents. One given before is replaced.
     */
    public CallOptions withBeforeRequest(BeforeRequest listener) {
        return new CallOptions(
                deadline,
                cancellation,
                attempt,
                personForAllFaces,
                callId,
                Objects.requireNonNull(listener, "listener"),
                readTrace,
                idCheck);
    }

    /**
     * Returns these options with what gathers how reads go, those around a deletion included. One given before is replaced. The
     * options of one call are not to be used for another at the same time then.
     */
    public CallOptions withReadTrace(ReadTrace into) {
        return new CallOptions(
                deadline,
                cancellation,
                attempt,
                personForAllFaces,
                callId,
                beforeRequest,
                Objects.requireNonNull(into, "into"),
                idCheck);
    }

    /** Returns these options with a check of the person id that replaces the account's own for this call. */
    public CallOptions withIdCheck(IdCheck check) {
        return new CallOptions(
                deadline,
                cancellation,
                attempt,
                personForAllFaces,
                callId,
                beforeRequest,
                readTrace,
                Objects.requireNonNull(check, "check"));
    }

    /** Returns the deadline by the repository's clock, or empty if the account's own applies. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Returns the way to end the call from another thread, or empty. */
    public Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** Returns the attempt's number, 1 for the first. */
    public int attempt() {
        return attempt;
    }

    /** Returns whether {@code deleteFaces} may delete the whole person when asked for all of its faces. */
    public boolean deletesPersonForAllFaces() {
        return personForAllFaces;
    }

    /** Returns the id that ties together all requests of one call, or empty where nobody observes it. */
    public Optional<String> callId() {
        return Optional.ofNullable(callId);
    }

    /** Returns what is told right before each request leaves, or empty. */
    public Optional<BeforeRequest> beforeRequest() {
        return Optional.ofNullable(beforeRequest);
    }

    /** Returns what gathers how reads go, or empty. */
    public Optional<ReadTrace> readTrace() {
        return Optional.ofNullable(readTrace);
    }

    /** Returns what happens to a deletion whose person id breaks the vendor's rule, or empty if the account decides. */
    public Optional<IdCheck> idCheck() {
        return Optional.ofNullable(idCheck);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallOptions that
                && Objects.equals(deadline, that.deadline)
                && cancellation == that.cancellation
                && attempt == that.attempt
                && personForAllFaces == that.personForAllFaces
                && Objects.equals(callId, that.callId)
                && beforeRequest == that.beforeRequest
                && readTrace == that.readTrace
                && idCheck == that.idCheck;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                deadline,
                System.identityHashCode(cancellation),
                attempt,
                personForAllFaces,
                callId,
                beforeRequest,
                readTrace,
                idCheck);
    }

    @Override
    public String toString() {
        return "CallOptions[deadline=" + deadline + ", cancellable=" + (cancellation != null) + ", attempt=" + attempt
                + ", deletesPersonForAllFaces=" + personForAllFaces + ", callId=" + callId
                + ", beforeRequest=" + (beforeRequest != null) + ", idCheck=" + idCheck + "]";
    }
}
