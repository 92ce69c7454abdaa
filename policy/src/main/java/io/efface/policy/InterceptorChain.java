package io.efface.policy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayerCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls each interceptor in order before a call or request, and each probe in reverse order at the end. Thread-safe. */
final class InterceptorChain {
    private static final Logger LOG = LoggerFactory.getLogger(InterceptorChain.class);

    private final CallScope scope;
    private final List<CallInterceptor> interceptors;
    private final AccountIdentity account;
    private final Clock clock;

    InterceptorChain(CallScope scope, Interceptors interceptors, AccountIdentity account, Clock clock) {
        this.scope = scope;
        this.interceptors = interceptors.inOrder();
        this.account = account;
        this.clock = clock;
    }

    /**
     * Calls the interceptors, runs the call or request, and then calls the probes.
     *
     * @param faces the number of requested faces; 0 for operations on a person
     * @param call the call, which must have a call id
     * @throws FaceException if {@code work} throws it, or if an interceptor forbids the call or request
     */
    <T> T observed(
            Operation operation,
            PersonId person,
            int faces,
            LayerCall call,
            Supplier<T> work,
            Function<T, CallSummary> summary) {
        ObservedCall observed = begin(new CallInfo(
                scope,
                call.callId().orElseThrow(),
                account.account(),
                account.provider(),
                account.config().library(),
                operation,
                call.attempt(),
                faces,
                person.toString()));
        T result;
        try {
            result = work.get();
        } catch (FaceException e) {
            observed.failed(e);
            throw e;
        } catch (RuntimeException | Error e) {
            observed.failed(FaceException.of(operation, ErrorKind.INTERNAL)
                    .effect(Effect.UNKNOWN)
                    .detail("unexpected " + e.getClass().getName())
                    .build());
            throw e;
        }
        observed.succeeded(summary.apply(result));
        return result;
    }

    /**
     * Calls the interceptors in order.
     *
     * @throws FaceException with origin {@code LOCAL} and effect {@code NONE} if an interceptor forbids the call or request, or fails; the
     *     probes of the earlier interceptors get the error
     */
    private ObservedCall begin(CallInfo call) {
        ObservedCall observed = new ObservedCall(call, clock.instant());
        for (CallInterceptor interceptor : interceptors) {
            observed.add(interceptor);
        }
        return observed;
    }

    /** One call or request, with the probes that are called at its end. Used only by the thread of the call. */
    private final class ObservedCall {
        private final CallInfo call;
        private final Instant start;
        private final Deque<CallInterceptor.Probe> probes = new ArrayDeque<>();

        private ObservedCall(CallInfo call, Instant start) {
            this.call = call;
            this.start = start;
        }

        private void add(CallInterceptor interceptor) {
            CallInterceptor.@Nullable Probe probe;
            try {
                probe = interceptor.before(call);
            } catch (FaceException e) {
                throw failedWith(asLocalError(e));
            } catch (Throwable e) { // the interceptor may be an audit, so without it no deletion may happen
                LOG.warn(
                        "account {}: the interceptor {} fails with {}, so nothing is sent",
                        account.label(),
                        interceptor.getClass().getName(),
                        e.getClass().getName());
                ErrorKind kind = e instanceof LinkageError ? ErrorKind.CONFIGURATION : ErrorKind.INTERNAL;
                throw failedWith(
                        broken(kind, interceptor, "fails with " + e.getClass().getName()));
            }
            if (probe == null) {
                throw failedWith(broken(ErrorKind.INTERNAL, interceptor, "returns null"));
            }
            probes.push(probe);
        }

        private FaceException failedWith(FaceException veto) {
            failed(veto);
            return veto;
        }

        private FaceException asLocalError(FaceException error) {
            return FaceException.of(call.operation(), error.kind())
                    .effect(Effect.NONE)
                    .origin(Origin.LOCAL)
                    .advice(error.advice())
                    .retryAfter(error.retryAfter().orElse(null))
                    .provider(call.provider())
                    .account(call.account())
                    .library(call.library().orElse(null))
                    .detail(error.detail().orElse("forbidden by an interceptor"))
                    .cause(error.getCause())
                    .build();
        }

        private FaceException broken(ErrorKind kind, CallInterceptor interceptor, String problem) {
            return FaceException.of(call.operation(), kind)
                    .provider(call.provider())
                    .account(call.account())
                    .library(call.library().orElse(null))
                    .detail("not sent: the interceptor "
                            + interceptor.getClass().getName() + ' ' + problem)
                    .build();
        }

        void succeeded(CallSummary summary) {
            CallReport report = summary.toReport(elapsed());
            notifyProbes(probe -> probe.after(report));
        }

        void failed(FaceException error) {
            FaceException redacted = CallSummary.redacted(error, call);
            CallReport report = CallSummary.ofError(error).toReport(elapsed());
            notifyProbes(probe -> probe.error(redacted, report));
        }

        private Duration elapsed() {
            Duration elapsed = Duration.between(start, clock.instant());
            return elapsed.isNegative() ? Duration.ZERO : elapsed;
        }

        private void notifyProbes(Consumer<CallInterceptor.Probe> event) {
            for (CallInterceptor.Probe probe : probes) {
                try {
                    event.accept(probe);
                } catch (Throwable e) { // the call has already happened, so the caller must get its outcome
                    LOG.warn(
                            "account {}: the interceptor's probe {} fails with {}",
                            account.label(),
                            probe.getClass().getName(),
                            e.getClass().getName());
                }
            }
        }
    }
}
