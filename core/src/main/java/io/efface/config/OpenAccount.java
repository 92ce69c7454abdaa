package io.efface.config;

import io.efface.spi.layers.AccountRepository;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened account, which counts the calls under way so that a replaced one ends only after its last. Thread-safe. */
final class OpenAccount {
    private static final Logger LOG = LoggerFactory.getLogger(FaceRepositories.class);

    private final AccountPlan plan;
    private final AccountRepository repository;
    private final Optional<String> proxy;
    private final Object lock = new Object();
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

    AccountDescription described(boolean isDefault) {
        return plan.described(isDefault, proxy);
    }

    AccountRepository repository() {
        return repository;
    }

    /** Begins a call, or returns false if this account has been replaced. Each true needs a {@link #leave()}. */
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

    /** Takes no more calls and closes after the last one under way. */
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

    /** Closes now, which ends the calls under way. */
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
