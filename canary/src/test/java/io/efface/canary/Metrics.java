package io.efface.canary;

import io.efface.config.FaceRepositories;
import io.efface.micrometer.EffaceMeters;
import io.efface.micrometer.EffaceObservations;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

/** Collects every meter, and every observation when it starts, fails, has an event and stops. */
final class Metrics implements AutoCloseable {
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Collected collected;

    Metrics(Collected collected) {
        this.collected = collected;
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new Spans(collected));
    }

    EffaceObservations interceptor() {
        return EffaceObservations.of(observations);
    }

    EffaceMeters bind(FaceRepositories accounts) {
        return EffaceMeters.bind(meters, accounts);
    }

    /** Collects the current meters. Must be called while the gauges are registered. */
    void collect() {
        for (Meter meter : meters.getMeters()) {
            Meter.Id id = meter.getId();
            collected.add(Place.METRIC, id + " " + id.getTags() + " " + id.getDescription() + " " + id.getBaseUnit());
        }
    }

    @Override
    public void close() {
        meters.close();
    }

    private static final class Spans implements ObservationHandler<Observation.Context> {
        private final Collected collected;

        Spans(Collected collected) {
            this.collected = collected;
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStart(Observation.Context context) {
            collect(context);
        }

        @Override
        public void onError(Observation.Context context) {
            collect(context);
        }

        @Override
        public void onEvent(Observation.Event event, Observation.Context context) {
            collected.add(Place.OBSERVATION, event.toString());
        }

        @Override
        public void onStop(Observation.Context context) {
            collect(context);
        }

        private void collect(Observation.Context context) {
            collected.add(
                    Place.OBSERVATION,
                    context.getName() + " " + context.getContextualName() + " " + context.getAllKeyValues() + " "
                            + context);
            ObjectWalk.from(collected, context);
            if (context.getError() != null) {
                Exceptions.collect(context.getError(), collected);
            }
        }
    }
}
