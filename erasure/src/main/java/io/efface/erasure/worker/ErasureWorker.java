package io.efface.erasure.worker;

import io.efface.erasure.EraseProgress;
import io.efface.erasure.ErasureException;
import java.util.List;
import java.util.Optional;

/**
 * A worker, which carries out the detached runs of a ledger on threads of its own until it is closed. {@link
 * io.efface.erasure.Erasure#startWorker} starts a worker. Thread-safe.
 */
public interface ErasureWorker extends AutoCloseable {
    /** Returns the name of the worker. */
    String name();

    /** Returns the account runs on which the worker works now, each as the job and the account, for example {@code leavers/green}. */
    List<String> accountRuns();

    /**
     * Returns the sums of the work of this worker since it started. The total is the number of targets that are done, or that the worker can
     * process now.
     */
    EraseProgress progress();

    /**
     * Returns the error of the last attempt to read the list of account runs from the ledger, or empty if the attempt succeeded. The worker
     * reads the list every five seconds, so the error disappears soon after its cause has been fixed.
     */
    Optional<ErasureException> problem();

    /**
     * Cancels the calls in progress, and also the reads of a verification in progress. It is then unknown whether a canceled deletion has
     * deleted its target, so the worker that continues reads this target before it sends another deletion. This method does not close the
     * worker: call {@link #close} afterwards.
     */
    void abort();

    /**
     * Stops the worker. The worker begins no further call, and waits until the calls in progress have ended. After a minute, it cancels the
     * calls that have not ended, as {@link #abort} does. Other workers continue its account runs. This method returns after at most 70
     * seconds if the database responds. If the worker writes a seal or removes a job at that time, it finishes this first.
     */
    @Override
    void close();
}
