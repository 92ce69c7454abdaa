package io.efface.erasure;

import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.record.Job;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The input and the options of a plan. Immutable. Thread-safe if the lists are files and the progress listener is thread-safe. */
public final class PlanRequest {
    private static final int MOST_PROBES = 10_000;

    private final String job;
    private final @Nullable InputSource input;
    private final ListOptions listOptions;
    private final Set<String> accounts;
    private final @Nullable InputSource holds;
    private final ListOptions holdOptions;
    private final Set<ListRisk> accepted;
    private final @Nullable Instant due;
    private final int probe;
    private final boolean replace;
    private final @Nullable Predicate<String> reusable;
    private final @Nullable String fromJob;
    private final @Nullable Instant since;
    private final PlanProgress progress;

    private PlanRequest(Builder from) {
        this.job = from.job;
        this.input = from.input;
        this.accepted = Set.copyOf(from.accepted);
        this.listOptions = from.listOptions.withAccepted(accepted);
        this.accounts = Set.copyOf(from.accounts);
        this.holds = from.holds;
        this.holdOptions = from.holdOptions.withAccepted(accepted);
        this.due = from.due;
        this.probe = from.probe;
        this.replace = from.replace;
        this.reusable = from.reusable;
        this.fromJob = from.fromJob;
        this.since = from.since;
        this.progress = from.progress;
    }

    /**
     * Starts a request to plan a list.
     *
     * @param job the new job's name: 1 to 40 of the characters a-z, 0-9 and -
     * @param input the list
     * @throws ErasureException of reason {@code INPUT} if the name is not valid
     */
    public static Builder of(String job, InputSource input) {
        return new Builder(job, Objects.requireNonNull(input, "input"), null);
    }

    /**
     * Starts a request to plan the targets of an old job that exist again, for example because the vendor restored a backup.
     *
     * @param job the new job's name
     * @param fromJob the old job's name
     * @throws ErasureException of reason {@code INPUT} if one of the names is not valid
     */
    public static Builder fromJob(String job, String fromJob) {
        return new Builder(job, null, Job.checkedName(fromJob));
    }

    /** Returns the new job's name. */
    public String job() {
        return job;
    }

    /** Returns the list; empty if the targets come from an old job. */
    public Optional<InputSource> input() {
        return Optional.ofNullable(input);
    }

    /** Returns the format and the other options of the list. */
    public ListOptions listOptions() {
        return listOptions;
    }

    /** Returns the names of the chosen accounts; empty if each row names its account. */
    public Set<String> accounts() {
        return accounts;
    }

    /** Returns the hold list: people and subjects that must not be deleted. Empty if there is none. */
    public Optional<InputSource> holds() {
        return Optional.ofNullable(holds);
    }

    /** Returns the format and the other options of the hold list. */
    public ListOptions holdOptions() {
        return holdOptions;
    }

    /** Returns the risks in the lists that the caller accepts. */
    public Set<ListRisk> accepted() {
        return accepted;
    }

    /** Returns the time by which the job has to be done; empty if no time was given. */
    public Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** Returns the number of random targets per account that are read back; 0 for none. */
    public int probe() {
        return probe;
    }

    /** Returns whether the plan may replace a planned job of the same name. */
    public boolean replace() {
        return replace;
    }

    /**
     * Returns the function that decides by an existing job's name whether that job may be used instead of a new job; empty if a new job is
     * planned in any case.
     */
    public Optional<Predicate<String>> reusable() {
        return Optional.ofNullable(reusable);
    }

    /** Returns the name of the old job that provides the targets; empty if a list does. */
    public Optional<String> fromJob() {
        return Optional.ofNullable(fromJob);
    }

    /**
     * Returns the earliest time at which a target of the old job may have become done; empty if all done targets of the old job are read.
     */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** Returns the listener that receives the progress of the plan. */
    public PlanProgress progress() {
        return progress;
    }

    /** Builds {@link PlanRequest}. Not thread-safe; every method except {@link #build()} returns this builder. */
    public static final class Builder {
        private final String job;
        private final @Nullable InputSource input;
        private final @Nullable String fromJob;
        private ListOptions listOptions = ListOptions.defaults();
        private Set<String> accounts = Set.of();
        private @Nullable InputSource holds;
        private ListOptions holdOptions = ListOptions.defaults();
        private Set<ListRisk> accepted = Set.of();
        private @Nullable Instant due;
        private int probe;
        private boolean replace;
        private @Nullable Predicate<String> reusable;
        private @Nullable Instant since;
        private PlanProgress progress = (step, done) -> {};

