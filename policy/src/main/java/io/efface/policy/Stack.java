package io.efface.policy;

import io.efface.IdCheck;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.interceptor.CallScope;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.AccountIdentity;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.Interceptors;
import io.efface.spi.layers.LayersConfig;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.SharedState;
import io.efface.spi.layers.Sleeper;
import io.efface.spi.layers.StepsRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** The checked settings of one account's layers, which puts them together. */
record Stack(
        Duration deadline,
        IdCheck idCheck,
        LastFace lastFace,
        VerifyMode verify,
        RetrySettings retry,
        QuotaSettings quota,
        List<QuotaLimit> quotas,
        BreakerSettings breaker)
        implements LayersConfig {
    @Override
    public AccountRepository around(ProviderRepository provider, OpenContext context) {
        String name = provider.capabilities().provider();
        Clock clock = context.clock();
        Sleeper sleeper = context.service(Sleeper.class).orElseGet(Sleeper::system);
        GroupState state = groupState(context);

        BreakerLayer breakers = new BreakerLayer(RequestLayer.DIRECT, provider, breaker, clock, context.account());
        RequestLayer requests =
                quotas.isEmpty() ? breakers : new QuotaLayer(breakers, queues(context, state, sleeper), name);
        Interceptors interceptors = context.service(Interceptors.class).orElse(null);
        if (interceptors != null) {
            requests = new ObserveRequestsLayer(
                    requests, new Interception(CallScope.ATTEMPT, interceptors, context.account(), name, clock));
        }
        requests = new RetryLayer(requests, retry, clock, context.random(), sleeper);
        AccountRepository repository = new StepsRepository(provider, requests);
        repository = new VerifyLayer(repository, verify, clock, sleeper);
        repository = new ChunkingLayer(repository, clock);
        repository = new LastFaceLayer(repository, lastFace, clock);
        repository = new OrderLayer(repository, libraryState(context).persons, clock);
        repository = new IdCheckLayer(repository, idCheck, context.account());
        repository = new DeadlineLayer(repository, deadline, clock);
        // Inside the interceptors, whose scopes may put a trace id beside each line.
        repository = new CallLogLayer(repository, context.account(), LoggerFactory.getLogger(CallLogLayer.LOGGER));
        if (interceptors != null) {
            repository = new ObserveLayer(
                    repository,
                    new Interception(CallScope.CALL, interceptors, context.account(), name, clock),
                    context.random());
        }
        return repository;
    }

    @Override
    public Map<String, String> settings() {
        return LayerKeys.written(this);
    }

    /** Operations under the same limits wait in one queue. */
    private Map<Operation, QuotaQueue> queues(OpenContext context, GroupState state, Sleeper sleeper) {
        Clock clock = context.clock();
        QuotaStore store = context.service(QuotaStore.class).orElseGet(() -> state.localStore(clock));
        Map<Operation, List<PacedLimit>> limits = new EnumMap<>(Operation.class);
        for (QuotaLimit limit : quotas) {
            PacedLimit paced = quota.paced(counter(limit, context), limit.rate());
            for (Operation operation : limit.operations()) {
                limits.computeIfAbsent(operation, none -> new ArrayList<>()).add(paced);
            }
        }
        Map<List<PacedLimit>, QuotaQueue> queues = new HashMap<>();
        Map<Operation, QuotaQueue> byOperation = new EnumMap<>(Operation.class);
        limits.forEach((operation, own) -> byOperation.put(
                operation,
                queues.computeIfAbsent(
                        List.copyOf(own), same -> new QuotaQueue(same, store, state.quotas, clock, sleeper))));
        return byOperation;
    }

    private static String counter(QuotaLimit limit, OpenContext context) {
        return context.service(AccountIdentity.class)
                .map(identity -> identity.counter(limit))
                .orElse("account " + context.account() + ' ' + limit.name() + '/'
                        + limit.rate().unit());
    }

    private static GroupState groupState(OpenContext context) {
        return shared(context, AccountIdentity::group, GroupState.class, GroupState::new);
    }

    private static LibraryState libraryState(OpenContext context) {
        return shared(context, AccountIdentity::library, LibraryState.class, LibraryState::new);
    }

    private static <T> T shared(
            OpenContext context, Function<AccountIdentity, String> owner, Class<T> type, Supplier<T> make) {
        Optional<SharedState> shared = context.service(SharedState.class);
        Optional<AccountIdentity> identity = context.service(AccountIdentity.class);
        return shared.isEmpty() || identity.isEmpty()
                ? make.get()
                : shared.get().of(owner.apply(identity.get()), type, make);
    }
}
