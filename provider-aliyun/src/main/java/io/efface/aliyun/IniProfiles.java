package io.efface.aliyun;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The profiles in the vendor's ini file, {@code ~/.alibabacloud/credentials.ini}: a section each. */
final class IniProfiles {
    /** At the beginning of a line or after white space, as the vendor's own reader has it (credentials-java 1.0.3). */
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)[#;].*$", Pattern.DOTALL);

    private IniProfiles() {}

    /**
     * Returns the profiles by name, each with its texts; none if there is no such file.
     *
     * @throws UnusableProfile if the file cannot be read or is of another form
     */
    static Map<String, Map<String, String>> read(Path file) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        Map<String, String> section = null;
        int number = 0;
        for (String each : ProfileFile.read(file).split("\\R", -1)) {
            number++;
            String line = COMMENT.matcher(each).replaceFirst("").strip();
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip();
                section = new LinkedHashMap<>();
                if (found.putIfAbsent(name, section) != null) {
                    throw new UnusableProfile("profile " + name + " is twice in " + file);
                }
                continue;
            }
            put(section, line, file, number);
        }
        return found;
    }

    private static void put(@Nullable Map<String, String> section, String line, Path file, int number) {
        int equals = line.indexOf('=');
        if (section == null || equals < 1) {
            throw new UnusableProfile("line " + number + " of " + file + " is neither [profile] nor key = value");
        }
        section.put(
                line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
}
