package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.FaceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One account's part of a run or a verification: its targets, and whether it answers. An account that refuses pauses, alone, and one
 * target at a time shows whether it answers again. Everything is under the crew's lock.
 */
final class Lane {
    /** What is done with a target; it gives the ticket back, now or later. */
    interface Step {
        void take(Ticket ticket);
    }

    /** Writes down that an account is left alone, or no longer. */
    interface Book {
        void paused(@Nullable String reason);
    }

    /** How many times more probes an account gets that worked and then cannot be reached. */
    private static final int PATIENCE = 4;

    private static final int MOST_DELAYED = 256;
    /** Even if the account says "at once": a probe too early is a probe lost. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private enum State {
        RUNNING,
        PAUSED,
        PROBING
    }

    private final Crew crew;
    private final String name;
    private final Candidates candidates;
    private final Step step;
    private final Book book;
    private final Duration firstPause;
    private final int probes;
    private final Condition work;
    private final Deque<Work> returned = new ArrayDeque<>();
    /** Those that the account refused: others show first whether it was about them. */
    private final Deque<Work> refused = new ArrayDeque<>();

    private State state = State.RUNNING;
    private Instant pausedUntil = Instant.MIN;
    private int pauses;
    private boolean patient;
    private long successes;
    private int inUse;
    private final PriorityQueue<Work> delayed = new PriorityQueue<>(Comparator.comparing(Lane::notBefore));
    private boolean exhausted;
    private @Nullable AccountEnd end;

    Lane(Crew crew, String name, Candidates candidates, Step step, Book book, Duration firstPause, int probes) {
        this.crew = crew;
        this.name = name;
        this.candidates = candidates;
        this.step = step;
        this.book = book;
        this.firstPause = firstPause;
        this.probes = probes;
        this.work = crew.lock.newCondition();
    }

    String name() {
        return name;
    }

    /** Returns how it ended, after the crew has. */
    AccountEnd end() {
        AccountEnd told = end;
        return told != null ? told : isExhausted() ? AccountEnd.FINISHED : AccountEnd.STOPPED;
    }

    /** Takes one target after the other, on a worker's thread. */
    void work() {
        Ticket ticket = null;
        try {
            ticket = take();
            while (ticket != null) {
                step.take(ticket);
                ticket = take();
            }
        } catch (SQLException | RuntimeException | Error e) {
            crew.fail(e);
            if (ticket != null) {
                ticket.dropped();
            }
        }
    }

    private @Nullable Ticket take() throws SQLException {
        crew.lock.lock();
        try {
            while (!crew.isEnding() && !isOver()) {
                Instant now = crew.clock.instant();
                if (canTake(now) && crew.hasRoom(this, inUse)) {
                    Ticket ticket = tryTake(now);
                    if (ticket != null) {
                        return ticket;
                    }
                } else {
                    work.awaitUninterruptibly();
                }
            }
            return null;
        } finally {
            crew.lock.unlock();
        }
    }

    private @Nullable Ticket tryTake(Instant now) throws SQLException {
        boolean probe = state == State.PAUSED;
        if (probe) {
            state = State.PROBING;
        }
        inUse++;
        crew.taken();
        Work next = null;
        try {
            next = waiting(now);
            if (next == null && mayRead()) {
                next = read();
            }
            if (next == null) {
                next = refused.poll();
            }
            if (next != null && now.isBefore(notBefore(next))) {
                delayed.add(next);
                next = null;
            }
            return next == null ? null : new Ticket(this, next, probe, successes);
        } finally {
            if (next == null) {
                release(false, probe);
                crew.signalAll();
            }
        }
    }

    private @Nullable Work waiting(Instant now) {
        Work first = refused.peek();
        if (first != null && successes > first.refusedAfter()) {
            return refused.poll();
        }
        return returned.isEmpty() && isDelayedDue(now) ? delayed.poll() : returned.poll();
    }

    private static Instant notBefore(Work work) {
        Instant time = work.notBefore();
        return time == null ? Instant.MIN : time;
    }

    private boolean isDelayedDue(Instant now) {
        Work first = delayed.peek();
        return first != null && !now.isBefore(notBefore(first));
    }

    /** Returns whether the targets that wait for their time leave room to look for others. */
    private boolean mayRead() {
        return !exhausted && delayed.size() < MOST_DELAYED;
    }

    private @Nullable Work read() throws SQLException {
        crew.lock.unlock();
        Work next;
        try {
            next = candidates.next();
        } finally {
            crew.lock.lock();
        }
        exhausted |= next == null;
        return next;
    }

    /** Returns whether there is a target to take now. */
    boolean canTake(Instant now) {
        if (end != null || isExhausted() || crew.isEnding()) {
            return false;
        }
        boolean open = state == State.RUNNING || (state == State.PAUSED && inUse == 0 && !now.isBefore(pausedUntil));
        return open && hasWork(now);
    }

    private boolean hasWork(Instant now) {
        return !returned.isEmpty() || !refused.isEmpty() || isDelayedDue(now) || mayRead();
    }

