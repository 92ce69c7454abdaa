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
import org.jspecify.annotations.Nullable;

/** What to plan. Immutable; thread-safe if its sources are files and its listener is. */
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
        this.fromJob = from.fromJob;
        this.since = from.since;
        this.progress = from.progress;
    }

    /**
     * Starts a plan of a list.
     *
     * @param job the new job's name: 1 to 40 of the characters a-z, 0-9 and -
     * @throws ErasureException of reason {@code INPUT} if the name is none
     */
    public static Builder of(String job, InputSource input) {
        return new Builder(job, Objects.requireNonNull(input, "input"), null);
    }

    /**
     * Starts a plan of an old job's targets that are there again, for a vendor that restored a backup.
     *
     * @param job the new job's name
     * @param fromJob the old job's name
     * @throws ErasureException of reason {@code INPUT} if a name is none
     */
    public static Builder fromJob(String job, String fromJob) {
        return new Builder(job, null, Job.checkedName(fromJob));
    }

    /** Returns the new job's name. */
    public String job() {
        return job;
    }

    /** Returns the list, or empty if an old job is planned from. */
    public Optional<InputSource> input() {
        return Optional.ofNullable(input);
    }

    /** Returns how the list is written. */
    public ListOptions listOptions() {
        return listOptions;
    }

    /** Returns the accounts chosen, or none if the rows say where. */
    public Set<String> accounts() {
        return accounts;
    }

    /** Returns the list of people and subjects not to be touched, or empty. */
    public Optional<InputSource> holds() {
        return Optional.ofNullable(holds);
    }

    /** Returns how the hold list is written. */
    public ListOptions holdOptions() {
        return holdOptions;
    }

    /** Returns what is taken in spite of its looks. */
    public Set<ListRisk> accepted() {
        return accepted;
    }

    /** Returns when the job has to be through, or empty. */
    public Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** Returns how many random targets of each account are read back; 0 for none. */
    public int probe() {
        return probe;
    }

    /** Returns whether a plan of this name may be replaced. */
    public boolean replace() {
        return replace;
    }

    /** Returns the old job that is planned from, or empty. */
    public Optional<String> fromJob() {
        return Optional.ofNullable(fromJob);
    }

    /** Returns the earliest outcome of the old job that counts, or empty for all. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** Returns what receives the progress of the plan. */
    public PlanProgress progress() {
        return progress;
    }

    /** Collects what to plan. For one thread. */
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

        /** Names the columns of the list, which have to be there, and those of the hold list, which need not. */
        public Builder columns(InputColumns names) {
            this.listOptions = listOptions.withColumns(Objects.requireNonNull(names, "names"));
            this.holdOptions = holdOptions.withColumns(names.asExpected());
            return this;
        }

        /** Sets how the list is written; what it accepts is set by {@link #accept}. */
        public Builder listOptions(ListOptions options) {
            this.listOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets how the hold list is written; what it accepts is set by {@link #accept}. */
        public Builder holdOptions(ListOptions options) {
            this.holdOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets what is taken in spite of its looks; the receipts record what was. */
        public Builder accept(Set<ListRisk> risks) {
            this.accepted = Set.copyOf(risks);
            return this;
        }

        /** Chooses the accounts: a row that names none is about each of them, and a row that names another is refused. */
        public Builder accounts(Iterable<String> chosen) {
            Set<String> names = new LinkedHashSet<>();
            chosen.forEach(name -> names.add(Objects.requireNonNull(name, "account")));
            this.accounts = names;
            return this;
        }

        /** Gives a list of people and subjects that must not be touched. */
        public Builder holds(InputSource list) {
            this.holds = Objects.requireNonNull(list, "list");
            return this;
        }

        /** Sets the format of the hold list. */
        public Builder holdFormat(InputFormat given) {
            this.holdOptions = holdOptions.withFormat(Objects.requireNonNull(given, "given"));
            return this;
        }

        /** Says when the job has to be through. */
        public Builder due(Instant at) {
            this.due = Objects.requireNonNull(at, "at");
            return this;
        }

        /**
         * Asks for random targets of each account to be read back.
         *
         * @throws ErasureException of reason {@code INPUT} if there are fewer than 0 or more than 10000
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

        /** Allows a plan of this name to be replaced as long as nothing was sent for it. */
        public Builder replace(boolean allowed) {
            this.replace = allowed;
            return this;
        }

        /**
         * Leaves out what the old job settled earlier.
         *
         * @throws IllegalStateException if no old job is planned from
         */
        public Builder since(Instant at) {
            if (fromJob == null) {
                throw new IllegalStateException("since is for a plan from an old job");
            }
            this.since = Objects.requireNonNull(at, "at");
            return this;
        }

        /** Sets what receives the progress of the plan. */
        public Builder progress(PlanProgress listener) {
            this.progress = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Returns what was collected. */
        public PlanRequest build() {
            return new PlanRequest(this);
        }
    }
}
