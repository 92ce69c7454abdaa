package io.efface.tencent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The vendor's profile file, {@code ~/.tencentcloud/credentials}: sections in brackets, and in each {@code secret_id},
 * {@code secret_key} and, beyond what the vendor's Java SDK reads, {@code token}. Keys ignore case; lines that begin with
 * {@code #} or {@code ;} are comments.
 *
 * <p>Source: vendor's Java SDK, ProfileCredentialsProvider (tencentcloud-sdk-java-common 3.1.1481).
 */
final class ProfileFile {
    private static final long LARGEST = 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private ProfileFile(List<String> lines) {
        Map<String, String> current = new LinkedHashMap<>();
        for (String each : lines) {
            String line = (each.startsWith(BYTE_ORDER_MARK) ? each.substring(1) : each).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                String name = line.substring(1, line.length() - 1).strip();
                current = sections.computeIfAbsent(name, unused -> new LinkedHashMap<>());
                continue;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                String key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                current.put(key, line.substring(equals + 1).strip());
            }
        }
    }

    static Path in(Path home) {
        return home.resolve(".tencentcloud").resolve("credentials");
    }

    /** Reads the file; fails if it is missing, unreadable, larger than 1 MiB or not UTF-8. */
    static ProfileFile read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("larger than 1 MiB");
        }
        return new ProfileFile(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /** Returns the names of all sections, in the order of the file. */
    List<String> profiles() {
        return List.copyOf(sections.keySet());
    }

    /** Returns the keys of a section with their values; empty if there is no such section. */
    Map<String, String> profile(String name) {
        return sections.getOrDefault(name, Map.of());
    }
}
