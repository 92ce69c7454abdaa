package io.efface.config;

import io.efface.spi.layers.AccountRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened account. This class counts the calls under way, and closes a replaced account when its last call has ended. Thread-safe. */
final class OpenAccount {
    private static final Logger LOG = LoggerFactory.getLogger(FaceRepositories.class);

    private final AccountPlan plan;
    private final AccountRepository repository;
    private final Optional<String> proxy;
    private final Object lock = new Object();
    private volatile @Nullable AccountDescription latest;
    private int callsUnderWay;
    private boolean retired;
    private boolean closed;

    OpenAccount(AccountPlan plan, AccountRepository repository, Optional<String> proxy) {
        this.plan = plan;
        this.repository = repository;
        this.proxy = proxy;
    }

    AccountPlan plan() {
        return plan;
    }

    /** Describes the account. Returns the same object until {@code isDefault} changes, because a run asks before each request. */
    AccountDescription described(boolean isDefault) {
        AccountDescription description = latest;
        if (description == null || description.isDefault() != isDefault) {
            description = plan.described(isDefault, proxy);
            latest = description;
        }
        return description;
    }

    AccountRepository repository() {
        return repository;
    }

    /**
     * Begins a call, and returns true. Returns false if this account has been replaced or removed. If this method returns true, the caller
     * must call {@link #leave()} at the end of the call.
     */
    boolean enter() {
        synchronized (lock) {
            if (retired) {
                return false;
            }
            callsUnderWay++;
            return true;
        }
    }

    void leave() {
        boolean last;
        synchronized (lock) {
            last = --callsUnderWay == 0 && retired;
        }
        if (last) {
            close();
        }
    }

    /** Rejects further calls, and closes the account when the last call has ended. */
    void retire() {
        boolean idle;
        synchronized (lock) {
            retired = true;
            idle = callsUnderWay == 0;
        }
        if (idle) {
            close();
        }
    }

    /** Closes the account now, and ends the calls that are under way. */
    void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            repository.close();
        } catch (RuntimeException e) {
            LOG.warn("account {} fails to close: {}", plan.label(), Failure.described(e));
        }
    }
}
