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
                            "the id of the collection: 1 to 255 ASCII letters, digits, dots, dashes and underscores; required",
                            null),
                    Setting.of(
                            "region",
                            "the region of the collection, such as 'eu-west-1'; required; an unknown region is an error if 'endpoint' is"
                                    + " not set",
                            null),
                    Setting.of(
                            "endpoint",
                            "a URL that replaces the host of the region; plain http only to this machine",
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
