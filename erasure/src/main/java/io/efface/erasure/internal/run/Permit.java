package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.erasure.internal.ledger.record.Target;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The leave to work on one target, and one unit of the concurrency: it is held until the outcome is committed. It is given back once;
 * giving it back again does nothing. Thread-safe.
 */
final class Permit {
    private final AccountWorker worker;
    private final Target target;
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
    Permit(AccountWorker worker, Target target, boolean probe, long call, Instant latest) {
        this.worker = worker;
        this.target = target;
        this.probe = probe;
        this.call = call;
        this.latest = latest;
    }

    Target target() {
        return target;
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
        boolean is = worker.isRefusedAlone(target);
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
        return worker.isRefusedWithAccount();
    }

    /** Records a refusal that need not be about the target, which is to be taken again; the account pauses only if others were refused too. */
    void suspected() {
        single = !isRefusedWithAccount();
    }

    /** Records that the account answers again. */
    void recovered() {
        if (probe) {
            worker.recovered();
        }
    }

    /**
     * Gives the permit back with an outcome.
     *
     * @param answered whether the vendor gave a readable answer
     */
    void settled(boolean answered) {
        settled(answered, answered, null);
    }

    /**
     * Gives the permit back with what became of the target.
     *
     * @param answered whether the vendor gave a readable answer
     * @param outcome whether the target needs no other run
     * @param common the answer that leaves the target's effect unknown and need not be about the target, or null
     */
    void settled(boolean answered, boolean outcome, @Nullable FaceException common) {
        if (held.getAndSet(false)) {
            // A refusal shows nothing good of the account, even if it is about the target.
            worker.settled(target, call, answered && !alone && !doubted, outcome, probe, common);
        }
    }

    /** Gives the permit back for a target that is not to be taken in this run any more; it counts as nothing. */
    void dropped() {
        if (held.getAndSet(false)) {
            worker.dropped(probe);
        }
    }

    /** Gives the permit back for a target that surely was not sent, to be taken again. */
    void returned(Target again) {
        if (held.getAndSet(false)) {
            worker.returned(again, probe);
        }
    }

    /** Gives the permit back for a target that was answered for and is to be looked at again at its time; it does not count yet. */
    void postponed(Target again) {
        if (held.getAndSet(false)) {
            worker.postponed(again, call);
        }
    }

    /** Gives the permit back for a target whose claim was lost, to be taken at its time; it counts as nothing yet. */
    void lost(Target again) {
        if (held.getAndSet(false)) {
            worker.lost(again, probe);
        }
    }

    /** Gives the permit back because the account refuses, or seems to: the target is taken again. */
    void refused(Target again, FaceException error) {
        if (held.getAndSet(false)) {
            worker.refused(again, error, probe, single);
        }
    }
}
