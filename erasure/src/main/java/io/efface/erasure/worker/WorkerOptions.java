package io.efface.erasure.worker;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.util.Objects;

/** The options of a worker. Immutable and thread-safe. Use {@link #builder(String)}. */
public final class WorkerOptions {
    /** The default of {@link #accountRuns()}. */
    public static final int DEFAULT_ACCOUNT_RUNS = 10;

    private final String name;
    private final int accountRuns;

    private WorkerOptions(Builder from) {
        this.name = from.name;
        this.accountRuns = from.accountRuns;
    }

    /**
     * Returns a builder with the defaults.
     *
     * @param name the name of the worker, such as the host name followed by the process id: 1 to 100 printable characters. No other worker
     *     of the ledger may have the same name. The status of jobs contains the name
     * @throws ErasureException of reason {@code INPUT} if the name is not valid
     */
    public static Builder builder(String name) {
        return new Builder(name);
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

    /** Builds {@link WorkerOptions}. Not thread-safe; every method except {@link #build()} returns this builder. */
    public static final class Builder {
        private static final int LONGEST_NAME = 100;

        private final String name;
        private int accountRuns = DEFAULT_ACCOUNT_RUNS;

        private Builder(String name) {
            Objects.requireNonNull(name, "name");
            check(
                    !name.isBlank()
                            && name.length() <= LONGEST_NAME
                            && name.codePoints().noneMatch(Character::isISOControl),
                    "the name of a worker has 1 to " + LONGEST_NAME + " printable characters");
            this.name = name;
        }

        /**
         * Sets the highest number of account runs on which the worker works at the same time, from 1 to 1000.
         *
         * @throws ErasureException of reason {@code INPUT} if the number is out of range
         */
        public Builder accountRuns(int most) {
            check(most >= 1 && most <= 1000, "the number of account runs of a worker must be from 1 to 1000");
            accountRuns = most;
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
