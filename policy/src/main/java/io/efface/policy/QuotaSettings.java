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
 * The settings of the quota of an account.
 *
 * @param enabled whether requests are limited
 * @param rates the rates that replace the vendor's limits, with windows of different lengths; if empty, the vendor's limits apply
 * @param marginPercent the percentage of each limit that stays unused, 0 to 90
 */
record QuotaSettings(boolean enabled, List<Rate> rates, int marginPercent) {
    private static final Set<Operation> ALL_OPERATIONS =
            Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON);

    /** The vendor's limits with a margin of 5 %. */
    static final QuotaSettings DEFAULTS = new QuotaSettings(true, List.of(), 5);

    private static final String VENDOR = "vendor";
    private static final String OFF = "off";

    /**
     * Reads the setting {@code quota}.
     *
     * @return the settings, or empty if the text is not a value of {@code quota} or if two rates have windows of the same length
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

    /** Returns a text that {@link #parse} accepts. A rate per second is written without a unit. */
    String text() {
        if (rates.isEmpty()) {
            return enabled ? VENDOR : OFF;
        }
        return rates.stream()
                .map(rate -> rate.unit().equals("s") ? String.valueOf(rate.calls()) : rate.toString())
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the limits that apply. If limits of the vendor have the same window as a rate, the rate replaces the rates of these limits.
     * The vendor's other limits stay. If no limit of the vendor has the window of a rate, the rate becomes a further limit for each set of
     * operations that the vendor counts together. If the vendor has no limits, each rate limits all operations together.
     */
    List<QuotaLimit> effectiveLimits(List<QuotaLimit> vendorLimits) {
        if (!enabled) {
            return List.of();
        }
        if (vendorLimits.isEmpty()) {
            return rates.stream()
                    .map(rate ->
                            new QuotaLimit("calls", rate, QuotaLimit.ACCOUNT, ALL_OPERATIONS, "the account's quota"))
                    .toList();
        }
        List<QuotaLimit> limits = new ArrayList<>();
        for (QuotaLimit limit : vendorLimits) {
            limits.add(rates.stream()
                    .filter(rate -> rate.per().equals(limit.rate().per()))
                    .findFirst()
                    .map(limit::withRate)
                    .orElse(limit));
        }
        for (Rate rate : rates) {
            if (vendorLimits.stream().noneMatch(limit -> limit.rate().per().equals(rate.per()))) {
                Set<Set<Operation>> limited = new HashSet<>();
                vendorLimits.stream()
                        .filter(limit -> limited.add(limit.operations()))
                        .forEach(limit -> limits.add(limit.withRate(rate)));
            }
        }
        return List.copyOf(limits);
    }

    /**
     * Returns a limit that is reduced by the margin. The slack is {@code window / (1 - margin) - window}. If the rate allows N requests in
     * a window, N intervals take {@code window + slack}. So the permit N + 1 comes at least a window after the first permit, even if the
     * permits in between use up all the slack.
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
