package io.efface.erasure.internal.ledger.postgresql;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.LedgerStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Two processes that change the same ledger, and that are stepped through their statements in a chosen order. Each side has a store with
 * connections of its own. A side that waits for a lock of the other side cannot be stepped until it has the lock.
 */
public final class TwoSides implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** An action of one side. Its result, or the {@link ErasureException} that it throws, is the result of the side. */
    public interface Action {
        Object run(LedgerStore store);
    }

    private final Connection observer;
    private final PreparedStatement blockers;
    private final Side first;
    private final Side second;
    private final List<String> steps = new ArrayList<>();

    public TwoSides(DataSource server, String schema) throws SQLException {
        this.observer = server.getConnection();
        this.blockers = observer.prepareStatement("SELECT cardinality(pg_blocking_pids(?))");
        this.first = new Side(server, schema, "first");
        this.second = new Side(server, schema, "second");
    }

    public LedgerStore first() {
        return first.store;
    }

    public LedgerStore second() {
        return second.store;
    }

    /** Where a side is. */
    private enum Place {
        /** The side is not stepped: each statement passes. */
        FREE,
        AT_GATE,
        RUNNING,
        ENDED
    }

    private final class Side {
        final String name;
        final LedgerStore store;
        private final Object monitor = new Object();
        private Place place = Place.FREE;
        private int process;
        private String sql = "";
        private @Nullable Object result;

        Side(DataSource server, String schema, String name) {
            this.name = name;
            this.store = PostgresLocation.of(SteppedDataSource.of(server, this::pass), schema)
                    .open();
        }

        private void pass(int server, String statement) {
            if (statement.contains("set_config(") || statement.startsWith("VACUUM")) {
                return;
            }
            synchronized (monitor) {
                if (place == Place.FREE) {
                    return;
                }
                process = server;
                sql = statement;
                place = Place.AT_GATE;
                monitor.notifyAll();
                while (place == Place.AT_GATE) {
                    waitForChange();
                }
            }
        }

        @SuppressWarnings("WaitNotInLoop") // Each caller waits in a loop.
        private void waitForChange() {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void begin(Action action) {
            synchronized (monitor) {
                place = Place.RUNNING;
            }
            Thread thread = new Thread(
                    () -> {
                        Object end;
                        try {
                            end = action.run(store);
                        } catch (ErasureException e) {
                            end = e;
                        }
                        synchronized (monitor) {
                            result = end;
                            place = Place.ENDED;
                        }
                    },
                    name);
            thread.setDaemon(true);
            thread.start();
            settle();
        }

        /** Lets the side execute its next statement, then waits until the side is at its next statement, ends, or waits for a lock. */
        void step() {
            synchronized (monitor) {
                steps.add(name + ": " + sql);
                place = Place.RUNNING;
                monitor.notifyAll();
            }
            settle();
            if (place() == Place.ENDED) {
                steps.add(name + " ends");
            }
        }

        /** Waits until the side is at a statement, has ended, or waits for a lock. */
        void settle() {
            Instant latest = Instant.now().plus(PATIENCE);
            while (place() == Place.RUNNING && !isBlocked()) {
                if (Instant.now().isAfter(latest)) {
                    throw new IllegalStateException(name + " does not continue after " + steps);
                }
                LockSupport.parkNanos(200_000);
            }
        }

        private Place place() {
            synchronized (monitor) {
                return place;
            }
        }

        private boolean isBlocked() {
            int server;
            synchronized (monitor) {
                server = process;
            }
            try {
                blockers.setInt(1, server);
                try (ResultSet row = blockers.executeQuery()) {
                    return row.next() && row.getInt(1) > 0;
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void settleIfRunning() {
            if (place() == Place.RUNNING) {
                settle();
            }
        }

        boolean canStep() {
            return place() == Place.AT_GATE;
        }

        boolean hasEnded() {
            return place() == Place.ENDED;
        }

        Object end() {
            synchronized (monitor) {
                place = Place.FREE;
                process = 0;
                monitor.notifyAll();
            }
            return result == null ? "" : result;
        }
    }

    /**
     * The execution of two actions in one order.
     *
     * @param first the result of the first side
     * @param steps the executed statements, in order
     * @param switches the steps after which the other side was chosen although the side could have continued
     */
    public record Execution(Object first, Object second, List<String> steps, List<Integer> switches) {
        /** Returns whether a side had ended before the other side committed its last transaction. */
        public boolean hasEndedBeforeLastCommit(boolean isFirst) {
            int end = steps.indexOf((isFirst ? "first" : "second") + " ends");
            return end < steps.lastIndexOf((isFirst ? "second" : "first") + ": COMMIT");
        }
    }

    /**
     * Executes two actions. After the given numbers of steps, the other side continues, if it can. The side also changes when a side has
     * ended or waits for a lock.
     *
     * @param beginsWithFirst whether the first side begins
     */
    public Execution execute(Action one, Action two, boolean beginsWithFirst, List<Integer> switches) {
        steps.clear();
        first.begin(one);
        second.begin(two);
        Side side = beginsWithFirst ? first : second;
        int count = 0;
        while (!first.hasEnded() || !second.hasEnded()) {
            Side other = side == first ? second : first;
            boolean mustSwitch = switches.contains(count) && other.canStep();
            if (mustSwitch || !side.canStep()) {
                side = other;
                if (!side.canStep()) {
                    // Both wait: the server ends the deadlock, or a lock was just released.
                    first.settleIfRunning();
                    second.settleIfRunning();
                    LockSupport.parkNanos(1_000_000);
                    continue;
                }
            }
            side.step();
            count++;
            (side == first ? second : first).settleIfRunning();
        }
        return new Execution(first.end(), second.end(), List.copyOf(steps), switches);
    }

    @Override
    public void close() throws SQLException {
        first.store.close();
        second.store.close();
        observer.close();
    }
}
