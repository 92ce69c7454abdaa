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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a plan. {@code rows} is the sum of the planned, duplicate, refused and held rows. Immutable and thread-safe; contains no
 * person's id.
 *
 * @param job the job's name
 * @param digest the SHA-256 of the plan in hex
 * @param rows the number of rows: one for each line and account
 * @param planned the number of targets that a run will process
 * @param duplicates the number of rows that repeat the account and the person of an earlier row
 * @param refused the number of rows that cannot be used
 * @param held the number of targets on the hold list
 * @param accounts the chosen accounts, including accounts without rows; if no accounts were chosen, the accounts that the rows name. Sorted
 *     by name
 * @param format the format of the list; empty for a plan from an old job
 * @param formatOrigin how the format was determined; empty for a plan from an old job
 * @param problems the first refused lines, at most 100, in order
 * @param problemCounts the number of refused rows for each problem
 * @param holds the number of ids on the hold list, including {@code carriedHolds}
 * @param carriedHolds the number of ids taken from the hold list of the replaced job or of the old job
 * @param estimate the estimated duration of the job, computed from the vendors' quotas
 * @param due the time by which the job has to be done; empty if no time was given. If an earlier job is used instead of a new one, this is
 *     the time of that job, and not the time of the request
 * @param probes the results of the probe, by account; empty if no probe was requested
 * @param restored the results of reading back the targets of the old job; empty for a plan from a list
 * @param charset the charset of the list; empty for a workbook and for a plan from an old job
 * @param delimiter the character between the fields of the list; empty if the list is not CSV
 * @param sheet the number of the workbook's sheet that is the list, from 1; empty for other lists
 * @param hiddenRows the number of rows of the list that are hidden in the workbook, for example by a filter; they were read like the other
 *     rows
 * @param headerAssumed whether the first line was treated as a header although the columns are given by number
 * @param unmatchedHolds the number of ids on the hold list that match neither the person nor the subject of any row
 * @param crowd the target with the most rows; empty if no target has more than one row
 * @param accepted for each accepted risk: the number of lines with this risk; risks without a line are left out. The number for an empty
 *     hold list is 1
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
        Optional<Integer> sheet,
        long hiddenRows,
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
        problemCounts = ordered(problemCounts);
        probes = List.copyOf(probes);
        accepted = ordered(accepted);
    }

    /** Returns an account's name, followed by the library if the account has one. */
    public String label(String account) {
        Optional<String> library = accounts.stream()
                .filter(each -> each.name().equals(account))
                .findFirst()
                .flatMap(Account::library);
        return AccountDescription.label(account, library);
    }

    /** Returns whether the estimated end is later than the due time. */
    public boolean isLate() {
        return due.isPresent() && estimate.end().isAfter(due.get());
    }

    /**
     * Returns whether so many rows became one target that the ids of the list are probably damaged. This is the case for at least 10 rows.
     * It is also the case for at least 3 rows if these rows are more than half of all rows that were not refused.
     */
    public boolean isCrowded() {
        return crowd.isPresent()
                && (crowd.get().rows() >= MANY_ROWS
                        || (crowd.get().rows() >= FEW_ROWS && 2 * crowd.get().rows() > rows - refused));
    }

    /**
     * A target into which several rows were combined.
     *
     * @param rows the number of these rows
     * @param line the line of the first of these rows
     */
    public record Crowd(long rows, long line) {}

    /**
     * The part of the plan that concerns one account.
     *
     * @param name the account's name in the configuration
     * @param provider the provider's name
     * @param place the region and the endpoint
     * @param library the library at the vendor; empty if the account has no library
     * @param persons the number of targets that are whole people
     * @param faceTargets the number of targets that are some of the faces of a person
     * @param faces the number of all faces of these targets
     * @param duplicates the number of rows that repeat the person of an earlier row
     * @param refused the number of rows that cannot be used
     * @param held the number of targets on the hold list
     * @param deletions the expected number of deletion requests
     * @param reads the expected number of read requests that the account's settings {@code verify} and {@code last-face} cause
     * @param quotaGroup the quota group; accounts of the same group share the vendor's quota
     * @param duration the duration of the account's requests at its quota, if no other account uses the same quota; empty if the account
     *     has no quota
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
        /** Returns the location, followed by the library if the account has one, in one line of text. */
        public String where() {
            return AccountDescription.where(place, library);
        }

        /** Returns the number of targets that a run will process. */
        public long planned() {
            return persons + faceTargets;
        }
    }

    /**
     * The estimated duration of the job. The estimate assumes that only the vendors' quotas limit the speed, that the margin of each quota
     * is left unused, and that no request is repeated.
     *
     * @param requests the expected number of requests for all accounts
     * @param duration the estimated duration. Accounts that share a quota run one after the other in this estimate, so their durations are
     *     added. Accounts with different quotas run at the same time. Zero if no account has a quota
     * @param start the time of the estimate
     * @param end the sum of {@code start} and {@code duration}
     */
    public record Estimate(long requests, Duration duration, Instant start, Instant end) {}

    /**
     * The result of reading random planned targets of one account.
     *
     * @param account the account's name
     * @param present the number of targets that exist
     * @param absent the number of targets that do not exist
     * @param unreadable the number of targets that could not be read, for each kind of error
     * @param failure the last error of a read; empty if every read succeeded
     */
    public record Probe(
            String account,
            long present,
            long absent,
            Map<ErrorKind, Long> unreadable,
            Optional<AccountFailure> failure) {
        /** Copies the map. */
        public Probe {
            unreadable = ordered(unreadable);
            Objects.requireNonNull(failure, "failure");
        }

        /** Returns the number of targets that were chosen at random, including the targets whose read failed. */
        public long asked() {
            return present
                    + absent
                    + unreadable.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * The result of reading back the done targets of an old job. The new plan contains only the targets that exist. A person whom the
     * vendor restored cannot be distinguished from a person who was enrolled again.
     *
     * @param fromJob the old job's name
     * @param present the number of targets that exist again
     * @param absent the number of targets that are still absent
     * @param unreadable the number of targets that could not be read, for each kind of error; they were not planned
     * @param found the first targets that exist again, at most 100
     */
    public record Restored(
            String fromJob, long present, long absent, Map<ErrorKind, Long> unreadable, List<Found> found) {
        /** Copies the collections. */
        public Restored {
            unreadable = ordered(unreadable);
            found = List.copyOf(found);
        }
    }

    /**
     * A target that exists again.
     *
     * @param account the account's name
     * @param line the target's line in the old job's list
     * @param person the keyed hash of the person's id in hex
     */
    public record Found(String account, long line, String person) {}

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
