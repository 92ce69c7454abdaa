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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The input and the options of a plan. Immutable. Thread-safe if the lists are files and the progress listener is thread-safe. */
public final class PlanRequest {
    /**
     * The jobs of the ledger that may be used instead of a new job. Such a job has the same plan digest: the same list, accounts and held
     * ids. A job is unfinished if a run with {@link RunOptions.Retry#TRANSIENT} would process targets.
     */
    public enum Reuse {
        /** None: the plan is always a new job. */
        NOTHING,
        /** The newest unfinished job. */
        UNFINISHED,
        /** The newest unfinished job, or the newest job if no job is unfinished. */
        ANY
    }

    private static final int MOST_PROBES = 10_000;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final String job;
    private final @Nullable InputSource input;
    private final ListOptions listOptions;
    private final Set<String> accounts;
    private final @Nullable InputSource holds;
    private final ListOptions holdOptions;
    private final Set<ListRisk> accepted;
    private final @Nullable Instant due;
    private final RequestFacts facts;
    private final int probe;
    private final boolean replace;
    private final Reuse reuse;
    private final @Nullable String expectedDigest;
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
        this.facts = from.facts;
        this.probe = from.probe;
        this.replace = from.replace;
        this.reuse = from.reuse;
        this.expectedDigest = from.expectedDigest;
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
     * Starts a request to plan those targets of an old job that exist again, for example because the vendor restored a backup.
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

    /** Returns the facts about the request for the erasure, which the receipts record; {@link RequestFacts#NONE} if there are none. */
    public RequestFacts facts() {
        return facts;
    }

    /** Returns the number of random targets per account that are read back; 0 for none. */
    public int probe() {
        return probe;
    }

    /** Returns whether the plan may replace a planned job of the same name. */
    public boolean replace() {
        return replace;
    }

    /** Returns which jobs may be used instead of a new job. */
    public Reuse reuse() {
        return reuse;
    }

    /** Returns the digest that the plan must have, in hex; empty if the digest is not checked. */
    public Optional<String> expectedDigest() {
        return Optional.ofNullable(expectedDigest);
    }

    /** Returns the name of the old job that provides the targets; empty for a plan from a list. */
    public Optional<String> fromJob() {
        return Optional.ofNullable(fromJob);
    }

    /**
     * Returns the earliest time of an outcome of the old job: targets that became done before this time are left out. Empty if no time was
     * given.
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
        private RequestFacts facts = RequestFacts.NONE;
        private int probe;
        private boolean replace;
        private Reuse reuse = Reuse.NOTHING;
        private @Nullable String expectedDigest;
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

        /** Sets the names of the columns. The list must have these columns; the hold list need not have them. */
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
         * Sets the risks in the lists that the caller accepts. For each accepted risk, the receipts record the number of lines with this
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

        /** Sets the facts about the request for the erasure. The receipts record them, and a certificate shows them. */
        public Builder facts(RequestFacts request) {
            this.facts = Objects.requireNonNull(request, "request");
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
         * Sets which jobs may be used instead of a new job, so that the same list is not planned twice. The default is {@link
         * Reuse#NOTHING}. If such a job exists, the new plan is discarded, and {@link PlanSummary#job()} is the name of that job. The
         * search and the storage of the plan are one transaction, so two plans at the same time do not become two jobs.
         *
         * <p>A job that is used keeps the facts about its own request ({@link #facts}) and its own due time ({@link #due}). {@link
         * RequestFacts#read} returns these facts, and {@link PlanSummary#due} is this time.
         *
         * <p>Another job may have the same list and accounts but other held ids. If its hold list protects a target that a run of this plan
         * would delete, the plan is rejected with {@link ErasureException.Reason#HOLDS_MISSING}.
         */
        public Builder reuse(Reuse which) {
            this.reuse = Objects.requireNonNull(which, "which");
            return this;
        }

        /**
         * Sets the digest that the plan must have. If the list, the accounts or the held ids differ, the plan is rejected with {@link
         * ErasureException.Reason#NOT_CONFIRMED}.
         *
         * @param digest the {@link PlanSummary#digest()} of an earlier plan
         * @throws ErasureException of reason {@code INPUT} if the text does not consist of 64 of the characters 0-9 and a-f
         */
        public Builder expectedDigest(String digest) {
            if (!DIGEST.matcher(digest).matches()) {
                throw new ErasureException(
                        ErasureException.Reason.INPUT, "a plan digest has 64 of the characters 0-9 and a-f");
            }
            this.expectedDigest = digest;
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

        /**
         * Returns the request.
         *
         * @throws ErasureException of reason {@code INPUT} if a plan from an old job allows another job to be used instead ({@link
         *     #reuse}). The job that is used instead would not look for the faces that the old job detached
         */
        public PlanRequest build() {
            if (fromJob != null && reuse != Reuse.NOTHING) {
                throw new ErasureException(
                        ErasureException.Reason.INPUT, "a plan from an old job must create a new job");
            }
            return new PlanRequest(this);
        }
    }
}