        private Builder(String job, @Nullable InputSource input, @Nullable String fromJob) {
            this.job = Job.checkedName(job);
            this.input = input;
            this.fromJob = fromJob;
        }

        /** Sets the format of the list. */
        public Builder format(InputFormat given) {
            this.listOptions = listOptions.withFormat(Objects.requireNonNull(given, "given"));
            return this;
        }

        /** Sets the names of the columns. The list must have these columns; the hold list may have them. */
        public Builder columns(InputColumns names) {
            this.listOptions = listOptions.withColumns(Objects.requireNonNull(names, "names"));
            this.holdOptions = holdOptions.withColumns(names.asExpected());
            return this;
        }

        /** Sets the options of the list. {@link #accept} replaces the accepted risks in these options. */
        public Builder listOptions(ListOptions options) {
            this.listOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets the options of the hold list. {@link #accept} replaces the accepted risks in these options. */
        public Builder holdOptions(ListOptions options) {
            this.holdOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets the risks in the lists that the caller accepts. For each accepted risk, the receipts record the number of rows that had the
         * risk.
         */
        public Builder accept(Set<ListRisk> risks) {
            this.accepted = Set.copyOf(risks);
            return this;
        }

        /**
         * Sets the chosen accounts. A row without an account becomes one row for each chosen account. A row that names an account which is
         * not chosen is refused.
         */
        public Builder accounts(Iterable<String> chosen) {
            Set<String> names = new LinkedHashSet<>();
            chosen.forEach(name -> names.add(Objects.requireNonNull(name, "account")));
            this.accounts = names;
            return this;
        }

        /** Sets the hold list: people and subjects that must not be deleted. */
        public Builder holds(InputSource list) {
            this.holds = Objects.requireNonNull(list, "list");
            return this;
        }

        /** Sets the format of the hold list. */
        public Builder holdFormat(InputFormat given) {
            this.holdOptions = holdOptions.withFormat(Objects.requireNonNull(given, "given"));
            return this;
        }

        /** Sets the time by which the job has to be done. */
        public Builder due(Instant at) {
            this.due = Objects.requireNonNull(at, "at");
            return this;
        }

        /**
         * Sets the number of random targets per account that are read back.
         *
         * @throws ErasureException of reason {@code INPUT} if the number is not from 0 to 10000
         */
        public Builder probe(int targets) {
            if (targets < 0 || targets > MOST_PROBES) {
                throw new ErasureException(
                        ErasureException.Reason.INPUT,
                        "a probe reads 0 to " + MOST_PROBES + " targets of each account");
            }
            this.probe = targets;
            return this;
        }

        /** Sets whether the plan may replace a planned job of the same name. A job that was started is never replaced. */
        public Builder replace(boolean allowed) {
            this.replace = allowed;
            return this;
        }

        /**
         * Sets which jobs may be used instead of the new job, so that the same list is not planned twice. The ledger may have jobs with the
         * same plan digest for which the function returns true. Then the new job is discarded, and {@link PlanSummary#job()} is the name of
         * the newest of these jobs. By default, a new job is planned in any case.
         *
         * @param jobs function that decides by the name of a job with the same digest
         */
        public Builder reuse(Predicate<String> jobs) {
            this.reusable = Objects.requireNonNull(jobs, "jobs");
            return this;
        }

        /**
         * Sets the earliest time of an outcome of the old job. Targets of the old job that became done before this time are left out.
         *
         * @throws IllegalStateException if the request is for a list
         */
        public Builder since(Instant at) {
            if (fromJob == null) {
                throw new IllegalStateException("since applies only to a plan from an old job");
            }
            this.since = Objects.requireNonNull(at, "at");
            return this;
        }

        /** Sets the listener that receives the progress of the plan. */
        public Builder progress(PlanProgress listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Returns the request. */
        public PlanRequest build() {
            return new PlanRequest(this);
        }
    }
}
