package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.Setting;
import io.efface.spi.layers.RepositoryLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;

/** Tests that the metadata for editors lists the keys of every account. */
class MetadataTest {
    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    /** Compares the metadata with the settings. After an intended change, {@code -Defface.update-metadata} writes the file again. */
    @Test
    void metadata_ofKeys_equalTheSettings() throws IOException {
        String expected = metadata();
        if (System.getProperty("efface.update-metadata") != null) {
            Files.writeString(FILE, expected);
        }

        assertThat(FILE)
                .as("if the change is intended, run with -Defface.update-metadata and review the difference")
                .hasContent(expected);
    }

    @Test
    void metadata_ofTheArtifact_canBeReadByTools() throws IOException {
        try (var in = Files.newInputStream(FILE)) {
            Map<String, ConfigurationMetadataProperty> properties = ConfigurationMetadataRepositoryJsonBuilder.create(
                            in)
                    .build()
                    .getAllProperties();

            assertThat(properties).containsKeys("efface.accounts", "efface.default-account", "efface.ledger");
            assertThat(properties.get("efface.accounts").getHints().getKeyHints())
                    .extracting(hint -> String.valueOf(hint.getValue()))
                    .contains("NAME.provider", "NAME.credentials.access-key-id", "NAME.quota");
        }
    }

    private static String metadata() {
        List<String> properties = List.of(
                property(
                        "efface.accounts",
                        "java.util.Map<java.lang.String,java.lang.Object>",
                        "The accounts by name. Each account has the key provider and the keys of its provider."),
                property(
                        "efface.default-account",
                        "java.lang.String",
                        "The account that is injected without a qualifier. The default is the only account."),
                property(
                        "efface.keys",
                        "java.lang.String",
                        "The folder with the keys that hide ids and sign receipts when a list is erased."),
                property(
                        "efface.ledger",
                        "java.lang.String",
                        "The ledger: a file, as FILE or sqlite:FILE, or a database, as postgresql://HOST/DATABASE. If this key is set, there is a bean of type Erasure."),
                property(
                        "efface.ledger.password",
                        "java.lang.String",
                        "The password of the user of the ledger's database. The default is the variable PGPASSWORD, else the file .pgpass."),
                property(
                        "efface.ledger.user",
                        "java.lang.String",
                        "The user of the ledger's database. The default is the variable PGUSER, else the user of the operating system."),
                property(
                        "efface.worker.account-runs",
                        "java.lang.Integer",
                        "The highest number of account runs on which the worker works at the same time. The default is 10."),
                property(
                        "efface.worker.enabled",
                        "java.lang.Boolean",
                        "Whether the application has a worker, which carries out the detached runs of a ledger in PostgreSQL. The default is false."),
                property(
                        "efface.worker.name",
                        "java.lang.String",
                        "The name of the worker: 1 to 100 of the characters A-Z a-z 0-9 . _ -. No other worker of the ledger may have this name. The default is the name of the host and the id of the process."),
                property(
                        "efface.worker.purge-after",
                        "java.time.Duration",
                        "The time after a scrub at which the job and its receipts are removed from the ledger. By default, workers remove no jobs."),
                property(
                        "efface.worker.verify-after",
                        "java.time.Duration",
                        "The time after the end of a detached run at which the job is verified. By default, workers verify no jobs."),
                property(
                        "management.health.efface-worker.enabled",
                        "java.lang.Boolean",
                        "Whether the health of the application includes the worker. The default is true."),
                property(
                        "management.health.efface.enabled",
                        "java.lang.Boolean",
                        "Whether the health of the application includes the accounts. The default is true."));
        List<String> hints = new ArrayList<>();
        settings()
                .forEach((key, description) -> hints.add("        {\"value\": " + quoted("NAME." + key)
                        + ", \"description\": " + quoted(description) + "}"));
        return "{\n  \"properties\": [\n" + String.join(",\n", properties) + "\n  ],\n  \"hints\": [\n    {\n"
                + "      \"name\": \"efface.accounts.keys\",\n      \"values\": [\n" + String.join(",\n", hints)
                + "\n      ],\n      \"providers\": [{\"name\": \"any\"}]\n    }\n  ]\n}\n";
    }

    private static String property(String name, String type, String description) {
        return "    {\"name\": " + quoted(name) + ", \"type\": " + quoted(type) + ", \"description\": "
                + quoted(description) + "}";
    }

    /** Returns the description of each key. If providers describe a key differently, the description names the providers. */
    private static Map<String, String> settings() {
        Map<String, String> common = new TreeMap<>();
        FaceRepositories.commonSettings().forEach(each -> common.put(each.key(), description(each)));
        ServiceLoader.load(RepositoryLayers.class)
                .forEach(layers -> layers.settings().forEach(each -> common.put(each.key(), description(each))));
        Map<String, Map<String, List<String>>> providersByText = new TreeMap<>();
        ServiceLoader.load(FaceRepositoryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> !provider.name().equals("memory"))
                .forEach(provider -> provider.settings()
                        .forEach(each -> providersByText
                                .computeIfAbsent(each.key(), key -> new TreeMap<>())
                                .computeIfAbsent(description(each), text -> new ArrayList<>())
                                .add(provider.name())));
        Map<String, String> all = new TreeMap<>(common);
        providersByText.forEach((key, texts) -> {
            List<String> parts = new ArrayList<>();
            texts.forEach((text, providers) -> {
                providers.sort(null);
                parts.add(String.join(", ", providers) + ": " + text);
            });
            all.put(key, String.join("; ", parts));
        });
        return all;
    }

    private static String description(Setting setting) {
        return setting.meaning() + (setting.defaultText() == null ? "" : " (default: " + setting.defaultText() + ")");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
