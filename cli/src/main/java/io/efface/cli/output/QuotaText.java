package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
import io.efface.Operation;
import io.efface.QuotaLimit;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes limits for people and as JSON. */
public final class QuotaText {
    private QuotaText() {}

    /** Returns one line, such as {@code management 50/s, management 10000/day}. */
    public static String of(Collection<QuotaLimit> limits) {
        return limits.stream().map(limit -> limit.name() + " " + limit.rate()).collect(Collectors.joining(", "));
    }

    /** Writes an object with the calls per second of each name; of several limits of a name, the lowest. */
    public static void callsPerSecond(JsonWriter json, Collection<QuotaLimit> limits) throws IOException {
        Map<String, Double> lowest = new TreeMap<>();
        limits.forEach(limit -> lowest.merge(limit.name(), limit.rate().callsPerSecond(), Math::min));
        json.beginObject();
        for (QuotaLimit limit : limits) {
            Double calls = lowest.remove(limit.name());
            if (calls != null) {
                number(json.name(limit.name()), calls);
            }
        }
        json.endObject();
    }

    /** Writes an array with all there is to say of each limit. */
    public static void limits(JsonWriter json, Collection<QuotaLimit> limits) throws IOException {
        json.beginArray();
        for (QuotaLimit limit : limits) {
            json.beginObject();
            json.name("name").value(limit.name());
            number(json.name("callsPerSecond"), limit.rate().callsPerSecond());
            json.name("calls").value(limit.rate().calls());
            json.name("per").value(limit.rate().unit());
            json.name("scope").value(limit.scope());
            json.name("operations").beginArray();
            for (String operation : limit.operations().stream()
                    .map(Operation::spelling)
                    .sorted()
                    .toList()) {
                json.value(operation);
            }
            json.endArray();
            json.name("source").value(limit.source());
            json.endObject();
        }
        json.endArray();
    }

    private static void number(JsonWriter json, double number) throws IOException {
        if (number == Math.rint(number)) {
            json.value((long) number);
        } else {
            json.value(number);
        }
    }
}
