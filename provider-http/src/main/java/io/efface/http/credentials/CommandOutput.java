package io.efface.http.credentials;

import io.efface.spi.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key as the program of {@code credentials.command} prints it: {@code {"mode":"StsToken","access_key_id":"...",
 * "access_key_secret":"...","sts_token":"...","expiration":"2026-01-31T10:00:00Z"}}. The expiry may also be a number of seconds since 1970,
 * also under the name {@code sts_expiration}. Immutable and thread-safe; {@code toString} shows no part of the key.
 *
 * <p>Sources: mode External in {@code config/profile.go} of github.com/aliyun/aliyun-cli (007c607), and
 * {@code ExternalCredentialsProvider} of github.com/aliyun/credentials-java (0dfb748), which adds {@code expiration}.
 *
 * @param id the public id
 * @param secret the secret
 * @param token the token of a temporary key, or null
 * @param expiresAt when the key ends; {@link Instant#MAX} for a key without a token and without an expiry
 */
record CommandOutput(String id, Secret secret, @Nullable Secret token, Instant expiresAt) {
    /** A temporary key without an expiry is asked for again after this time; the shortest life that the vendor issues is 15 minutes. */
    private static final Duration UNKNOWN_LIFE = Duration.ofMinutes(5);

    private static final String TOKEN = "sts_token";
    private static final long MILLIS_FROM = 100_000_000_000L;

    /**
     * Runs a command and reads what it prints.
     *
     * @param clock the clock that the key's life is counted by where the program prints no expiry
     * @throws io.efface.FaceException as {@link CredentialsCommand#run()}, and of kind {@code UNAUTHENTICATED} if a field is missing or of
     *     another form; the detail names the field only
     * @throws InterruptedException as {@link CredentialsCommand#run()}
     */
    static CommandOutput of(CredentialsCommand command, Clock clock) throws InterruptedException {
        return read(command.run(), clock);
    }

    /** Returns the vendor's key; one that the vendor cannot have is an error as in {@link #of}. */
    <C> ExpiringCredentials<C> as(KeyType.Constructor<C> constructor) {
        try {
            return new ExpiringCredentials<>(constructor.key(id, secret, token), expiresAt);
        } catch (IllegalArgumentException e) {
            throw CredentialsCommand.unusable("prints what cannot be a key: " + e.getMessage());
        }
    }

    static CommandOutput read(Map<?, ?> printed, Clock clock) {
        String id = required(printed, "access_key_id");
        String secret = required(printed, "access_key_secret");
        String token = text(printed, TOKEN);
        KeyFieldNames.unreadToken(given(printed), TOKEN).ifPresent(field -> {
            throw CredentialsCommand.unusable(
                    "prints the field " + field + ", which is not read; a token's name is " + TOKEN);
        });
        String mode = text(printed, "mode");
        if (mode.equalsIgnoreCase("StsToken") && token.isEmpty()) {
            throw CredentialsCommand.unusable("prints the mode StsToken and no sts_token");
        }
        if (mode.equalsIgnoreCase("AK") && !token.isEmpty()) {
            throw CredentialsCommand.unusable("prints the mode AK and an sts_token, which that mode does not use");
        }
        if (!mode.isEmpty() && !mode.equalsIgnoreCase("AK") && !mode.equalsIgnoreCase("StsToken")) {
            throw CredentialsCommand.unusable("prints another mode than AK and StsToken");
        }
        Instant expiry = expiry(printed);
        if (expiry == null) {
            expiry = token.isEmpty() ? Instant.MAX : clock.instant().plus(UNKNOWN_LIFE);
        }
        return new CommandOutput(id, new Secret(secret), token.isEmpty() ? null : new Secret(token), expiry);
    }

    private static Stream<String> given(Map<?, ?> printed) {
        return printed.entrySet().stream()
                .filter(field -> field.getValue() != null && !"".equals(field.getValue()))
                .map(field -> String.valueOf(field.getKey()));
    }

    private static String required(Map<?, ?> printed, String field) {
        String value = text(printed, field);
        if (value.isEmpty()) {
            throw CredentialsCommand.unusable("prints JSON without " + field);
        }
        return value;
    }

    /** Returns the text of a field, empty if it is missing or null. */
    private static String text(Map<?, ?> printed, String field) {
        Object value = printed.get(field);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text.strip();
        }
        throw CredentialsCommand.unusable("prints JSON in which " + field + " is not a text");
    }

    private static @Nullable Instant expiry(Map<?, ?> printed) {
        Object expiration = printed.get("expiration");
        Object written = expiration != null && !"".equals(expiration) ? expiration : printed.get("sts_expiration");
        if (written == null || "".equals(written)) {
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
            throw CredentialsCommand.unusable(
                    "prints an expiration that is neither a time such as 2026-01-31T10:00:00Z nor seconds since 1970");
        }
    }

    private static @Nullable Instant seconds(long number) {
        if (number <= 0) {
            return null;
        }
        return number >= MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    @Override
    public String toString() {
        return "CommandOutput[expiresAt=" + expiresAt + "]";
    }
}
