package io.efface.erasure;

import io.efface.ErrorKind;
import io.efface.config.AccountDescription;
import io.efface.erasure.input.FormatOrigin;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.input.ProblemCode;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan found. rows = planned + duplicates + refused + held. Immutable and thread-safe; holds no id of a person.
 *
 * @param job the job's name
 * @param digest SHA-256 of what was planned, in hex
 * @param rows one for each line and account
 * @param planned targets that will be worked on
 * @param duplicates rows that another row of the same account and person stands for
 * @param refused rows that cannot be used
 * @param held targets on the hold list
 * @param accounts the accounts that rows name, by name
 * @param format how the list was written; empty for a plan from an old job
 * @param formatOrigin how that became known; empty for a plan from an old job
 * @param problems the first of the refused lines, at most 100
 * @param problemCounts refused rows by what is wrong with them
 * @param holds ids on the hold list, those carried over included
 * @param carriedHolds ids taken over from the plan that was replaced or the old job that was planned from
 * @param estimate how long the vendors' quotas make it last
 * @param due when the job has to be through, or empty
 * @param probes what reading random targets back found, by account; empty if it was not asked for
 * @param restored what reading an old job's targets back found; empty for a plan from a list
 * @param charset the charset that the list was read in; empty for a plan from an old job
 * @param delimiter what separates the fields of the list; empty if it is not CSV
 * @param headerAssumed whether the first line was taken for the header although its columns are given by number
 * @param unmatchedHolds ids on the hold list that are the person or subject of no row
 * @param crowd the target that the most rows became; empty if each row became one of its own
 * @param accepted what was taken in spite of its looks, by the number of rows; 1 for an empty hold list
 */
public record PlanSummary(
        String job,
        String digest,
        long rows,
        long planned,
        long duplicates,
        long refused,
        long held,
        List<Account> accounts,
        Optional<InputFormat> format,
        Optional<FormatOrigin> formatOrigin,
        List<InputProblem> problems,
        Map<ProblemCode, Long> problemCounts,
        long holds,
        long carriedHolds,
        Estimate estimate,
        Optional<Instant> due,
        List<Probe> probes,
        Optional<Restored> restored,
        Optional<Charset> charset,
        Optional<Character> delimiter,
        boolean headerAssumed,
        long unmatchedHolds,
        Optional<Crowd> crowd,
        Map<ListRisk, Long> accepted) {
    private static final long MANY_ROWS = 10;
    private static final long FEW_ROWS = 3;

    /** Copies the collections. */
    public PlanSummary {
        accounts = List.copyOf(accounts);
        problems = List.copyOf(problems);
        problemCounts = Map.copyOf(problemCounts);
        probes = List.copyOf(probes);
        accepted = Map.copyOf(accepted);
    }

    public PlanSummary withProbes(List<Probe> found) {
        return new PlanSummary(
                job,
                digest,
                rows,
                planned,
                duplicates,
                refused,
                held,
                accounts,
                format,
                formatOrigin,
                problems,
                problemCounts,
                holds,
                carriedHolds,
                estimate,
                due,
                found,
                restored,
                charset,
                delimiter,
                headerAssumed,
                unmatchedHolds,
                crowd,
                accepted);
    }

    /** Returns an account's name, with the library where there is one. */
    public String label(String account) {
        Optional<String> library = accounts.stream()
                .filter(each -> each.name().equals(account))
                .findFirst()
                .flatMap(Account::library);
        return AccountDescription.label(account, library);
    }

    /** Returns whether the estimate ends after the job is due. */
    public boolean isLate() {
        return due.isPresent() && estimate.end().isAfter(due.get());
    }

    /** Returns whether so many rows became one target that the ids are probably damaged: ten, or three that are more than half. */
    public boolean isCrowded() {
        return crowd.isPresent()
                && (crowd.get().rows() >= MANY_ROWS
                        || (crowd.get().rows() >= FEW_ROWS && 2 * crowd.get().rows() > rows - refused));
    }

    /**
     * A target that several rows became.
     *
     * @param rows how many
     * @param line the first of them
     */
    public record Crowd(long rows, long line) {}

    /**
     * One account's part.
     *
     * @param provider the provider's name
     * @param place region and endpoint
     * @param library the library at the vendor, or empty
     * @param persons targets that are whole people
     * @param faceTargets targets that are some of a person's faces
     * @param faces the faces of those
     * @param duplicates rows that another row stands for
     * @param refused rows of this account that cannot be used
     * @param held targets on the hold list
     * @param deletions expected requests that delete
     * @param reads expected requests that read, as the account's {@code verify} and {@code last-face} ask for
     * @param quotaGroup accounts of equal group share the vendor's quota
     * @param duration how long its quota makes it last by itself; empty if nothing is paced
     */
    public record Account(
            String name,
            String provider,
            String place,
            Optional<String> library,
            long persons,
            long faceTargets,
            long faces,
            long duplicates,
            long refused,
            long held,
            long deletions,
            long reads,
            String quotaGroup,
            Optional<Duration> duration) {
        /** Returns the place, with the library where there is one, as one line for people. */
        public String where() {
            return AccountDescription.where(place, library);
        }

        /** Returns the targets that will be worked on. */
        public long planned() {
            return persons + faceTargets;
        }
    }

    /**
     * How long the vendors' quotas make the job last, less their margins, when nothing else slows it down and nothing is repeated.
     *
     * @param requests expected requests of all accounts
     * @param duration zero if nothing is paced; accounts of one quota group add up, groups run beside each other
     * @param start when the estimate was made
     * @param end start and duration
     */
    public record Estimate(long requests, Duration duration, Instant start, Instant end) {}

    /**
     * What reading random planned targets of an account back found.
     *
     * @param present targets that are there
     * @param absent targets that are not
     * @param unreadable targets that could not be read, by kind of error
     * @param failure the last error of a read, if one failed
     */
    public record Probe(
            String account,
            long present,
            long absent,
            Map<ErrorKind, Long> unreadable,
            Optional<AccountFailure> failure) {
        /** Copies the map. */
        public Probe {
            unreadable = Map.copyOf(unreadable);
            Objects.requireNonNull(failure, "failure");
        }

        /** Returns how many targets were read or could not be. */
        public long asked() {
            return present
                    + absent
                    + unreadable.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * What reading an old job's settled targets back found. Only those present were planned. A person whom the vendor restored cannot be
     * distinguished from one who was enrolled anew since.
     *
     * @param fromJob the old job
     * @param present targets that are there again
     * @param absent targets that are still gone
     * @param unreadable targets that could not be read, by kind of error, and were not planned
     * @param found the first of those present, at most 100
     */
    public record Restored(
            String fromJob, long present, long absent, Map<ErrorKind, Long> unreadable, List<Found> found) {
        /** Copies the collections. */
        public Restored {
            unreadable = Map.copyOf(unreadable);
            found = List.copyOf(found);
        }
    }

    /**
     * A target that is there again.
     *
     * @param line its line in the old job's list
     * @param person the keyed hash of the person's id, in hex
     */
    public record Found(String account, long line, String person) {}
}
