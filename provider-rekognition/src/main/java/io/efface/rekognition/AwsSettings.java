package io.efface.rekognition;

import io.efface.http.HttpConfig;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/** Reads one account's settings into {@link AwsConfig}. */
final class AwsSettings {
    static final List<Setting> SETTINGS = HttpConfig.Builder.settings(
            List.of(
                    Setting.of(
                            AwsConfig.LIBRARY,
                            "id of the collection; a typo is an error, never an absent person",
                            null),
                    Setting.of(
                            "region",
                            "region of the collection, such as eu-west-1; a known region, unless endpoint is set",
                            null),
                    Setting.of(
                            "endpoint",
                            "URL that replaces the region's host; plain http only to this machine",
                            "the region's host")),
            AwsCredentials.TYPE);

    private AwsSettings() {}

    /** Returns the checked settings, or empty if something was rejected. */
    static Optional<AwsConfig> read(AccountSettings settings) {
        AwsConfig.Builder builder = AwsConfig.builder();
        settings.text(AwsConfig.LIBRARY).ifPresent(builder::library);
        return builder.read(settings);
    }
}
