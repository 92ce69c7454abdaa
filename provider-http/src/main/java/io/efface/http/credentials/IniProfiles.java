package io.efface.http.credentials;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of an ini file that several tools of a vendor read, each in its own way. What they read alike is read; a section that they
 * would read differently from each other (a section or key given twice, a comment sign inside a value, a continued line) is refused.
 * Immutable and thread-safe.
 */
public final class IniProfiles {
    private static final Pattern HEADER = Pattern.compile("\\[([^\\]]*)\\]\\s*([#;].*)?");
    private static final Pattern COMMENT_AFTER_VALUE = Pattern.compile("\\s+[#;].*$");
    private static final Pattern SEMICOLON_AFTER_VALUE = Pattern.compile("\\s;");
    private static final Pattern DISPUTED = Pattern.compile("[#;\"'\\\\]");

    /** Python's reader adds its values to those of every other section. */
    private static final String EVERYWHERE = "DEFAULT";

    private final Path file;
    private final Syntax syntax;
    private final Map<String, List<Line>> sections = new LinkedHashMap<>();
    private final Set<String> twice = new HashSet<>();

    /** What is common to a vendor's tools. */
    public enum Syntax {
        /**
         * {@code key = value}; quotes are a part of the value to some readers, and so is a semicolon with what follows, so that both are
         * refused. Some readers ignore the case of keys: two that differ in case only are refused.
         */
        EQUALS_SIGN,
        /** {@code key = value} or {@code key: value}, with or without quotes around the value; the case of a key does not count. */
        COLONS_AND_QUOTES,
        /**
         * {@code key = value}; quotes are a part of the value, and so is a comment sign that follows another character than white space.
         * White space before a comment sign is refused, since only some readers take it for the beginning of a comment. Indented lines
         * below a key without a value are settings of their own, which are left out.
         */
        NESTED_SETTINGS
    }

    private record Line(int number, String text) {}

    private IniProfiles(Path file, String text, Syntax syntax) {
        this.file = file;
        this.syntax = syntax;
        List<Line> current = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.startsWith("[")) {
                if (sections.isEmpty() && !stripped.isEmpty() && !isComment(stripped)) {
                    throw unusable(
                            new Line(number, line),
                            "comes before the first section, and the vendor's tools do not read it; put it below one such as [default]");
                }
                current.add(new Line(number, line));
                continue;
            }
            Matcher header = HEADER.matcher(stripped);
            if (!header.matches()) {
                throw new InvalidProfileException(
                        "line " + number + " of " + file + " is not a section such as [default]");
            }
            String name = header.group(1).strip();
            current = new ArrayList<>();
            if (sections.putIfAbsent(name, current) != null) {
                twice.add(name);
            }
        }
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    /**
     * Reads a file; one that does not exist has no sections.
     *
     * @throws InvalidProfileException if it cannot be read, or holds text before its first section
     */
    public static IniProfiles read(Path file, Syntax syntax) {
        return new IniProfiles(file, ProfileReader.of(file).orElse(""), syntax);
    }

    /** Returns the names of the sections in the order of the file. */
    public Set<String> names() {
        return sections.keySet();
    }

    /**
     * Returns a section's values by key.
     *
     * @param name one of {@link #names()}
     * @throws InvalidProfileException if the vendor's tools would read the section differently from each other, or not at all
     */
    public Map<String, String> section(String name) {
        if (twice.contains(name)) {
            throw new InvalidProfileException("section [" + name + "] is twice in " + file
                    + ", and the vendor's tools disagree which one" + " counts; remove one");
        }
        if (sections.containsKey(EVERYWHERE)) {
            throw new InvalidProfileException(file + " has a section [" + EVERYWHERE
                    + "], which some of the vendor's tools read as a part of every section; rename it");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> keysInLowerCase = new HashSet<>();
        int indent = -1;
        String last = "no key yet";
        for (Line line : sections.getOrDefault(name, List.of())) {
            String stripped = line.text().strip();
            if (stripped.isEmpty() || isComment(stripped)) {
                continue;
            }
            int own = line.text().indexOf(stripped);
            if (syntax == Syntax.NESTED_SETTINGS && own > 0 && last.isEmpty()) {
                continue;
            }
            if (indent >= 0 && (own > indent || line.text().startsWith("\t"))) {
                throw unusable(line, "is indented: some of the vendor's tools read it as a part of the line before");
            }
            indent = own;
            last = put(values, keysInLowerCase, line, stripped);
        }
        return values;
    }

    /** Adds the key of a line, and returns its value. */
    private String put(Map<String, String> values, Set<String> keysInLowerCase, Line line, String stripped) {
        boolean colons = syntax == Syntax.COLONS_AND_QUOTES;
        int equals = stripped.indexOf('=');
        int colon = stripped.indexOf(':');
        int separator = colons && colon > 0 && (equals < 0 || colon < equals) ? colon : equals;
        if (separator < 1 || (!colons && colon > 0 && colon < equals)) {
            throw unusable(line, "is neither [profile] nor key = value");
        }
        String key = stripped.substring(0, separator).strip();
        String value = value(line, stripped.substring(separator + 1).strip());
        if (!keysInLowerCase.add(key.toLowerCase(Locale.ROOT))) {
            throw unusable(line, "gives a key a second time, and the vendor's tools disagree which one counts");
        }
        values.put(colons ? key.toLowerCase(Locale.ROOT) : key, value);
        return value;
    }

    private String value(Line line, String written) {
        if (syntax == Syntax.NESTED_SETTINGS) {
            if (isComment(written) || COMMENT_AFTER_VALUE.matcher(written).find()) {
                throw unusable(
                        line,
                        "has a comment after the value, which some of the vendor's tools read as a part of it; put it on a line of its own");
            }
            return written;
        }
        if (syntax == Syntax.EQUALS_SIGN
                && SEMICOLON_AFTER_VALUE.matcher(written).find()) {
            throw unusable(
                    line,
                    "has a semicolon after the value, which some of the vendor's tools read as a part of it; a comment begins with #");
        }
        String value = written;
        if (syntax == Syntax.COLONS_AND_QUOTES && (written.startsWith("\"") || written.startsWith("'"))) {
            int end = written.indexOf(written.charAt(0), 1);
            if (end < 0) {
                throw unusable(line, "has a quote without its end");
            }
            String after = written.substring(end + 1);
            if (!after.isBlank() && !COMMENT_AFTER_VALUE.matcher(after).matches()) {
                throw unusable(line, "has a text after the quoted value");
            }
            value = written.substring(1, end);
        } else if (isComment(written)) {
            value = "";
        } else {
            value = COMMENT_AFTER_VALUE.matcher(written).replaceFirst("").strip();
        }
        if (DISPUTED.matcher(value).find()) {
            throw unusable(
                    line,
                    "has a value with #, ;, a quote or a backslash, which the vendor's tools read in different ways");
        }
        return value;
    }

    private InvalidProfileException unusable(Line line, String problem) {
        return new InvalidProfileException("line " + line.number() + " of " + file + " " + problem);
    }
}
