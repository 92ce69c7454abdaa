package io.efface.policy;

import io.efface.Capabilities;
import io.efface.Durations;
import io.efface.IdCheck;
import io.efface.Rate;
import io.efface.ReadBack;
import io.efface.spi.AccountSettings;
import io.efface.spi.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Defines the keys of the layers with their defaults, and reads their values. */
final class LayerKeys {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private LayerKeys() {}

    static final List<Setting> ALL = List.of(
            Setting.of(
                    "deadline",
                    "the longest time for one call, including all its requests and waits, from 1ms to 24h; if the call has an earlier"
                            + " deadline, that deadline applies",
                    "1m"),
            Setting.of(
                    "id-check",
                    "what happens to a deletion whose person id breaks the vendor's rule: 'strict' rejects the deletion, 'warn' sends the"
                            + " deletion and adds a warning to the result, 'off' sends the deletion without a warning; if only the length"
                            + " is wrong, and the vendor documents the length only for adding people, 'strict' has the same effect as"
                            + " 'warn'",
                    "strict"),
            Setting.of(
                    "last-face",
                    "what happens if a call deletes all faces of a person: 'vendor' sends the call, 'refuse' rejects the call, 'keep-one'"
                            + " keeps the face with the smallest id; 'refuse' and 'keep-one' read the person first; 'refuse' is the default"
                            + " if the vendor deletes a person together with the person's last face",
                    "vendor"),
            Setting.of(
                    "verify",
                    "when Efface reads the person after a deletion: 'off' means never; 'always' means after every deletion;"
                            + " 'unconfirmed' means if the evidence is weaker than CONFIRMED, if the effect is unknown, or if the outcome"
                            + " of a face is unknown",
                    "unconfirmed"),
            Setting.of(
                    "retry.max-attempts",
                    "the largest number of times that a request is sent, including the first time, from 1 (no repeat) to 20",
                    "4"),
            Setting.of(
                    "retry.base-delay",
                    "the upper bound of the wait before the first repeat, from 1ms to 24h; the bound doubles with each further repeat;"
                            + " each wait is random, from zero to its bound",
                    "200ms"),
            Setting.of(
                    "retry.max-delay",
                    "the largest upper bound of a wait, from 1ms to 24h; if the vendor asks for a longer wait, Efface waits longer",
                    "10s"),
            Setting.of(
                    "quota",
                    "how fast requests are sent: 'vendor' applies the vendor's default limits, 'off' applies no limits. A rate such as '20'"
                            + " or '20/s', '100/min', '10000/day' replaces the vendor's limits that have the same window; several rates are"
                            + " separated by commas",
                    "vendor"),
            Setting.of("quota-margin", "the percentage of each limit that Efface does not use, from 0 to 90", "5"),
            Setting.of(
                    "breaker.enabled",
                    "'true' or 'false': whether the breaker stops requests for a while if the vendor is unavailable",
                    "true"),
            Setting.of(
                    "breaker.calls",
                    "how many of the latest requests the breaker examines, from 1 to 10000; until this number of requests has ended,"
                            + " 'breaker.failure-percent' has no effect",
                    "20"),
            Setting.of(
                    "breaker.failure-percent",
                    "the breaker opens if the vendor was unavailable for at least this percentage of the examined"
                            + " requests, from 1 to 100",
                    "50"),
            Setting.of(
                    "breaker.open-for", "how long nothing is sent after the breaker opened, from 1ms to 24h", "30s"));

