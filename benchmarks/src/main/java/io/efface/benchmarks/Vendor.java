package io.efface.benchmarks;

import io.efface.config.FaceRepositories;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A vendor whose provider is measured. */
enum Vendor {
    TENCENT,
    ALIYUN;

    /** The id of the key that all accounts of the benchmarks use. */
    static final String KEY_ID = "AKIDbenchmark";

    static final String SECRET = "secret-of-the-benchmark";

    /** The settings of an account that has no layers. */
    static final Map<String, String> NO_LAYERS = Map.of("policies", "none");

    /** The settings of an account with the layers of a default configuration, and with a quota so high that no call waits. */
    static final Map<String, String> LAYERS = Map.of("quota", "100000");

    /** The settings {@link #LAYERS} without read-back. */
    static final Map<String, String> LAYERS_UNVERIFIED = Map.of("quota", "100000", "verify", "off");

    /** The settings of an account whose deletions are all read back, without a quota. */
    static final Map<String, String> READ_BACK = Map.of("quota", "off", "verify", "always");

    /**
     * Opens an account of this vendor under the name {@link #account()}.
     *
     * @param url the URL that receives the requests
     * @param layers the settings of the layers
     */
    FaceRepositories open(String url, Map<String, String> layers) {
        return open(Map.of(this, url), layers);
    }

    /**
     * Opens an account of each vendor under its name {@link #account()}.
     *
     * @param urls the URL that receives the requests of each account
     * @param layers the settings of the layers
     */
    static FaceRepositories open(Map<Vendor, String> urls, Map<String, String> layers) {
        Map<String, String> entries = new HashMap<>();
        urls.forEach((vendor, url) -> vendor.settings(url, layers)
                .forEach((key, value) -> entries.put("efface.accounts." + vendor.account() + "." + key, value)));
        return FaceRepositories.builder().map(entries).open();
    }

    private Map<String, String> settings(String url, Map<String, String> layers) {
        Map<String, String> settings = new HashMap<>(layers);
        settings.put("provider", account());
        settings.put("endpoint", url);
        if (this == TENCENT) {
            settings.put("region", "ap-guangzhou");
            settings.put("credentials.secret-id", KEY_ID);
            settings.put("credentials.secret-key", SECRET);
        } else {
            settings.put("region", "cn-shanghai");
            settings.put("credentials.access-key-id", KEY_ID);
            settings.put("credentials.access-key-secret", SECRET);
        }
        return settings;
    }

    /** Returns the name of the account, which is also the name of the provider. */
    String account() {
        return name().toLowerCase(Locale.ROOT);
    }
}
