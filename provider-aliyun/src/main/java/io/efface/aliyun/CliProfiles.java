package io.efface.aliyun;

import io.efface.http.ProfileText;
import io.efface.http.UnusableProfile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles in the file of the vendor's command line tool, {@code ~/.aliyun/config.json}:
 * {@code {"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"...","access_key_secret":"..."}]}}.
 *
 * <p>Source: {@code config/configuration.go} and {@code config/profile.go} of github.com/aliyun/aliyun-cli (007c607).
 */
final class CliProfiles {
    private CliProfiles() {}

    /**
     * Returns the profiles by name, each with its texts; none if there is no such file.
     *
     * @throws UnusableProfile if the file cannot be read or is of another form
     */
    static Map<String, Map<String, String>> read(Path file) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        Optional<String> text = ProfileText.of(file);
        if (text.isEmpty() || text.get().isEmpty()) {
            return found;
        }
        for (Object each : profiles(file, text.get())) {
            if (!(each instanceof Map<?, ?> profile)) {
                throw otherForm(file);
            }
            Map<String, String> texts = new LinkedHashMap<>();
            profile.forEach((key, value) -> {
                if (key instanceof String name && value instanceof String content) {
                    texts.put(name, content);
                }
            });
            String name = texts.get("name");
            if (name != null && found.putIfAbsent(name, texts) != null) {
                throw new UnusableProfile("profile " + name + " is twice in " + file);
            }
        }
        return found;
    }

    private static List<?> profiles(Path file, String text) {
        return ProfileText.object(text)
                .map(whole -> whole.get("profiles"))
                .filter(List.class::isInstance)
                .map(List.class::cast)
                .orElseThrow(() -> otherForm(file));
    }

    private static UnusableProfile otherForm(Path file) {
        return new UnusableProfile(file + " is not JSON with a list of profiles");
    }
}
