package io.efface.guice;

import io.efface.config.FaceRepositories;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accounts that are opened when they are first needed. {@link #close} closes them only if this object opened them. Thread-safe. */
final class OpenedOnce implements AutoCloseable {
    private final Object lock = new Object();
    private final Supplier<FaceRepositories> source;
    private final boolean isOwner;
    private @Nullable FaceRepositories opened;
    private boolean closed;

    private OpenedOnce(Supplier<FaceRepositories> source, boolean isOwner) {
        this.source = source;
        this.isOwner = isOwner;
    }

    static OpenedOnce opening(Supplier<FaceRepositories> source) {
        return new OpenedOnce(source, true);
    }

    static OpenedOnce borrowing(FaceRepositories accounts) {
        return new OpenedOnce(() -> accounts, false);
    }

    /**
     * Opens the accounts on the first call, and returns the same accounts on later calls.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    FaceRepositories open() {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("this module is closed; create a new module for another injector");
            }
            if (opened == null) {
                opened = Objects.requireNonNull(source.get(), "the supplier returned null instead of FaceRepositories");
            }
            return opened;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (isOwner && opened != null) {
                opened.close();
            }
        }
    }
}
