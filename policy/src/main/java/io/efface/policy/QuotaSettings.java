package io.efface.policy;

import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How fast an account may send.
 *
 * @param enabled whether anything is paced at all
 * @param rates rates in place of the vendor's, with windows of different lengths; empty to keep the vendor's
 * @param marginPercent share of each limit that stays unused, 0 to 90
 */
record QuotaSettings(boolean enabled, List<Rate> rates, int marginPercent) {
    /** The vendor's limits less 5 %. */
    private static final Set<Operation> CALLS =
            Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON);

    static final QuotaSettings DEFAULTS = new QuotaSettings(true, List.of(), 5);

    private static final String VENDOR = "vendor";
    private static final String OFF = "off";

    /**
     * Reads the setting {@code quota}.
     *
     * @return empty if the text has another form or two rates have one window
     */
    static Optional<QuotaSettings> parse(String text, int marginPercent) {
        if (text.equals(VENDOR) || text.equals(OFF)) {
            return Optional.of(new QuotaSettings(text.equals(VENDOR), List.of(), marginPercent));
        }
        List<Rate> rates = new ArrayList<>();
        Set<Duration> windows = new HashSet<>();
        for (String part : text.split(",", -1)) {
            Optional<Rate> rate = Rate.parse(part.strip());
            if (rate.isEmpty() || !windows.add(rate.get().per())) {
                return Optional.empty();
            }
            rates.add(rate.get());
        }
        return Optional.of(new QuotaSettings(true, List.copyOf(rates), marginPercent));
    }

    /** Returns what {@link #parse} reads back; calls per second without their unit. */
    String text() {
        if (rates.isEmpty()) {
            return enabled ? VENDOR : OFF;
        }
        return rates.stream()
                .map(rate -> rate.unit().equals("s") ? String.valueOf(rate.calls()) : rate.toString())
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the limits in force. A rate replaces the vendor's rates with the same window; the vendor's limits with other windows stay.
     * Where no limit of the vendor has its window, it is a further limit for each set of operations that the vendor counts together. Where
     * the vendor has no limit at all, it limits all operations together.
     */
    List<QuotaLimit> inForce(List<QuotaLimit> vendors) {
        if (!enabled) {
            return List.of();
        }
        if (vendors.isEmpty()) {
            return rates.stream()
                    .map(rate -> new QuotaLimit("calls", rate, QuotaLimit.ACCOUNT, CALLS, "the account's quota"))
                    .toList();
        }
        List<QuotaLimit> limits = new ArrayList<>();
        for (QuotaLimit limit : vendors) {
            limits.add(rates.stream()
                    .filter(rate -> rate.per().equals(limit.rate().per()))
                    .findFirst()
                    .map(limit::withRate)
                    .orElse(limit));
        }
        for (Rate rate : rates) {
            if (vendors.stream().noneMatch(limit -> limit.rate().per().equals(rate.per()))) {
                Set<Set<Operation>> limited = new HashSet<>();
                vendors.stream()
                        .filter(limit -> limited.add(limit.operations()))
                        .forEach(limit -> limits.add(limit.withRate(rate)));
            }
        }
        return List.copyOf(limits);
    }

    /**
     * Returns a limit less the margin. The slack, {@code window / (1 - margin) - window}, is the time that the margin leaves: N permits
     * cost {@code window + slack}, so the next one comes at least a window after the first, even if all the slack was made up for.
     */
    PacedLimit paced(String counter, Rate rate) {
        long window = rate.per().toNanos();
        long used = 100L - marginPercent;
        long permits = used * rate.calls();
        return new PacedLimit(
                counter,
                Duration.ofNanos((window * 100 + permits - 1) / permits),
                Duration.ofNanos(window * marginPercent / used));
    }
}
