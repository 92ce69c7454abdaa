package io.efface.http;

import java.net.URL;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A library and the oldest version of it that works. Immutable and thread-safe. Touches the library by reflection only.
 *
 * @param name its name in messages
 * @param needed the oldest version that works, such as {@code 4.12.0}
 * @param type a class of it that every version has
 * @param marker a class of it that only recent versions have; decides where no version can be found, as in a shaded jar
 * @param constant a static field of {@code marker} that holds the version, or null if there is none
 */
record Dependency(
        String name,
        String needed,
        String type,
        String marker,
        @Nullable String constant) {
    private static final Pattern IN_FILE_NAME = Pattern.compile("-(\\d+(?:\\.\\d+)+)[^/]*\\.jar(?:!/?)?$");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /** Returns what is wrong with the library that a loader finds, or empty if nothing is. */
    Optional<String> problem(ClassLoader loader) {
        Class<?> found = load(loader, type);
        if (found == null) {
            return Optional.of(name + " is not on the class path; version " + needed + " or later is needed");
        }
        Class<?> recent = load(loader, marker);
        if (recent != null && !location(recent).equals(location(found))) {
            // From another jar, which stands behind the one that counts.
            recent = null;
        }
        String version = version(found, recent);
        boolean fits = version == null ? recent != null : isRecent(version);
        return fits
                ? Optional.empty()
                : Optional.of(name + " " + (version == null ? "of an old, unknown version" : version)
                        + " is on the class path" + fileOf(found) + "; version " + needed + " or later is needed");
    }

    private static @Nullable Class<?> load(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private @Nullable String version(Class<?> found, @Nullable Class<?> recent) {
        if (constant != null && recent != null) {
            try {
                return String.valueOf(recent.getField(constant).get(null));
            } catch (ReflectiveOperationException | LinkageError e) {
                // An old one without the field; its file's name may say more.
            }
        }
        Matcher named = IN_FILE_NAME.matcher(location(found));
        return named.find() ? named.group(1) : null;
    }

    private boolean isRecent(String version) {
        Matcher there = NUMBERS.matcher(version);
        Matcher least = NUMBERS.matcher(needed);
        if (!there.matches() || !least.matches()) {
            return true;
        }
        for (int part = 1; part <= 3; part++) {
            int compared = Integer.compare(number(there, part), number(least, part));
            if (compared != 0) {
                return compared > 0;
            }
        }
        return true;
    }

    private static int number(Matcher version, int part) {
        String digits = version.group(part);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Returns the name of the file that a class comes from, without its folder. */
    private static String fileOf(Class<?> found) {
        String location = location(found);
        String name = location.replaceFirst("!/?$", "");
        name = name.substring(name.lastIndexOf('/') + 1);
        return name.endsWith(".jar") ? ", in " + name : "";
    }

    private static String location(Class<?> found) {
        CodeSource source = found.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? "" : location.toString();
    }
}
