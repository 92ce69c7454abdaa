package io.efface.tencent;

import io.efface.http.HttpConfig;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the settings of an account into {@link TencentConfig}. */
final class TencentSettings {
    private static final String API_VERSION = "api-version";
    private static final String LANGUAGE = "language";
    private static final String SIGNATURE = "signature";
    private static final String HTTP_METHOD = "http-method";

    static final List<Setting> SETTINGS = HttpConfig.Builder.settings(
            List.of(
                    Setting.of(
                            "region",
                            "the region that requests contain, such as 'ap-shanghai'; an unknown region is an error if 'endpoint' is"
                                    + " not set",
                            "'ap-guangzhou'; none with 'host = intl'"),
                    Setting.of(
                            TencentConfig.HOST,
                            "which host of the vendor is used: 'nearest' (one host for all regions), 'regional' (a host whose name contains"
                                    + " the region) or 'intl' (the host of the international site)",
                            "nearest"),
                    Setting.of(
                            "endpoint", "a URL that replaces the vendor's host; plain http only to this machine", null),
                    Setting.of(API_VERSION, "'2020-03-03' or '2018-03-01'", "2020-03-03"),
                    Setting.of(
                            LANGUAGE,
                            "the language of the vendor's messages: 'zh-CN' or 'en-US'",
                            "the vendor's default"),
                    Setting.of(SIGNATURE, "'tc3', 'hmac-sha256' or 'hmac-sha1'", "tc3"),
                    Setting.of(HTTP_METHOD, "'POST' or 'GET'; with 'GET', the URLs contain ids", "POST")),
            TencentCredentials.TYPE);

    private TencentSettings() {}

    /** Returns the configuration, or empty if a setting was rejected. */
    static Optional<TencentConfig> read(AccountSettings settings) {
        TencentConfig.Builder builder = TencentConfig.builder();
        choice(settings, TencentConfig.HOST, TencentConfig.Host.values(), TencentConfig.Host::text)
                .ifPresent(builder::host);
        choice(settings, API_VERSION, TencentConfig.ApiVersion.values(), TencentConfig.ApiVersion::text)
                .ifPresent(builder::apiVersion);
        choice(settings, LANGUAGE, TencentConfig.Language.values(), TencentConfig.Language::text)
                .ifPresent(builder::language);
        choice(settings, SIGNATURE, TencentConfig.Signature.values(), TencentConfig.Signature::text)
                .ifPresent(builder::signature);
        choice(settings, HTTP_METHOD, TencentConfig.HttpMethod.values(), TencentConfig.HttpMethod::name)
                .ifPresent(builder::httpMethod);
        return builder.read(settings);
    }

    private static <T> Optional<T> choice(AccountSettings settings, String key, T[] values, Function<T, String> word) {
        return settings.choice(
                key, Arrays.stream(values).collect(Collectors.toMap(word, Optional::of)), Optional.empty());
    }
}
