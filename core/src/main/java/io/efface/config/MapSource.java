package io.efface.config;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A source of entries that are given in code. */
final class MapSource implements Source {
    private final Place place;
    private final Map<String, Object> values;

    private MapSource(String name, Map<String, Object> values) {
        this.place = Place.code(name);
        this.values = values;
    }

    static MapSource of(Map<String, String> map) {
        return new MapSource("map", new TreeMap<>(Map.copyOf(map)));
    }

    static MapSource of(Properties properties) {
        TreeMap<String, Object> values = new TreeMap<>();
        new TreeSet<>(properties.stringPropertyNames()).forEach(key -> values.put(key, properties.getProperty(key)));
        properties.forEach((key, value) -> values.putIfAbsent(String.valueOf(key), value));
        return new MapSource("properties", values);
    }

    @Override
    public String name() {
        return place.text();
    }

    @Override
    public void read(KnownKeys keys, Problems problems, Consumer<Entry> entries) {
        values.forEach((key, value) -> {
            if (!KnownKeys.isOurs(key)) {
                KnownKeys.nearMiss(key).ifPresent(problem -> problems.add(place.text(), key, problem));
            } else if (value instanceof String || value instanceof Boolean) {
                // A framework that reads YAML passes "off" and "no" as a Boolean.
                entries.accept(new Entry(key, value.toString(), place));
            } else {
                problems.add(place.text(), key, "the value is not a string");
            }
        });
    }
}
