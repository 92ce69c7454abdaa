package io.efface.erasure.worker;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options of a worker. Immutable and thread-safe. Use {@link #builder(String)}. */
public final class WorkerOptions {
    /** The default of {@link #accountRuns()}. */
    public static final int DEFAULT_ACCOUNT_RUNS = 10;

    private static final int LONGEST_HOST = 80;

    private final String name;
    private final int accountRuns;
    private final @Nullable Duration verifyAfter;
    private final @Nullable Duration purgeAfter;

    private WorkerOptions(Builder from) {
        this.name = from.name;
        this.accountRuns = from.accountRuns;
        this.verifyAfter = from.verifyAfter;
        this.purgeAfter = from.purgeAfter;
    }

    /**
     * Returns a builder with the defaults.
     *
     * @param name the name of the worker, such as the host name followed by the process id: 1 to 100 of the characters A-Z, a-z, 0-9,
     *     dot, underscore and dash. No other worker of the ledger may have the same name. The status of jobs contains the name
     * @throws ErasureException of reason {@code INPUT} if the name is not valid
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Returns a name that no other process has: the name of this host and the id of this process. A dash replaces each character of the host
     * name that the name of a worker cannot have, and only the first 80 characters of the host name are used.
     */
    public static String defaultName() {
        String host = System.getenv("HOSTNAME");
        if (host == null || host.isBlank()) {
            try {
                host = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                host = "unknown-host";
            }
        }
        return name(host, ProcessHandle.current().pid());
    }

    /** Returns the valid name of a worker that consists of a host name and a process id. */
    static String name(String host, long process) {
        String readable = host.strip().replaceAll("[^A-Za-z0-9._-]", "-");
        return readable.substring(0, Math.min(LONGEST_HOST, readable.length())) + "-" + process;
    }

    /** Returns the name of the worker. */
    public String name() {
        return name;
    }

    /**
     * Returns the highest number of account runs on which the worker works at the same time. For each of them, the worker makes as many
     * calls at the same time as the options of the run allow. The default is 10.
     */
    public int accountRuns() {
        return accountRuns;
    }

    /**
     * Returns the time after the end of a detached run at which the job is verified, or empty if workers verify no jobs. The default is empty.
     */
    public Optional<Duration> verifyAfter() {
        return Optional.ofNullable(verifyAfter);
    }

    /**
     * Returns the time after a scrub at which the job and its receipts are removed from the ledger, or empty if workers remove no jobs. The
     * default is empty.
     */
    public Optional<Duration> purgeAfter() {
        return Optional.ofNullable(purgeAfter);
    }

    /** Builds {@link WorkerOptions}. Not thread-safe; every method except {@link #build()} returns this builder. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
        private static final int MOST_ACCOUNT_RUNS = 1000;

        private final String name;
        private int accountRuns = DEFAULT_ACCOUNT_RUNS;
        private @Nullable Duration verifyAfter;
        private @Nullable Duration purgeAfter;

        private Builder(String name) {
            Objects.requireNonNull(name, "name");
            check(
                    NAME.matcher(name).matches(),
                    "the name of a worker must have 1 to 100 of the characters A-Z a-z 0-9 . _ -");
            this.name = name;
        }

        /**
         * Sets the highest number of account runs on which the worker works at the same time, from 1 to 1000.
         *
         * @throws ErasureException of reason {@code INPUT} if the number is out of range
         */
        public Builder accountRuns(int most) {
            check(
                    most >= 1 && most <= MOST_ACCOUNT_RUNS,
                    "the number of account runs of a worker must be from 1 to " + MOST_ACCOUNT_RUNS);
            accountRuns = most;
            return this;
        }

        /**
         * Lets the workers verify jobs, as {@link io.efface.erasure.Erasure#verify} does with its default options. A job is verified if its
         * detached run has ended in all accounts, if targets that are done were not read back, and if nothing has changed since this time. A
         * verification that failed or was interrupted is repeated after the same time. One worker at a time verifies jobs.
         *
         * @param time the time, from one second to 365 days
         * @throws ErasureException of reason {@code INPUT} if the time is out of range
         */
        public Builder verifyAfter(Duration time) {
            check(
                    time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(Duration.ofDays(365)) <= 0,
                    "the time after which a worker verifies a job must be from one second to 365 days");
            verifyAfter = time;
            return this;
        }

        /**
         * Lets the workers remove old jobs from the ledger. A job is removed together with its receipts if it was scrubbed, if nothing has
         * changed since this time, and if no detached face of the job may still exist. Jobs that were not scrubbed are never removed. The
         * receipts of a job are removed as a whole, because a part of them could not be checked any more. Export the receipts before, if you
         * have to keep them.
         *
         * @param retention the time, from one day to 36,500 days
         * @throws ErasureException of reason {@code INPUT} if the time is out of range
         */
        public Builder purgeAfter(Duration retention) {
            check(
                    retention.compareTo(Duration.ofDays(1)) >= 0 && retention.compareTo(Duration.ofDays(36_500)) <= 0,
                    "the time after which a worker removes a scrubbed job must be from one day to 36,500 days");
            purgeAfter = retention;
            return this;
        }

        /** Returns the options. */
        public WorkerOptions build() {
            return new WorkerOptions(this);
        }

        private static void check(boolean isValid, String problem) {
            if (!isValid) {
                throw new ErasureException(Reason.INPUT, problem);
            }
        }
    }
}
