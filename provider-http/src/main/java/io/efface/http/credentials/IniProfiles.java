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
 * The sections of an ini file that several tools of a vendor read with different parsers. Values that all tools read in the same way are
 * accepted. A section that the tools would read differently is rejected, for example a section that occurs twice, repeats a key, has a
 * comment sign inside a value, or continues a value on the next line. Immutable and thread-safe.
 */
public final class IniProfiles {
    private static final Pattern HEADER = Pattern.compile("\\[([^\\]]*)\\]\\s*([#;].*)?");
    private static final Pattern COMMENT_AFTER_VALUE = Pattern.compile("\\s+[#;].*$");
    private static final Pattern SEMICOLON_AFTER_VALUE = Pattern.compile("\\s;");
    private static final Pattern DISPUTED = Pattern.compile("[#;\"'\\\\]");

    /** Python's parser adds the values of this section to every other section. */
    private static final String DEFAULT_SECTION = "DEFAULT";

    private final Path file;
    private final Syntax syntax;
    private final Map<String, List<Line>> sections = new LinkedHashMap<>();
    private final Set<String> repeatedSections = new HashSet<>();

    /** The syntax that the tools of a vendor have in common. */
    public enum Syntax {
        /**
         * {@code key = value}. Some parsers treat quotes, or a semicolon and the text after it, as a part of the value, so values with
         * quotes or semicolons are rejected. Some parsers ignore the case of keys, so two keys that differ only in case are rejected.
         */
        EQUALS_SIGN,
        /** {@code key = value} or {@code key: value}, with or without quotes around the value. The case of a key is ignored. */
        COLONS_AND_QUOTES,
        /**
         * {@code key = value}. Quotes are a part of the value. A comment sign directly after another character is also a part of the value.
         * White space before a comment sign is rejected, because only some parsers treat the sign as the beginning of a comment. Indented
         * lines below a key without a value are nested settings, which are ignored.
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
                            "comes before the first section, and the vendor's tools do not read it; put it below a section such as [default]");
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
                repeatedSections.add(name);
            }
        }
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    /**
     * Reads a file. A file that does not exist has no sections.
     *
     * @throws InvalidProfileException if the file cannot be read, or contains text before its first section
     */
    public static IniProfiles read(Path file, Syntax syntax) {
        return new IniProfiles(file, ProfileReader.of(file).orElse(""), syntax);
    }

    /** Returns the names of the sections in the order of the file. */
    public Set<String> names() {
        return sections.keySet();
    }

    /**
     * Returns the values of a section by key.
     *
     * @param name one of {@link #names()}
     * @throws InvalidProfileException if the vendor's tools would read the section differently, or cannot read it
     */
    public Map<String, String> section(String name) {
        if (repeatedSections.contains(name)) {
            throw new InvalidProfileException("section [" + name + "] occurs twice in " + file
                    + ", and the vendor's tools disagree about which of the two they use; remove one of them");
        }
        if (sections.containsKey(DEFAULT_SECTION)) {
            throw new InvalidProfileException(file + " has a section [" + DEFAULT_SECTION
                    + "], which some of the vendor's tools add to every section; rename it");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> keysInLowerCase = new HashSet<>();
        int indent = -1;
        String lastValue = "no key yet";
        for (Line line : sections.getOrDefault(name, List.of())) {
            String stripped = line.text().strip();
            if (stripped.isEmpty() || isComment(stripped)) {
                continue;
            }
            int ownIndent = line.text().indexOf(stripped);
            if (syntax == Syntax.NESTED_SETTINGS && ownIndent > 0 && lastValue.isEmpty()) {
                continue;
            }
            if (indent >= 0 && (ownIndent > indent || line.text().startsWith("\t"))) {
                throw unusable(line, "is indented: some of the vendor's tools read it as a part of the previous line");
            }
            indent = ownIndent;
            lastValue = put(values, keysInLowerCase, line, stripped);
        }
        return values;
    }

    /** Adds the key and the value of a line, and returns the value. */
    private String put(Map<String, String> values, Set<String> keysInLowerCase, Line line, String stripped) {
        boolean allowsColons = syntax == Syntax.COLONS_AND_QUOTES;
        int equals = stripped.indexOf('=');
        int colon = stripped.indexOf(':');
        int separator = allowsColons && colon > 0 && (equals < 0 || colon < equals) ? colon : equals;
        if (separator < 1 || (!allowsColons && colon > 0 && colon < equals)) {
            throw unusable(line, "is neither [profile] nor key = value");
        }
        String key = stripped.substring(0, separator).strip();
        String value = value(line, stripped.substring(separator + 1).strip());
        if (!keysInLowerCase.add(key.toLowerCase(Locale.ROOT))) {
            throw unusable(line, "repeats a key, and the vendor's tools disagree about which value they use");
        }
        values.put(allowsColons ? key.toLowerCase(Locale.ROOT) : key, value);
        return value;
    }

    private String value(Line line, String written) {
        if (syntax == Syntax.NESTED_SETTINGS) {
            if (isComment(written) || COMMENT_AFTER_VALUE.matcher(written).find()) {
                throw unusable(
                        line,
                        "has a comment after the value, which some of the vendor's tools read as a part of the value; put it on a separate line");
            }
            return written;
        }
        if (syntax == Syntax.EQUALS_SIGN
                && SEMICOLON_AFTER_VALUE.matcher(written).find()) {
            throw unusable(
                    line,
                    "has a semicolon after the value, which some of the vendor's tools read as a part of the value; a comment begins with #");
        }
        String value = written;
        if (syntax == Syntax.COLONS_AND_QUOTES && (written.startsWith("\"") || written.startsWith("'"))) {
            int end = written.indexOf(written.charAt(0), 1);
            if (end < 0) {
                throw unusable(line, "lacks a closing quote");
            }
            String after = written.substring(end + 1);
            if (!after.isBlank() && !COMMENT_AFTER_VALUE.matcher(after).matches()) {
                throw unusable(line, "has text after the quoted value");
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
