package io.efface.erasure.internal.plan;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.ReadBack;
import io.efface.config.AccountDescription;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the expected requests of a plan, and estimates the time that they take at the vendors' quotas. Accounts that share a quota limit
 * wait for each other; all other accounts run at the same time. The estimate leaves out failures, repeats and a later {@code verify}. For
 * one thread.
 */
public final class PlanEstimate {
    private static final double NANOS = 1_000_000_000;

    private final Map<String, Double> limitNanos = new HashMap<>();
    private long requests;

    /**
     * The expected requests of one account.
     *
     * @param deletions the number of deletion requests
     * @param reads the number of read requests
     * @param duration the time that the requests take if no other account uses the quota; empty if the account has no quota
     */
    public record Requests(long deletions, long reads, Optional<Duration> duration) {}

    /**
     * Adds the requests of an account.
     *
     * @param persons the number of targets that are whole people
     * @param faceTargets the number of targets that are some of the faces of a person
     * @param chunks the number of calls that delete the faces of these targets
     */
    public Requests add(
            AccountDescription account, Capabilities capabilities, long persons, long faceTargets, long chunks) {
        Map<String, String> settings = account.settings();
        long reads = capabilities.readBack() == ReadBack.NONE
                ? 0
                : reads(settings, capabilities, persons, faceTargets, chunks);
        Map<Operation, Long> each = new EnumMap<>(Operation.class);
        long deleting = count(each, capabilities, Operation.DELETE_PERSON, persons)
                + count(each, capabilities, Operation.DELETE_FACES, chunks);
        long reading = count(each, capabilities, Operation.FIND_PERSON, reads);
        requests += deleting + reading;
        if (account.quotas().isEmpty()) {
            return new Requests(deleting, reading, Optional.empty());
        }
        int margin = Integer.parseInt(settings.getOrDefault("quota-margin", "0"));
        double longest = 0;
        for (Map.Entry<String, QuotaLimit> quota : account.quotas().entrySet()) {
            QuotaLimit limit = quota.getValue();
            double interval = NANOS / (limit.rate().callsPerSecond() * (100 - margin) / 100.0);
            long calls = limit.operations().stream()
                    .mapToLong(operation -> each.getOrDefault(operation, 0L))
                    .sum();
            limitNanos.merge(quota.getKey(), calls * interval, Double::sum);
            longest = Math.max(longest, calls * interval);
        }
        return new Requests(deleting, reading, Optional.of(duration(longest)));
    }

    /** Adds the requests of some calls to the map, and returns the number of these requests. */
    private static long count(
            Map<Operation, Long> requests, Capabilities capabilities, Operation operation, long calls) {
        List<Operation> ofOneCall = capabilities.requestsOf(operation);
        ofOneCall.forEach(countedAs -> requests.merge(countedAs, calls, Long::sum));
        return calls * ofOneCall.size();
    }

    private static long reads(
            Map<String, String> settings, Capabilities capabilities, long persons, long faceTargets, long chunks) {
        long verifying = switch (settings.getOrDefault("verify", "off")) {
            case "always" -> persons + chunks;
            case "unconfirmed" ->
                (isYes(capabilities.reportsAbsentPersons()) ? 0 : persons)
                        + (isYes(capabilities.listsDeletedFaces()) ? 0 : chunks);
            default -> 0;
        };
        boolean looksFirst = !settings.getOrDefault("last-face", "vendor").equals("vendor");
        return verifying + (looksFirst ? faceTargets : 0);
    }

    private static boolean isYes(Claim claim) {
        return claim.value() == Claim.Value.YES;
    }

    public long requests() {
        return requests;
    }

    /** Returns the estimated time for all accounts. */
    public Duration duration() {
        return duration(limitNanos.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0));
    }

    private static Duration duration(double nanos) {
        return Duration.ofSeconds((long) Math.ceil(nanos / NANOS));
    }
}
