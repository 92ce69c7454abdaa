package io.efface.emulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * HTTP headers in their order of arrival: names are compared without case, a name may occur several times, values are
 * kept byte for byte. Immutable.
 */
public final class EmulatorHeaders {

    /**
     * One header line.
     *
     * @param name as written by its sender
     * @param value without the line's leading and trailing blanks
     */
    public record Entry(String name, String value) {

        /**
         * Keeps a header line.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if the name is empty or either holds a line break, which would let one
         *     header smuggle in another
         */
        public Entry {
            if (name.isEmpty() || hasLineBreak(name) || hasLineBreak(value)) {
                throw new IllegalArgumentException("a header needs a name and may not span lines");
            }
        }

        private static boolean hasLineBreak(String text) {
            return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
        }

        /** The header's name only: values may be credentials. */
        @Override
        public String toString() {
            return name;
        }
    }

    private static final EmulatorHeaders NONE = new EmulatorHeaders(List.of());

    private final List<Entry> entries;

    private EmulatorHeaders(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Headers without a line. */
    public static EmulatorHeaders none() {
        return NONE;
    }

    /**
     * Headers of the given lines, in this order.
     *
     * @param entries copied
     * @throws NullPointerException if the list or a line is null
     */
    public static EmulatorHeaders of(List<Entry> entries) {
        return new EmulatorHeaders(entries);
    }

    /**
     * Headers of alternating names and values.
     *
     * @throws IllegalArgumentException if a value is missing
     */
    public static EmulatorHeaders of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header value is missing");
        }
        List<Entry> lines = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Entry(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new EmulatorHeaders(lines);
    }

    /** These headers with one line more, at the end. */
    public EmulatorHeaders plus(String name, String value) {
        List<Entry> lines = new ArrayList<>(entries);
        lines.add(new Entry(name, value));
        return new EmulatorHeaders(lines);
    }

    /** These headers with every line of this name replaced by one. */
    public EmulatorHeaders with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** These headers without any line of this name. */
    public EmulatorHeaders without(String name) {
        return new EmulatorHeaders(
                entries.stream().filter(e -> !e.name().equalsIgnoreCase(name)).toList());
    }

    /** The value of the first line of this name, or null when there is none. */
    public @Nullable String first(String name) {
        for (Entry entry : entries) {
            if (entry.name().equalsIgnoreCase(name)) {
                return entry.value();
            }
        }
        return null;
    }

    /** The value of the first line of this name, or the empty text when there is none. */
    public String firstOrEmpty(String name) {
        return Objects.requireNonNullElse(first(name), "");
    }

    /** Whether a line of this name exists. */
    public boolean contains(String name) {
        return first(name) != null;
    }

    /** The values of every line of this name, in order; empty when there is none. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(e -> e.name().equalsIgnoreCase(name))
                .map(Entry::value)
                .toList();
    }

    /** Every line in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** The distinct names in lower case, in order of their first line. */
    public List<String> names() {
        return entries.stream()
                .map(e -> e.name().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EmulatorHeaders that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** The names only: values may be credentials. */
    @Override
    public String toString() {
        return names().toString();
    }
}