    static Optional<LayerConfig> read(AccountSettings settings, Capabilities capabilities) {
        Duration deadline = settings.duration("deadline", DEADLINE, MILLISECOND, DAY);
        IdCheck idCheck = settings.choice(
                "id-check", Map.of("warn", IdCheck.WARN, "strict", IdCheck.STRICT, "off", IdCheck.OFF), IdCheck.STRICT);
        LastFaceMode defaultMode =
                LastFaceMode.byDefault(capabilities.lastFace().behavior());
        LastFaceMode lastFace = settings.choice(
                "last-face",
                Map.of("vendor", LastFaceMode.VENDOR, "refuse", LastFaceMode.REFUSE, "keep-one", LastFaceMode.KEEP_ONE),
                defaultMode);
        VerifyMode verify = settings.choice(
                "verify",
                Map.of("off", VerifyMode.OFF, "unconfirmed", VerifyMode.UNCONFIRMED, "always", VerifyMode.ALWAYS),
                VerifyMode.UNCONFIRMED);
        if (capabilities.readBack() == ReadBack.NONE) {
            if (lastFace != LastFaceMode.VENDOR && settings.text("last-face").isPresent()) {
                rejectReading(settings, "last-face", "vendor", capabilities);
            }
            if (verify == VerifyMode.ALWAYS) {
                rejectReading(settings, "verify", "off or unconfirmed", capabilities);
            }
        }
        RetrySettings retry = retry(settings);
        QuotaSettings quota = quota(settings);
        BreakerSettings breaker = breaker(settings);
        return settings.isRejected()
                ? Optional.empty()
                : Optional.of(new LayerConfig(
                        deadline,
                        idCheck,
                        lastFace,
                        verify,
                        retry,
                        quota,
                        quota.effectiveLimits(capabilities.quotas()),
                        breaker));
    }

    /** Returns the values of all keys, including default values, in the format of the configuration. */
    static Map<String, String> toText(LayerConfig config) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("deadline", Durations.format(config.deadline()));
        values.put("id-check", toText(config.idCheck()));
        values.put("last-face", toText(config.lastFace()));
        values.put("verify", toText(config.verify()));
        values.put("retry.max-attempts", String.valueOf(config.retry().maxAttempts()));
        values.put("retry.base-delay", Durations.format(config.retry().baseDelay()));
        values.put("retry.max-delay", Durations.format(config.retry().maxDelay()));
        QuotaSettings quota = config.quota();
        values.put("quota", quota.text());
        values.put("quota-margin", String.valueOf(quota.marginPercent()));
        values.put("breaker.enabled", String.valueOf(config.breaker().enabled()));
        values.put("breaker.calls", String.valueOf(config.breaker().calls()));
        values.put("breaker.failure-percent", String.valueOf(config.breaker().failurePercent()));
        values.put("breaker.open-for", Durations.format(config.breaker().openFor()));
        return values;
    }

    private static String toText(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void rejectReading(AccountSettings settings, String key, String allowed, Capabilities capabilities) {
        settings.reject(
                key,
                "must be " + allowed + ", because the provider " + capabilities.provider() + " cannot read people");
    }

    private static RetrySettings retry(AccountSettings settings) {
        RetrySettings defaults = RetrySettings.DEFAULTS;
        return new RetrySettings(
                (int) settings.integer("retry.max-attempts", defaults.maxAttempts(), 1, 20),
                settings.duration("retry.base-delay", defaults.baseDelay(), MILLISECOND, DAY),
                settings.duration("retry.max-delay", defaults.maxDelay(), MILLISECOND, DAY));
    }

    private static QuotaSettings quota(AccountSettings settings) {
        int margin = (int) settings.integer("quota-margin", QuotaSettings.DEFAULTS.marginPercent(), 0, 90);
        String quota = settings.text("quota").orElse("vendor").toLowerCase(Locale.ROOT);
        // YAML converts off to false, see AccountSettings.choice.
        Optional<QuotaSettings> read = QuotaSettings.parse(quota.equals("false") ? "off" : quota, margin);
        if (read.isEmpty()) {
            settings.reject(
                    "quota",
                    "must be vendor, off, or rates such as " + Rate.EXAMPLES
                            + ", separated by commas; each rate has a different window and allows at most "
                            + Rate.MOST_PER_SECOND + " requests per second on average");
        }
        return read.orElse(QuotaSettings.DEFAULTS);
    }

    private static BreakerSettings breaker(AccountSettings settings) {
        BreakerSettings defaults = BreakerSettings.DEFAULTS;
        return new BreakerSettings(
                (int) settings.integer("breaker.calls", defaults.calls(), 1, 10_000),
                (int) settings.integer("breaker.failure-percent", defaults.failurePercent(), 1, 100),
                settings.duration("breaker.open-for", defaults.openFor(), MILLISECOND, DAY),
                settings.flag("breaker.enabled", defaults.enabled()));
    }
}
