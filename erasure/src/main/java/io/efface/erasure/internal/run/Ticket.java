package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.internal.ledger.Work;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The leave to work on one target, and one unit of the concurrency: it is held until the outcome is committed. It is given back once;
 * giving it back again does nothing. Thread-safe.
 */
final class Ticket {
    private final Lane lane;
    private final Work work;
    private final boolean probe;
    private final long call;
    private final Instant latest;
    private volatile boolean alone;
    private volatile boolean doubted;
    private volatile boolean single;
    private final AtomicBoolean held = new AtomicBoolean(true);

    /**
     * Gives leave.
     *
     * @param call the number among the account's calls
     * @param latest when the call has to have ended because nothing else is left to do, or the last possible time
     */
    Ticket(Lane lane, Work work, boolean probe, long call, Instant latest) {
        this.lane = lane;
        this.work = work;
        this.probe = probe;
        this.call = call;
        this.latest = latest;
    }

    Work work() {
        return work;
    }

    /** Returns when a call has to have ended: at a time, or earlier if nothing else is left to do. */
    Instant until(Instant usual) {
        return usual.isAfter(latest) ? latest : usual;
    }

    /** Returns whether the account is paused, and this one target is to show whether it answers again. */
    boolean isProbe() {
        return probe;
    }

    /** Returns whether the account refuses this target and takes others, before it and after it: so it is about the target. */
    boolean isRefusedAlone() {
        boolean is = lane.isRefusedAlone(work);
        alone |= is;
        return is;
    }

    /** Returns whether {@link #isRefusedAlone()} said so. */
    boolean wasRefusedAlone() {
        return alone;
    }

    /**
     * Returns whether a refusal with a code that need not be about the target has to be taken for the account's: no target was taken so
     * far, or several in a row were refused. To be asked once.
     */
    boolean isRefusedWithAccount() {
        doubted = true;
        return lane.isRefusedWithAccount();
    }

    /** Takes note of a refusal that need not be about the target, which is to be taken again; the account pauses only if others were refused too. */
    void suspected() {
        single = !isRefusedWithAccount();
    }

    /** Tells that the account answers again. */
    void recovered() {
        if (probe) {
            lane.recovered();
        }
    }

    /**
     * Gives the ticket back with an outcome.
     *
     * @param answered whether the vendor gave a readable answer
     */
    void settled(boolean answered) {
        settled(answered, answered, null);
    }

    /**
     * Gives the ticket back with what became of the target.
     *
     * @param answered whether the vendor gave a readable answer
     * @param outcome whether the target needs no other run
     * @param common the answer that leaves the target's effect unknown and need not be about the target, or null
     */
    void settled(boolean answered, boolean outcome, @Nullable FaceException common) {
        if (held.getAndSet(false)) {
            // A refusal shows nothing good of the account, even if it is about the target.
            lane.settled(work, call, answered && !alone && !doubted, outcome, probe, common);
        }
    }

    /** Gives the ticket back for a target that is not to be taken in this run any more; it counts as nothing. */
    void dropped() {
        if (held.getAndSet(false)) {
            lane.dropped(probe);
        }
    }

    /** Gives the ticket back for a target that surely was not sent, to be taken again. */
    void returned(Work again) {
        if (held.getAndSet(false)) {
            lane.returned(again, probe);
        }
    }

    /** Gives the ticket back for a target that was answered for and is to be looked at again at its time; it does not count yet. */
    void postponed(Work again) {
        if (held.getAndSet(false)) {
            lane.postponed(again, call);
        }
    }

    /** Gives the ticket back for a target whose claim was lost, to be taken at its time; it counts as nothing yet. */
    void lost(Work again) {
        if (held.getAndSet(false)) {
            lane.lost(again, probe);
        }
    }

    /** Gives the ticket back because the account refuses, or seems to: the target is taken again. */
    void refused(Work again, FaceException error) {
        if (held.getAndSet(false)) {
            lane.refused(again, error, probe, single);
        }
    }
}
