package io.efface.policy;

import io.efface.IdCheck;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.interceptor.CallScope;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.LayersContext;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.Sleeper;
import io.efface.spi.layers.StepsRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The checked settings of the layers of one account. Creates the layers. */
record LayerConfig(
        Duration deadline,
        IdCheck idCheck,
        LastFaceMode lastFace,
        VerifyMode verify,
        RetrySettings retry,
        QuotaSettings quota,
        List<QuotaLimit> quotas,
        BreakerSettings breaker)
        implements LayersConfig {
    @Override
    public AccountRepository around(ProviderRepository provider, LayersContext context) {
        Clock clock = context.clock();
        Sleeper sleeper = context.sleeper();
        GroupState state = groupState(context);
        String label = context.identity().label();

        BreakerLayer breakerLayer = new BreakerLayer(RequestLayer.DIRECT, provider, breaker, clock, label);
        RequestLayer requests = quotas.isEmpty()
                ? breakerLayer
                : new QuotaLayer(
                        breakerLayer,
                        queues(context, state, sleeper),
                        context.identity().provider());
        Interceptors interceptors = context.interceptors();
        if (!interceptors.isEmpty()) {
            requests = new RequestInterceptorLayer(
                    requests, new InterceptorChain(CallScope.ATTEMPT, interceptors, context.identity(), clock));
        }
        requests = new RetryLayer(requests, retry, clock, context.random(), sleeper);
        AccountRepository repository = new StepsRepository(provider, requests);
        repository = new VerifyLayer(repository, verify, clock, sleeper);
        repository = new ChunkingLayer(repository, clock);
        repository = new LastFaceLayer(repository, lastFace, clock);
        repository = new PersonLockLayer(repository, libraryState(context).persons, clock);
        repository = new IdCheckLayer(repository, idCheck, label);
        repository = new DeadlineLayer(repository, deadline, clock);
        // The interceptor layer is around the log layer, because an interceptor may set a trace id for log lines.
        repository = new CallLogLayer(repository, label, LoggerFactory.getLogger(CallLogLayer.LOGGER));
        if (!interceptors.isEmpty()) {
            repository = new CallInterceptorLayer(
                    repository,
                    new InterceptorChain(CallScope.CALL, interceptors, context.identity(), clock),
                    context.random());
        }
        return repository;
    }

    @Override
    public Map<String, String> settings() {
        return LayerKeys.toText(this);
    }

    /** Returns the queue of each operation. Operations with the same limits have the same queue. */
    private Map<Operation, QuotaQueue> queues(LayersContext context, GroupState state, Sleeper sleeper) {
        Clock clock = context.clock();
        QuotaStore store = context.service(QuotaStore.class).orElseGet(() -> state.localStore(clock));
        Map<Operation, List<PacedLimit>> limits = new EnumMap<>(Operation.class);
        for (QuotaLimit limit : quotas) {
            PacedLimit paced = quota.paced(context.identity().counter(limit), limit.rate());
            for (Operation operation : limit.operations()) {
                limits.computeIfAbsent(operation, absent -> new ArrayList<>()).add(paced);
            }
        }
        Map<List<PacedLimit>, QuotaQueue> queues = new HashMap<>();
        Map<Operation, QuotaQueue> byOperation = new EnumMap<>(Operation.class);
        limits.forEach((operation, limitsOfOperation) -> byOperation.put(
                operation,
                queues.computeIfAbsent(
                        List.copyOf(limitsOfOperation),
                        queueLimits -> new QuotaQueue(queueLimits, store, state.quotas, clock, sleeper))));
        return byOperation;
    }

    private static GroupState groupState(LayersContext context) {
        return context.shared().of(context.identity().group(), GroupState.class, GroupState::new);
    }

    private static LibraryState libraryState(LayersContext context) {
        return context.shared().of(context.identity().library(), LibraryState.class, LibraryState::new);
    }
}
