package io.efface.aliyun;

import io.efface.http.HttpConfig;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of an account into {@link AliyunConfig}. */
final class AliyunSettings {
    static final List<Setting> SETTINGS = HttpConfig.Builder.settings(
            List.of(
                    Setting.of(
                            "region",
                            "the region of the face library, such as 'cn-shanghai'; required if 'endpoint' is not set",
                            null),
                    Setting.of(
                            "endpoint",
                            "a URL that replaces the host of the region; plain http only to this machine",
                            "the region's host"),
                    Setting.of(
                            AliyunConfig.NETWORK,
                            "'public' uses the host on the internet, 'vpc' uses the host inside the vendor's own network",
                            "public"),
                    Setting.of(AliyunConfig.SIGNATURE, "'v1' (HMAC-SHA1) or 'acs3' (ACS3-HMAC-SHA256)", "v1"),
                    Setting.of(
                            AliyunConfig.CLIENT_INFO,
                            "the text of a JSON object that is sent with every request",
                            null)),
            AliyunCredentials.TYPE);

    private AliyunSettings() {}

    /** Returns the configuration, or empty if a setting was rejected. */
    static Optional<AliyunConfig> read(AccountSettings settings) {
        AliyunConfig.Builder builder = AliyunConfig.builder();
        settings.choice(
                        AliyunConfig.NETWORK,
                        Map.of(
                                "public", Optional.of(AliyunConfig.Network.PUBLIC),
                                "vpc", Optional.of(AliyunConfig.Network.VPC)),
                        Optional.<AliyunConfig.Network>empty())
                .ifPresent(builder::network);
        builder.signature(settings.choice(
                AliyunConfig.SIGNATURE,
                Map.of("v1", AliyunConfig.Signature.V1, "acs3", AliyunConfig.Signature.ACS3),
                AliyunConfig.Signature.V1));
        try {
            settings.text(AliyunConfig.CLIENT_INFO).ifPresent(builder::clientInfo);
        } catch (IllegalArgumentException e) {
            settings.reject(
                    AliyunConfig.CLIENT_INFO, "is not the text of a JSON object, such as {\"userType\":\"others\"}");
        }
        return builder.read(settings);
    }
}
