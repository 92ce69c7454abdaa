package io.efface.config;

import io.efface.spi.Secret;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** A source of entries that are given in code. */
final class MapSource implements Source {
    private final Map<String, ?> values;
    private final Function<String, String> place;

    /**
     * Creates a source.
     *
     * @param place the function that returns the place of a key for messages
     */
    MapSource(Map<String, ?> values, Function<String, String> place) {
        this.values = new TreeMap<>(Map.copyOf(values));
        this.place = place;
    }

    static MapSource of(Map<String, String> map) {
        return new MapSource(map, key -> "map");
    }

    static MapSource of(Properties properties) {
        TreeMap<String, Object> values = new TreeMap<>();
        new TreeSet<>(properties.stringPropertyNames()).forEach(key -> values.put(key, properties.getProperty(key)));
        properties.forEach((key, value) -> values.putIfAbsent(String.valueOf(key), value));
        return new MapSource(values, key -> "properties");
    }

    @Override
    public String name() {
        return values.isEmpty() ? "map" : place.apply(values.keySet().iterator().next());
    }

    @Override
    public void read(Set<String> accountKeys, Problems problems, Consumer<Entry> entries) {
        values.forEach((key, value) -> {
            Place at = Place.code(place.apply(key));
            if (!Keys.isOurs(key)) {
                Keys.nearMiss(key).ifPresent(problem -> problems.add(at.text(), key, problem));
            } else if (isNumber(value) && key.contains("." + Keys.CREDENTIAL)) {
                problems.add(
                        at.text(),
                        key,
                        "the value is a number, and a number loses its leading zeros; write the value in quotes");
            } else if (value instanceof Secret secret) {
                entries.accept(new Entry(key, secret.reveal(), at.withSafeSecrets()));
            } else if (value instanceof String || value instanceof Boolean || isNumber(value)) {
                // A framework that reads YAML passes "off" and "no" as a Boolean.
                entries.accept(new Entry(key, value.toString(), at));
            } else {
                problems.add(at.text(), key, "the value must be a text, a boolean or a whole number");
            }
        });
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer || value instanceof Long;
    }
}
