package io.efface.http.credentials;

import io.efface.spi.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key that the program of {@code credentials.command} prints. Immutable and thread-safe; {@code toString} shows no part of the key.
 * The program prints a JSON object in one of two forms:
 *
 * <ul>
 *   <li>The form for every vendor: {@code {"mode":"StsToken","access_key_id":"...","access_key_secret":"...","sts_token":"...",
 *       "expiration":"2026-01-31T10:00:00Z"}}. The expiration may also be the number of seconds since 1970, and the name of the field may
 *       also be {@code sts_expiration}.
 *   <li>The form of AWS's tools: {@code {"Version":1,"AccessKeyId":"...","SecretAccessKey":"...","SessionToken":"...",
 *       "Expiration":"2026-01-31T10:00:00Z"}}.
 * </ul>
 *
 * <p>Sources: mode External in {@code config/profile.go} of github.com/aliyun/aliyun-cli (007c607), and {@code ExternalCredentialsProvider}
 * of github.com/aliyun/credentials-java (0dfb748), which adds {@code expiration}; "Process credential provider"
 * (docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html, read 2026-11).
 *
 * @param id the public id
 * @param secret the secret
 * @param token the token of a temporary key, or null
 * @param expiresAt time at which the key expires; {@link Instant#MAX} for a key without a token and without an expiry
 */
record CommandOutput(String id, Secret secret, @Nullable Secret token, Instant expiresAt) {
    /**
     * A temporary key without an expiry is fetched again after this time. The temporary keys of Alibaba Cloud and AWS are valid for at
     * least 15 minutes.
     */
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    /** An expiration that is a number counts milliseconds since 1970 if it is at least this large, and otherwise seconds. */
    private static final long SMALLEST_MILLIS = 100_000_000_000L;

    private static final String VERSION = "Version";
    private static final Form OF_AWS =
            new Form("AccessKeyId", "SecretAccessKey", "SessionToken", List.of("Expiration"));
    private static final Form COMMON =
            new Form("access_key_id", "access_key_secret", "sts_token", List.of("expiration", "sts_expiration"));

    /** The names of the fields. */
    private record Form(String id, String secret, String token, List<String> expiry) {
        static Form of(Map<?, ?> printed) {
            return printed.containsKey(VERSION) || printed.containsKey(OF_AWS.id) ? OF_AWS : COMMON;
        }
    }

    /**
     * Runs a command and reads its output.
     *
     * @param clock the clock for the lifetime of a key if the program prints no expiry
     * @throws io.efface.FaceException under the conditions of {@link CredentialsCommand#run()}, and of kind {@code UNAUTHENTICATED} if a
     *     field is missing or malformed; the detail names only the field
     * @throws InterruptedException if this thread is interrupted; the program is ended
     */
    static CommandOutput of(CredentialsCommand command, Clock clock) throws InterruptedException {
        Map<?, ?> printed = command.run();
        try {
            return read(printed, clock);
        } catch (IllegalArgumentException e) {
            throw command.unusable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the vendor's key.
     *
     * @throws IllegalArgumentException if the vendor has no keys with these parts, for example if the token of a temporary key is missing;
     *     the message contains no part of the key
     */
    <C> ExpiringCredentials<C> as(KeyType.Constructor<C> constructor) {
        try {
            return new ExpiringCredentials<>(constructor.key(id, secret, token), expiresAt);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("prints an invalid key: " + e.getMessage());
        }
    }

    /**
     * Reads the fields.
     *
     * @throws IllegalArgumentException if a field is missing or malformed; the message names only the field
     */
    static CommandOutput read(Map<?, ?> printed, Clock clock) {
        Form form = Form.of(printed);
        String id = required(printed, form.id());
        String secret = required(printed, form.secret());
        String token = text(printed, form.token());
        KeyFieldNames.unreadToken(given(printed), form.token()).ifPresent(field -> {
            throw new IllegalArgumentException("prints the field " + field
                    + ", which is not read; the token must be in the field " + form.token());
        });
        if (form.equals(OF_AWS)) {
            checkVersion(printed);
        } else {
            checkMode(text(printed, "mode"), token);
        }
        Instant expiry = expiry(printed, form);
        if (expiry == null) {
            expiry = token.isEmpty() ? Instant.MAX : clock.instant().plus(DEFAULT_LIFETIME);
        }
        return new CommandOutput(id, new Secret(secret), token.isEmpty() ? null : new Secret(token), expiry);
    }

    private static void checkVersion(Map<?, ?> printed) {
        if (!(printed.get(VERSION) instanceof Number version) || version.doubleValue() != 1) {
            throw new IllegalArgumentException("prints JSON without \"Version\": 1, the only supported version");
        }
    }

    private static void checkMode(String mode, String token) {
        if (mode.equalsIgnoreCase("StsToken") && token.isEmpty()) {
            throw new IllegalArgumentException("prints the mode StsToken and no sts_token");
        }
        if (mode.equalsIgnoreCase("AK") && !token.isEmpty()) {
            throw new IllegalArgumentException("prints the mode AK and an sts_token, which that mode does not use");
        }
        if (!mode.isEmpty() && !mode.equalsIgnoreCase("AK") && !mode.equalsIgnoreCase("StsToken")) {
            throw new IllegalArgumentException("prints a mode other than AK and StsToken");
        }
    }

    private static Stream<String> given(Map<?, ?> printed) {
        return printed.entrySet().stream()
                .filter(field -> field.getValue() != null && !"".equals(field.getValue()))
                .map(field -> String.valueOf(field.getKey()));
    }

    private static String required(Map<?, ?> printed, String field) {
        String value = text(printed, field);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("prints JSON without " + field);
        }
        return value;
    }

    /** Returns the text of a field, or an empty text if the field is missing or null. */
    private static String text(Map<?, ?> printed, String field) {
        Object value = printed.get(field);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException("prints JSON in which " + field + " is not a text");
    }

    private static @Nullable Instant expiry(Map<?, ?> printed, Form form) {
        Object written = form.expiry().stream()
                .<Object>map(printed::get)
                .filter(value -> value != null && !"".equals(value))
                .findFirst()
                .orElse(null);
        if (written == null) {
            return null;
        }
        try {
            if (written instanceof Number seconds) {
                return seconds(seconds.longValue());
            }
            String text = String.valueOf(written).strip();
            return text.matches("[0-9]{1,18}")
                    ? seconds(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // The message of the exception may repeat the program's output.
            throw new IllegalArgumentException(
                    "prints an expiration that is neither a time such as 2026-01-31T10:00:00Z nor seconds since 1970");
        }
    }

    private static @Nullable Instant seconds(long number) {
        if (number <= 0) {
            return null;
        }
        return number >= SMALLEST_MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    @Override
    public String toString() {
        return "CommandOutput[expiresAt=" + expiresAt + "]";
    }
}