    private boolean isExhausted() {
        return exhausted && returned.isEmpty() && refused.isEmpty() && delayed.isEmpty() && inUse == 0;
    }

    /** Returns whether nothing more will be taken. */
    boolean isOver() {
        return (end != null || isExhausted()) && inUse == 0;
    }

    /** Returns whether it has a part of the concurrency. */
    boolean isActive() {
        return !isOver() && end == null && state == State.RUNNING && hasWork(crew.clock.instant());
    }

    /** Returns whether the account refuses and all probes have failed. */
    boolean isSpent() {
        return state == State.PAUSED && inUse == 0 && pauses > (patient ? probes * PATIENCE : probes);
    }

    /** Ends an account that {@linkplain #isSpent() refuses}. */
    void giveUp() {
        if (!isOver() && isSpent()) {
            end(AccountEnd.REFUSED);
        }
    }

    /** Stops the account; what is under way is finished. */
    void halt(AccountEnd why) {
        crew.lock.lock();
        try {
            if (end == null) {
                end(why);
            }
        } finally {
            crew.lock.unlock();
        }
    }

    private void end(AccountEnd why) {
        end = why;
        crew.progress.paused.put(name, new EraseProgress.Pause(why.name(), Optional.empty()));
        book.paused(why.name());
        crew.signalAll();
    }

    /** Returns when something can be taken again, or null if that is no question of time. */
    @Nullable Instant due() {
        if (isOver() || end != null) {
            return null;
        }
        if (state == State.PAUSED) {
            return pausedUntil;
        }
        Work later = delayed.peek();
        return later == null ? null : notBefore(later);
    }

    void wakeIfDue(Instant now) {
        Instant due = due();
        if (due != null && !now.isBefore(due)) {
            work.signalAll();
        }
    }

    void wakeOne() {
        work.signal();
    }

    void wakeAll() {
        work.signalAll();
    }

    private void release(boolean counts, boolean probe) {
        inUse--;
        if (probe && state == State.PROBING) {
            state = State.PAUSED;
        }
        crew.released(counts);
        if (isOver()) {
            crew.signalAll();
        }
    }

    void recovered() {
        crew.lock.lock();
        try {
            if (state == State.PROBING) {
                state = State.RUNNING;
                crew.progress.paused.remove(name);
                book.paused(null);
                crew.signalAll();
            }
        } finally {
            crew.lock.unlock();
        }
    }

    void settled(boolean answered, boolean probe) {
        crew.lock.lock();
        try {
            if (answered) {
                successes++;
                pauses = 0;
                recovered();
            } else if (probe && state == State.PROBING) {
                pause(ErrorKind.UNAVAILABLE, Optional.empty());
            }
            release(true, false);
        } finally {
            crew.lock.unlock();
        }
    }

    void dropped(boolean probe) {
        crew.lock.lock();
        try {
            release(false, probe);
        } finally {
            crew.lock.unlock();
        }
    }

    void returned(Work again, boolean probe) {
        crew.lock.lock();
        try {
            returned.addFirst(again);
            release(false, probe);
        } finally {
            crew.lock.unlock();
        }
    }

    void lost(Work again, boolean probe) {
        crew.lock.lock();
        try {
            delayed.add(again);
            release(false, probe);
            crew.signalAll();
        } finally {
            crew.lock.unlock();
        }
    }

    void postponed(Work again) {
        crew.lock.lock();
        try {
            delayed.add(again);
            successes++;
            pauses = 0;
            recovered();
            release(false, false);
            crew.signalAll();
        } finally {
            crew.lock.unlock();
        }
    }

    void refused(Work again, FaceException error, boolean probe) {
        crew.lock.lock();
        try {
            refused.add(again.refused(successes));
            if (state == State.RUNNING || probe) {
                pause(error.kind(), error.retryAfter());
            }
            release(false, false);
            crew.signalAll();
        } finally {
            crew.lock.unlock();
        }
    }

    private void pause(ErrorKind kind, Optional<Duration> asked) {
        Duration growing = firstPause.multipliedBy(1L << Math.min(pauses, 16));
        Duration own = growing.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : growing;
        pauses++;
        patient = successes > 0 && isOutage(kind);
        state = State.PAUSED;
        Duration least = own.compareTo(SHORTEST_PAUSE) < 0 ? own : SHORTEST_PAUSE;
        Duration time = asked.orElse(own);
        pausedUntil = crew.clock.instant().plus(time.compareTo(least) < 0 ? least : time);
        crew.progress.paused.put(name, new EraseProgress.Pause(kind.name(), Optional.of(pausedUntil)));
        book.paused(kind.name());
    }

    /** Returns whether the way or the vendor is broken, as opposed to a vendor that says no. */
    private static boolean isOutage(ErrorKind kind) {
        return kind == ErrorKind.UNAVAILABLE
                || kind == ErrorKind.TIMEOUT
                || kind == ErrorKind.DEADLINE_EXCEEDED
                || kind == ErrorKind.RATE_LIMITED;
    }
}
