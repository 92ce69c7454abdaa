package io.efface.policy;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.proxy.AsyncCommandExecutor;
import io.github.bucket4j.distributed.proxy.CommandExecutor;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.OptimizationListener;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.commands.CreateInitialStateWithVersionOrReplaceConfigurationAndExecuteCommand;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Bucket4j bucket in a shared store. Thread-safe.
 *
 * <p>It holds nanoseconds that have passed, one interval of them at most, and a permit costs a whole interval: so at most
 * rate x window + 1 permits fall into any window, and debts are time whatever the interval. Where processes disagree about the
 * interval the longest one holds for all. Each question is one step in the store, so that debts of several processes at one moment do
 * not add up.
 */
public final class Bucket4jBucket implements QuotaBucket {
    private final CommandExecutor store;
    private final BucketConfiguration configuration;
    private final long version;

    private Bucket4jBucket(CommandExecutor store, BucketConfiguration configuration, long version) {
        this.store = store;
        this.configuration = configuration;
        this.version = version;
    }

    /**
     * Returns the bucket of a key. Asks nothing yet.
     *
     * @param store of a proxy manager that runs commands in the client: by compare and swap, or under a lock. Its client clock must
     *     be the store's: see {@link StoreClock}
     * @param interval time between two permits, more than zero
     */
    public static <K> Bucket4jBucket of(RemoteBucketBuilder<K> store, K key, Duration interval) {
        long nanos = interval.toNanos();
        BucketConfiguration paced = BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(nanos)
                        .refillGreedy(1, Duration.ofNanos(1))
                        .build())
                .build();
        Capture capture = new Capture();
        Bucket unused = store.withOptimization(capture).build(key, () -> paced);
        return new Bucket4jBucket(Objects.requireNonNull(capture.executor), paced, nanos);
    }

    @Override
    public Duration tryTake() {
        return Duration.ofNanos(ask(PacedCommand.take()));
    }

    @Override
    public void owe(Duration time) {
        long unused = ask(PacedCommand.owe(time.toNanos()));
    }

    private long ask(PacedCommand command) {
        try {
            CommandResult<Long> answer =
                    store.execute(new CreateInitialStateWithVersionOrReplaceConfigurationAndExecuteCommand<>(
                            configuration, command, version, TokensInheritanceStrategy.AS_IS));
            return answer.getData();
        } catch (RuntimeException e) {
            throw new QuotaUnavailableException("the quota store does not answer", e);
        }
    }

    /** Where Bucket4j hands out what runs a bucket's commands. */
    private static final class Capture implements Optimization {
        private @Nullable CommandExecutor executor;

        @Override
        public Optimization withListener(OptimizationListener listener) {
            return this;
        }

        @Override
        public CommandExecutor apply(CommandExecutor original) {
            executor = original;
            return original;
        }

        @Override
        public AsyncCommandExecutor apply(AsyncCommandExecutor original) {
            return original;
        }
    }
}
