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

/** Calls interceptors before a call in order, and their probes after it in reverse, each exactly once. Thread-safe. */
final class Interception {
    private static final Logger LOG = LoggerFactory.getLogger(Interception.class);

    private final CallScope scope;
    private final List<CallInterceptor> interceptors;
    private final AccountIdentity account;
    private final Clock clock;

    Interception(CallScope scope, Interceptors interceptors, AccountIdentity account, Clock clock) {
        this.scope = scope;
        this.interceptors = interceptors.inOrder();
        this.account = account;
        this.clock = clock;
    }

    /**
     * Runs a call or request between the interceptors.
     *
     * @param faces how many faces are asked for; 0 for operations on a person
     * @param call with a call id
     * @throws FaceException what the work throws, or that an interceptor forbade it
     */
    <T> T observed(
            Operation operation,
            PersonId person,
            int faces,
            LayerCall call,
            Supplier<T> work,
            Function<T, Ending> ending) {
        Observed observed = begin(new CallInfo(
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
        observed.returned(ending.apply(result));
        return result;
    }

    /**
     * Asks everybody.
     *
     * @throws FaceException with origin {@code LOCAL} and effect {@code NONE} if one forbids it or is broken; those asked before
     *     have been told then
     */
    private Observed begin(CallInfo call) {
        Observed observed = new Observed(call, clock.instant());
        for (CallInterceptor interceptor : interceptors) {
            observed.add(interceptor);
        }
        return observed;
    }

    /** One call or request with those who want to be told of its end. Confined to the thread of the call. */
    private final class Observed {
        private final CallInfo call;
        private final Instant begun;
        private final Deque<CallInterceptor.Probe> probes = new ArrayDeque<>();

        private Observed(CallInfo call, Instant begun) {
            this.call = call;
            this.begun = begun;
        }

        private void add(CallInterceptor interceptor) {
            CallInterceptor.@Nullable Probe probe;
            try {
                probe = interceptor.before(call);
            } catch (FaceException e) {
                throw forbidden(veto(e));
            } catch (Throwable e) { // a broken audit must not let a deletion pass, however it is broken
                LOG.warn(
                        "account {}: the interceptor {} fails with {}, so nothing is sent",
                        account.label(),
                        interceptor.getClass().getName(),
                        e.getClass().getName());
                ErrorKind kind = e instanceof LinkageError ? ErrorKind.CONFIGURATION : ErrorKind.INTERNAL;
                throw forbidden(
                        broken(kind, interceptor, "fails with " + e.getClass().getName()));
            }
            if (probe == null) {
                throw forbidden(broken(ErrorKind.INTERNAL, interceptor, "returns null"));
            }
            probes.push(probe);
        }

        private FaceException forbidden(FaceException veto) {
            failed(veto);
            return veto;
        }

        private FaceException veto(FaceException given) {
            return FaceException.of(call.operation(), given.kind())
                    .effect(Effect.NONE)
                    .origin(Origin.LOCAL)
                    .advice(given.advice())
                    .retryAfter(given.retryAfter().orElse(null))
                    .provider(call.provider())
                    .account(call.account())
                    .library(call.library().orElse(null))
                    .detail(given.detail().orElse("forbidden by an interceptor"))
                    .cause(given.getCause())
                    .build();
        }

        private FaceException broken(ErrorKind kind, CallInterceptor interceptor, String how) {
            return FaceException.of(call.operation(), kind)
                    .provider(call.provider())
                    .account(call.account())
                    .library(call.library().orElse(null))
                    .detail("not sent: the interceptor "
                            + interceptor.getClass().getName() + ' ' + how)
                    .build();
        }

        void returned(Ending ending) {
            CallReport report = ending.lasting(elapsed());
            notifyProbes(probe -> probe.after(report));
        }

        void failed(FaceException error) {
            FaceException redacted = Ending.redacted(error, call);
            CallReport report = Ending.failed(error).lasting(elapsed());
            notifyProbes(probe -> probe.error(redacted, report));
        }

        private Duration elapsed() {
            Duration elapsed = Duration.between(begun, clock.instant());
            return elapsed.isNegative() ? Duration.ZERO : elapsed;
        }

        private void notifyProbes(Consumer<CallInterceptor.Probe> news) {
            for (CallInterceptor.Probe probe : probes) {
                try {
                    news.accept(probe);
                } catch (Throwable e) { // the call has happened: its outcome must reach the caller
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
