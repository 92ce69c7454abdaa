package io.efface.guice;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.util.HashMap;
import java.util.Map;

/** Creates accounts that store people in memory. */
final class Memory {
    private Memory() {}

    static Map<String, String> settings() {
        return Map.of("provider", "memory", "allow-memory", "true", "policies", "none");
    }

    static FaceRepositoriesBuilder accounts(String... names) {
        Map<String, String> entries = new HashMap<>();
        for (String name : names) {
            settings().forEach((key, value) -> entries.put("efface.accounts." + name + "." + key, value));
        }
        return FaceRepositories.builder().map(entries);
    }
}
