package io.efface.examples.temporal;

import io.efface.erasure.AccountEnd;
import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.RunControl;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs the job of an account for at most a minute. The ledger contains all that the next slice needs, so a slice gets no state from
 * Temporal. If Temporal starts a slice again although the first attempt still runs, the second attempt fails with the reason {@code
 * WRONG_STATE}, and Temporal repeats it.
 */
public final class AccountRunImpl implements AccountRun {
    private static final Duration SLICE = Duration.ofMinutes(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Erasure erasure;
    private final long targetsPerSlice;

    /**
     * Creates an activity.
     *
     * @param targetsPerSlice the number of targets after which a slice ends, even if less than a minute has passed
     */
    public AccountRunImpl(Erasure erasure, long targetsPerSlice) {
        this.erasure = erasure;
        this.targetsPerSlice = targetsPerSlice;
    }

    @Override
    public String slice(String list, String account) {
        RunControl control = new RunControl();
        ScheduledExecutorService heartbeats = heartbeats(control);
        try {
            RunOptions options = RunOptions.builder()
                    .maxDuration(SLICE)
                    .limit(targetsPerSlice)
                    .control(control)
                    .build();
            RunSummary run = erasure.run(list + "-" + account, options);
            AccountEnd end = run.accounts().getOrDefault(account, AccountEnd.FINISHED);
            return end == AccountEnd.STOPPED ? "" : end.name();
        } catch (ErasureException e) {
            // The messages of Efface contain no ids, so Temporal may store them.
            throw mayPass(e)
                    ? ApplicationFailure.newFailure(e.getMessage(), e.reason().name())
                    : ApplicationFailure.newNonRetryableFailure(
                            e.getMessage(), e.reason().name());
        } finally {
            heartbeats.shutdownNow();
        }
    }

    private static boolean mayPass(ErasureException error) {
        return switch (error.reason()) {
            case WRONG_STATE, LEDGER_FAILED, LEDGER_IN_USE, KEYS_MISSING, CONFIGURATION -> true;
            default -> false;
        };
    }

    /** Reports the progress. If the workflow was cancelled, or if this worker is shut down, the slice ends after the calls in progress. */
    private static ScheduledExecutorService heartbeats(RunControl control) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        context.heartbeat(control.progress().done());
                    } catch (ActivityCompletionException e) {
                        control.stop();
                        throw e;
                    }
                },
                0,
                HEARTBEAT.toMillis(),
                TimeUnit.MILLISECONDS);
        return timer;
    }
}
