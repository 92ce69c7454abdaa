package io.efface.micrometer;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.policy.BreakerState;
import io.efface.policy.LayerState;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of every account: the number of requests that wait for quota, and the state of the breaker. A gauge has the name of an account as
 * a tag. At each reading, the gauge gets its value from the account that has this name at that time. If no account has this name, the value
 * is {@code NaN}. Accounts without layers have no gauges. Accounts that are not open, because their credentials are missing, have no gauges
 * either. Thread-safe.
 */
public final class EffaceMeters implements AutoCloseable {
    /** Gauge: the number of requests that wait for quota. Accounts of the same quota group share a queue and have the same value. */
    public static final String QUOTA_WAITING = "efface.quota.waiting";

    /** Gauge for each {@link #STATE}: 1 for the current state of the breaker, 0 for the other states. */
    public static final String BREAKER_STATE = "efface.breaker.state";

    /** Tag: the name of the account. */
    public static final String ACCOUNT = EffaceObservation.LowCardinality.ACCOUNT.asString();

    /** Tag: the name of the provider. */
    public static final String PROVIDER = EffaceObservation.LowCardinality.PROVIDER.asString();

    /** Tag: the library at the vendor, or {@code none} if the account has no library. */
    public static final String LIBRARY = EffaceObservation.LowCardinality.LIBRARY.asString();

    /** Tag of {@link #BREAKER_STATE}: {@link BreakerState#spelling()}. */
    public static final String STATE = "state";

    private final MeterRegistry registry;
    private final FaceRepositories accounts;
    private final Map<String, Bound> bound = new TreeMap<>();

    private record Bound(Tags tags, List<Meter> meters) {}

    private EffaceMeters(MeterRegistry registry, FaceRepositories accounts) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    /**
     * Registers gauges for the accounts that are open now.
     *
     * @return the meters; after the application adds, replaces or removes accounts, it must {@linkplain #refresh() refresh} the meters;
     *     when it closes the accounts, it must close the meters
     */
    public static EffaceMeters bind(MeterRegistry registry, FaceRepositories accounts) {
        EffaceMeters meters = new EffaceMeters(registry, accounts);
        meters.refresh();
        return meters;
    }

    /**
     * Adds gauges for new accounts, removes the gauges of accounts that were removed or have no layers any more, and replaces the gauges of
     * accounts whose provider or library has changed.
     */
    public synchronized void refresh() {
        Map<String, FaceRepository> layered = new TreeMap<>();
        List<String> open = new ArrayList<>(accounts.accounts());
        open.removeAll(accounts.incompleteAccounts());
        for (String name : open) {
            FaceRepository account = accounts.get(name);
            if (account.unwrap(LayerState.class).isPresent()) {
                layered.put(name, account);
            }
        }
        bound.entrySet().removeIf(each -> {
            FaceRepository account = layered.get(each.getKey());
            boolean isOutdated = account == null || !each.getValue().tags().equals(tags(each.getKey(), account));
            if (isOutdated) {
                each.getValue().meters().forEach(registry::remove);
            }
            return isOutdated;
        });
        layered.forEach((name, account) -> {
            if (!bound.containsKey(name)) {
                Tags tags = tags(name, account);
                bound.put(name, new Bound(tags, gauges(tags, account)));
            }
        });
    }

    private Tags tags(String name, FaceRepository account) {
        String library = accounts.describe(name).library().orElse(KeyValue.NONE_VALUE);
        return Tags.of(ACCOUNT, name, PROVIDER, account.capabilities().provider(), LIBRARY, library);
    }

    private List<Meter> gauges(Tags tags, FaceRepository account) {
        List<Meter> gauges = new ArrayList<>();
        gauges.add(Gauge.builder(QUOTA_WAITING, account, value(LayerState::quotaWaiting))
                .description("Requests that wait for quota")
                .baseUnit("requests")
                .tags(tags)
                .strongReference(true)
                .register(registry));
        for (BreakerState state : BreakerState.values()) {
            gauges.add(Gauge.builder(BREAKER_STATE, account, value(layers -> layers.breaker() == state ? 1 : 0))
                    .description("1 for the current state of the breaker, otherwise 0")
                    .tags(tags.and(STATE, state.spelling()))
                    .strongReference(true)
                    .register(registry));
        }
        return gauges;
    }

    /** Looks up the layers on each call, because the account may have been replaced. */
    private static ToDoubleFunction<FaceRepository> value(ToDoubleFunction<LayerState> property) {
        return account ->
                account.unwrap(LayerState.class).map(property::applyAsDouble).orElse(Double.NaN);
    }

    /** Removes all gauges that this object added. Never throws. */
    @Override
    public synchronized void close() {
        bound.values().forEach(each -> each.meters().forEach(registry::remove));
        bound.clear();
    }
}
