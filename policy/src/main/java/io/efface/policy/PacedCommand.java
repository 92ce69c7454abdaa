package io.efface.policy;

import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.serialization.PrimitiveSerializationHandles;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;

/**
 * One step on a bucket of nanoseconds, which answers with nanoseconds. It reads and writes in one: asked one after the other, what
 * another process did in between would be lost or counted twice. Runs in this process and is never sent.
 */
final class PacedCommand implements RemoteCommand<Long> {
    private interface Step {
        /** Returns the answer; has written what changed. */
        long on(MutableBucketEntry entry, RemoteBucketState state, long now);
    }

    private final Step step;

    private PacedCommand(Step step) {
        this.step = step;
    }

    /** Takes a permit, which costs all that the bucket may hold; answers with the time until there is one, or 0 if it was taken. */
    static PacedCommand take() {
        return new PacedCommand((entry, state, now) -> {
            long interval = state.getConfiguration().getBandwidths()[0].getCapacity();
            if (state.getAvailableTokens() < interval) {
                return Math.max(1, state.calculateDelayNanosAfterWillBePossibleToConsume(interval, now, false));
            }
            state.consume(interval);
            entry.set(state);
            return 0;
        });
    }

    /** Leaves the bucket in debt by at least this time; answers with what was added. */
    static PacedCommand owe(long nanos) {
        return new PacedCommand((entry, state, now) -> {
            long missing = nanos + Math.min(0, state.getAvailableTokens());
            if (missing <= 0) {
                return 0;
            }
            state.consume(missing);
            entry.set(state);
            return missing;
        });
    }

    @Override
    public CommandResult<Long> execute(MutableBucketEntry entry, long currentTimeNanos) {
        if (!entry.exists()) {
            return CommandResult.bucketNotFound();
        }
        RemoteBucketState state = entry.get();
        state.refillAllBandwidth(currentTimeNanos);
        return CommandResult.success(
                step.on(entry, state, currentTimeNanos), PrimitiveSerializationHandles.LONG_HANDLE);
    }

    @Override
    public SerializationHandle<RemoteCommand<?>> getSerializationHandle() {
        throw new UnsupportedOperationException("runs where it was made");
    }

    @Override
    public boolean isImmediateSyncRequired(long unsynchronizedTokens, long nanosSinceLastSync) {
        return true;
    }

    @Override
    public long estimateTokensToConsume() {
        return 0;
    }

    @Override
    public long getConsumedTokens(Long result) {
        return 0;
    }

    @Override
    public Version getRequiredVersion() {
        return Versions.v_8_1_0;
    }
}
