package io.efface.tencent;

import io.efface.http.Endpoint;
import io.efface.http.HttpSettings;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads an account's settings into a {@link TencentConfig}, through its builder. */
final class TencentSettings {
    static final String REGION = "region";
    static final String ENDPOINT = "endpoint";
    static final String HOST = "host";
    static final String CREDENTIALS = "credentials";
    private static final String API_VERSION = "api-version";
    private static final String LANGUAGE = "language";
    private static final String SIGNATURE = "signature";
    private static final String HTTP_METHOD = "http-method";

    static final List<Setting> ALL = all();

    private final AccountSettings settings;

    TencentSettings(AccountSettings settings) {
        this.settings = settings;
    }

    private static List<Setting> all() {
        List<Setting> all = new ArrayList<>(List.of(
                Setting.of(
                        REGION,
                        "region that requests name, such as ap-shanghai; known ones only, unless endpoint is given",
                        "ap-guangzhou; none for host = intl"),
                Setting.of(HOST, "the vendor's host: nearest, regional (named after region) or intl", "nearest"),
                Setting.of(ENDPOINT, "URL in place of the vendor's host; plain http to loopback only", null),
                Setting.of(API_VERSION, "2020-03-03 or 2018-03-01", "2020-03-03"),
                Setting.of(LANGUAGE, "language of the vendor's messages: zh-CN or en-US", "the vendor's choice"),
                Setting.of(SIGNATURE, "tc3, hmac-sha256 or hmac-sha1", "tc3"),
                Setting.of(HTTP_METHOD, "POST or GET; GET puts ids into URLs", "POST")));
        all.addAll(CredentialsReader.SETTINGS);
        all.addAll(HttpSettings.settings());
        return List.copyOf(all);
    }

    /** Returns the settings, or empty if something was rejected. */
    Optional<TencentConfig> read() {
        TencentConfig.Builder builder = TencentConfig.builder();
        region().ifPresent(builder::region);
        Endpoint.read(settings, ENDPOINT).ifPresent(builder::endpoint);
        choice(HOST, TencentHost.values(), TencentHost::text).ifPresent(builder::host);
        choice(API_VERSION, TencentApiVersion.values(), TencentApiVersion::text).ifPresent(builder::apiVersion);
        choice(LANGUAGE, TencentLanguage.values(), TencentLanguage::text).ifPresent(builder::language);
        choice(SIGNATURE, TencentSignature.values(), TencentSignature::text).ifPresent(builder::signature);
        choice(HTTP_METHOD, TencentHttpMethod.values(), TencentHttpMethod::name).ifPresent(builder::httpMethod);
        HttpSettings.read(settings).ifPresent(builder::http);
        Optional<CredentialsSource> credentials = new CredentialsReader(settings).read();
        credentials.ifPresent(builder::source);
        builder.problems().forEach(settings::reject);
        return settings.isRejected() || credentials.isEmpty() ? Optional.empty() : Optional.of(builder.build());
    }

    /** Returns the region: any beside an endpoint, else a known one, for which a misspelt one gets a suggestion. */
    private Optional<String> region() {
        if (settings.text(ENDPOINT).isPresent()) {
            return settings.text(REGION);
        }
        return choice(REGION, TencentRegions.KNOWN.toArray(String[]::new), Function.identity());
    }

    private <T> Optional<T> choice(String key, T[] values, Function<T, String> word) {
        Map<String, Optional<T>> words =
                Arrays.stream(values).collect(Collectors.toMap(word, Optional::of, (a, b) -> a, LinkedHashMap::new));
        return settings.choice(key, words, Optional.empty());
    }
}
