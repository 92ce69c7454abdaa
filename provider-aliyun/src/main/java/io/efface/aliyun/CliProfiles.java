package io.efface.aliyun;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/**
 * The profiles in the file of the vendor's command line tool, {@code ~/.aliyun/config.json}:
 * {@code {"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"...","access_key_secret":"..."}]}}.
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
        String text = ProfileFile.read(file);
        if (text.isEmpty()) {
            return found;
        }
        for (Object each : profiles(file, text)) {
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
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
            Object whole = reader.readJsonValue();
            if (reader.peek() == JsonReader.Token.END_DOCUMENT
                    && whole instanceof Map<?, ?> map
                    && map.get("profiles") instanceof List<?> list) {
                return list;
            }
        } catch (IOException | JsonDataException e) {
            // The reader's messages may repeat a value of the file.
        }
        throw otherForm(file);
    }

    private static UnusableProfile otherForm(Path file) {
        return new UnusableProfile(file + " is not JSON with a list of profiles");
    }
}
