package io.efface.cli.output;

import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.cli.process.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats quota limits as text and as JSON. */
public final class QuotaText {
    private QuotaText() {}

    /** Returns the limits in one line, such as {@code management 50/s, management 10000/day}. */
    public static Message of(Collection<QuotaLimit> limits) {
        return limits.stream()
                .map(limit -> Message.of("{0} {1}", Message.known(limit.name()), limit.rate()))
                .reduce((before, limit) -> Message.of("{0}, {1}", before, limit))
                .orElse(Message.EMPTY);
    }

    /** Returns the calls per second by the name of the limit. If several limits have the same name, the lowest rate is used. */
    public static JsonObject callsPerSecond(Collection<QuotaLimit> limits) {
        Map<String, Double> lowest = new LinkedHashMap<>();
        limits.forEach(limit -> lowest.merge(limit.name(), limit.rate().callsPerSecond(), Math::min));
        JsonObject json = new JsonObject();
        lowest.forEach((name, calls) -> json.with(name, number(calls)));
        return json;
    }

    /** Returns every property of each limit. */
    public static List<JsonObject> limits(Collection<QuotaLimit> limits) {
        return limits.stream().map(QuotaText::json).toList();
    }

    private static JsonObject json(QuotaLimit limit) {
        return new JsonObject()
                .with("name", limit.name())
                .with("callsPerSecond", number(limit.rate().callsPerSecond()))
                .with("calls", limit.rate().calls())
                .with("per", limit.rate().unit())
                .with("scope", limit.scope())
                .with(
                        "operations",
                        limit.operations().stream()
                                .map(Operation::spelling)
                                .sorted()
                                .toList())
                .with("source", limit.source());
    }

    private static Number number(double number) {
        if (number == Math.rint(number)) {
            return (long) number;
        }
        return number;
    }
}
