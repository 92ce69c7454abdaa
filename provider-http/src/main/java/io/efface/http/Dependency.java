package io.efface.http;

import java.net.URL;
import java.security.CodeSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A library and its minimum version. Uses the library only by reflection. Immutable and thread-safe.
 *
 * @param name name of the library in messages
 * @param needed the minimum version, such as {@code 4.12.0}
 * @param type a class that every version of the library has
 * @param marker a class that only recent versions of the library have; if the version is unknown, for example in a shaded jar, the presence
 *     of this class decides whether the version is recent enough
 * @param constant a static field of {@code marker} that contains the version, or null if there is no such field
 */
record Dependency(
        String name,
        String needed,
        String type,
        String marker,
        @Nullable String constant) {
    private static final Pattern IN_FILE_NAME = Pattern.compile("-(\\d+(?:\\.\\d+)+)[^/]*\\.jar(?:!/?)?$");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /** Returns the problem with the library that a class loader finds, or empty if the library is recent enough. */
    Optional<String> problem(ClassLoader loader) {
        Class<?> found = load(loader, type);
        if (found == null) {
            return Optional.of(name + " is not on the class path; version " + needed + " or later is required");
        }
        Class<?> recent = load(loader, marker);
        if (recent != null && !location(recent).equals(location(found))) {
            // The marker comes from another jar than the type. The jar with the type is in front on the class path, and
            // it has an
            // old version, because it lacks the marker.
            recent = null;
        }
        String version = version(found, recent);
        boolean isRecentEnough = version == null ? recent != null : isRecent(version);
        return isRecentEnough
                ? Optional.empty()
                : Optional.of(name + " " + (version == null ? "of an old, unknown version" : version)
                        + " is on the class path" + fileOf(found) + "; version " + needed + " or later is required");
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
                // An old version lacks the field. The file name of its jar may contain the version.
            }
        }
        Matcher fileName = IN_FILE_NAME.matcher(location(found));
        return fileName.find() ? fileName.group(1) : null;
    }

    private boolean isRecent(String version) {
        Matcher actual = NUMBERS.matcher(version);
        Matcher minimum = NUMBERS.matcher(needed);
        if (!actual.matches() || !minimum.matches()) {
            return true;
        }
        for (int part = 1; part <= 3; part++) {
            int compared = Integer.compare(number(actual, part), number(minimum, part));
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

    /** Returns the name of the jar that contains a class, without its folder. */
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
