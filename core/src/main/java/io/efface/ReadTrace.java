package io.efface;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers how reads went, since what {@link FaceRepository#findPerson} returns has no room for it. Hand a new one to
 * {@link CallOptions#withReadTrace} and look at it when the call has returned; of a call that failed the exception tells. Thread-safe.
 */
public final class ReadTrace {
    private CallTrace sum = CallTrace.NOTHING_SENT;

    /** Starts with nothing sent. */
    public ReadTrace() {}

    /** Adds a part: request ids are appended, attempts and waits added up. For layers. */
    public synchronized void add(CallTrace part) {
        sum = sum.and(Objects.requireNonNull(part, "part"));
    }

    /**
     * Adds the id of a request that was answered; the request itself is counted around the provider. For providers, once the answer
     * is known to be good.
     *
     * @param requestId null if the vendor gave none
     */
    public void answered(@Nullable String requestId) {
        if (requestId != null) {
            add(new CallTrace(List.of(requestId), 0, Duration.ZERO, null));
        }
    }

    /** Returns what was gathered so far. */
    public synchronized CallTrace trace() {
        return sum;
    }

    @Override
    public String toString() {
        return "ReadTrace[" + trace() + "]";
    }
}
