package io.efface.emulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * HTTP headers in their order of arrival. The case of names is ignored in comparisons. A name may occur several times. Values are kept byte
 * for byte. Immutable.
 */
public final class EmulatorHeaders {

    /**
     * A header line.
     *
     * @param name the name in the sender's spelling
     * @param value the value without leading and trailing blanks
     */
    public record Entry(String name, String value) {

        /**
         * Checks the header line.
         *
         * @throws NullPointerException if an argument is null
         * @throws IllegalArgumentException if the name is empty, or if the name or the value contains a line break, which would begin
         *     another header
         */
        public Entry {
            if (name.isEmpty() || hasLineBreak(name) || hasLineBreak(value)) {
                throw new IllegalArgumentException("a header needs a name and may not span lines");
            }
        }

        private static boolean hasLineBreak(String text) {
            return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
        }

        /** Shows only the name, because the value may be a credential. */
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

    /** Returns empty headers. */
    public static EmulatorHeaders none() {
        return NONE;
    }

    /**
     * Returns headers with the given lines in their order.
     *
     * @param entries the lines; the list is copied
     * @throws NullPointerException if the list or a line is null
     */
    public static EmulatorHeaders of(List<Entry> entries) {
        return new EmulatorHeaders(entries);
    }

    /**
     * Returns headers from alternating names and values.
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

    /** Returns a copy with another line at the end. */
    public EmulatorHeaders plus(String name, String value) {
        List<Entry> lines = new ArrayList<>(entries);
        lines.add(new Entry(name, value));
        return new EmulatorHeaders(lines);
    }

    /** Returns a copy in which one line replaces all lines of this name. */
    public EmulatorHeaders with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** Returns a copy without the lines of this name. */
    public EmulatorHeaders without(String name) {
        return new EmulatorHeaders(
                entries.stream().filter(e -> !e.name().equalsIgnoreCase(name)).toList());
    }

    /** Returns the value of the first line of this name, or null if there is none. */
    public @Nullable String first(String name) {
        for (Entry entry : entries) {
            if (entry.name().equalsIgnoreCase(name)) {
                return entry.value();
            }
        }
        return null;
    }

    /** Returns the value of the first line of this name, or an empty text if there is none. */
    public String firstOrEmpty(String name) {
        return Objects.requireNonNullElse(first(name), "");
    }

    /** Returns whether there is a line of this name. */
    public boolean contains(String name) {
        return first(name) != null;
    }

    /** Returns the values of all lines of this name in their order, possibly none. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(e -> e.name().equalsIgnoreCase(name))
                .map(Entry::value)
                .toList();
    }

    /** Returns all lines in their order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Returns the distinct names in lower case, in the order of their first lines. */
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

    /** Shows only the names, because values may be credentials. */
    @Override
    public String toString() {
        return names().toString();
    }
}
