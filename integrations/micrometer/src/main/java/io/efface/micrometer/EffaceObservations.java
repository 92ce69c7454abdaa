package io.efface.micrometer;

import io.efface.FaceException;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallReport;
import io.efface.interceptor.CallScope;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates an {@link Observation} for every call and every request. The handlers of the registry convert observations to timers, spans and
 * other data. The observation of a call is the current observation of its thread until the call ends, so that the observations of its
 * requests become its children. Thread-safe.
 *
 * <pre>{@code
 * FaceRepositories accounts = FaceRepositories.builder()
 *         .properties(file)
 *         .interceptor(EffaceObservations.of(observationRegistry))
 *         .open();
 * EffaceMeters.bind(meterRegistry, accounts);
 * }</pre>
 *
 * <p>This interceptor never rejects a call. If a handler fails, only the observation is lost.
 */
public final class EffaceObservations implements CallInterceptor {
    /**
     * The order of this interceptor. This interceptor runs before interceptors of the default order. So this interceptor also observes
     * calls that the other interceptors reject.
     */
    public static final int ORDER = -1000;

    private static final Logger LOG = LoggerFactory.getLogger(EffaceObservations.class);

    private static final CallObservationConvention DOCUMENTED = new DefaultCallObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable CallObservationConvention convention;

    private EffaceObservations(ObservationRegistry registry, @Nullable CallObservationConvention convention) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.convention = convention;
    }

    /** Returns an interceptor with the documented names and tags. If the registry has a global convention, its names and tags are used. */
    public static EffaceObservations of(ObservationRegistry registry) {
        return new EffaceObservations(registry, null);
    }

    /** Returns an interceptor with the application's own tags. The names of the observations do not change. */
    public static EffaceObservations of(ObservationRegistry registry, CallObservationConvention convention) {
        return new EffaceObservations(registry, Objects.requireNonNull(convention, "convention"));
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public Probe before(CallInfo call) {
        try {
            CallObservationContext context = new CallObservationContext(call);
            Observation observation = observation(call.scope(), context);
            observation.start();
            return new Observing(observation, context, observation.openScope());
        } catch (RuntimeException e) {
            LOG.warn("a call is not observed: {}", e.getClass().getName());
            return Probe.NONE;
        }
    }

    private Observation observation(CallScope scope, CallObservationContext context) {
        return EffaceObservation.of(scope).observation(convention, DOCUMENTED, () -> context, registry);
    }

    private record Observing(Observation observation, CallObservationContext context, Observation.Scope scope)
            implements Probe {
        @Override
        public void after(CallReport report) {
            end(report, null);
        }

        @Override
        public void error(FaceException error, CallReport report) {
            end(report, error);
        }

        private void end(CallReport report, @Nullable FaceException error) {
            context.end(report, error);
            try {
                scope.close();
            } finally {
                if (error != null) {
                    observation.error(error);
                }
                observation.stop();
            }
        }
    }
}
