package io.efface.policy;

import io.efface.FaceRepository;
import io.efface.IdCheck;
import io.efface.Operation;
import io.efface.QuotaGroup;
import io.efface.interceptor.CallScope;
import io.efface.spi.OpenContext;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The checked settings of one account's layers, which puts them together. */
record Stack(
        Duration deadline,
        IdCheck idCheck,
        LastFace lastFace,
        VerifyMode verify,
        RetrySettings retry,
        QuotaSettings quota,
        BreakerSettings breaker)
        implements LayersConfig {
    @Override
    public FaceRepository around(FaceRepository primitive, OpenContext context) {
        Clock clock = context.clock();
        Sleeper sleeper = context.service(Sleeper.class).orElseGet(Sleeper::system);
        GroupState state = groupState(context);

        BreakerLayer breakers = new BreakerLayer(primitive, breaker, clock, context.account());
        FaceRepository repository =
                quota.enabled() ? new QuotaLayer(breakers, queues(primitive, context, state, sleeper)) : breakers;
        Interceptors interceptors = context.service(Interceptors.class).orElse(null);
        if (interceptors != null) {
            repository = observed(repository, CallScope.ATTEMPT, interceptors, context);
        }
        repository = new RetryLayer(repository, retry, clock, context.random(), sleeper);
        repository = new VerifyLayer(repository, verify, clock, sleeper);
        repository = new ChunkingLayer(repository, clock);
        repository = new LastFaceLayer(repository, lastFace, clock);
        repository = new OrderLayer(repository, state.persons, clock);
        repository = new IdCheckLayer(repository, idCheck, context.account());
        repository = new DeadlineLayer(repository, deadline, clock);
        // Inside the interceptors, whose scopes may put a trace id beside each line.
        repository = new CallLogLayer(repository, context.account(), LoggerFactory.getLogger(CallLogLayer.LOGGER));
        if (interceptors != null) {
            repository = observed(repository, CallScope.CALL, interceptors, context);
        }
        return new ArgumentsLayer(repository);
    }

    @Override
    public Map<String, String> settings() {
        return LayerKeys.written(this);
    }

    private static FaceRepository observed(
            FaceRepository inner, CallScope scope, Interceptors interceptors, OpenContext context) {
        return new ObserveLayer(inner, scope, interceptors, context.account(), context.clock(), context.random());
    }

    private Map<Operation, QuotaQueue> queues(
            FaceRepository primitive, OpenContext context, GroupState state, Sleeper sleeper) {
        Clock clock = context.clock();
        QuotaStore store = context.service(QuotaStore.class).orElseGet(() -> state.localStore(clock));
        Map<Operation, QuotaQueue> queues = new EnumMap<>(Operation.class);
        for (QuotaGroup operations : primitive.capabilities().quotas()) {
            String name = group(context) + ' ' + operations.name();
            Duration interval = quota.interval(operations.callsPerSecond());
            QuotaQueue queue =
                    new QuotaQueue(name, store.bucket(name, interval), interval, state.quotas, clock, sleeper);
            operations.operations().forEach(operation -> queues.put(operation, queue));
        }
        return queues;
    }

    private static GroupState groupState(OpenContext context) {
        return context.service(SharedState.class)
                .map(shared -> shared.of(group(context), GroupState.class, GroupState::new))
                .orElseGet(GroupState::new);
    }

    private static String group(OpenContext context) {
        return context.service(AccountIdentity.class)
                .map(AccountIdentity::group)
                .orElse("account " + context.account());
    }
}
