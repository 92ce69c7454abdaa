package io.efface.tencent;

import io.efface.http.CredentialsCommand;
import io.efface.http.UnusableProfile;
import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads which credentials an account has. There is exactly one place, and it is named: a forgotten key never becomes that of
 * another place.
 */
final class CredentialsReader {
    private static final String MODE = TencentSettings.CREDENTIALS;
    private static final String SECRET_ID = "credentials.secret-id";
    private static final String SECRET_KEY = "credentials.secret-key";
    private static final String TOKEN = "credentials.token";
    private static final String COMMAND = "credentials.command";
    private static final String PROFILE = "profile:";

    private static final String ID_VARIABLE = "TENCENTCLOUD_SECRET_ID";
    private static final String KEY_VARIABLE = "TENCENTCLOUD_SECRET_KEY";
    private static final String TOKEN_VARIABLE = "TENCENTCLOUD_TOKEN";

    /** Some of the vendor's services and tools set this name in place of the other. */
    private static final String OTHER_TOKEN_VARIABLE = "TENCENTCLOUD_SECURITY_TOKEN";

    static final List<Setting> SETTINGS = List.of(
            Setting.of(
                    MODE,
                    "static (the keys below), environment (" + ID_VARIABLE + ", " + KEY_VARIABLE + ", " + TOKEN_VARIABLE
                            + " or " + OTHER_TOKEN_VARIABLE
                            + "), profile:NAME (~/.tencentcloud/credentials, ~/.tccli/NAME.credential), command (a program that"
                            + " prints them) or provider (given in code)",
                    "static, if a key below is given"),
            Setting.of(SECRET_ID, "public id of the key", null),
            Setting.secret(SECRET_KEY, "the key that signs"),
            Setting.secret(TOKEN, "token of a temporary key"),
            Setting.of(
                    COMMAND,
                    "for credentials = command: program and arguments, split at white space outside quotes; no shell",
                    null));

    private final AccountSettings settings;

    CredentialsReader(AccountSettings settings) {
        this.settings = settings;
    }

    /** Returns the source, or empty if a problem was rejected. */
    Optional<CredentialsSource> read() {
        Optional<String> id = settings.text(SECRET_ID);
        Optional<Secret> key = settings.secret(SECRET_KEY);
        Optional<Secret> token = settings.secret(TOKEN);
        Optional<String> mode = settings.text(MODE);
        Optional<String> given = firstGiven(id, key, token);
        String word = mode.orElse("static");
        if (!word.equals("command") && settings.text(COMMAND).isPresent()) {
            settings.reject(COMMAND, "has no effect without " + MODE + " = command");
            return Optional.empty();
        }
        if (mode.isEmpty() && given.isEmpty()) {
            settings.reject(
                    MODE,
                    "no credentials: give " + SECRET_ID + " and " + SECRET_KEY + ", or one of " + MODE
                            + " = environment, " + MODE + " = profile:NAME, " + MODE + " = command, " + MODE
                            + " = provider");
            return Optional.empty();
        }
        if (!word.equals("static") && given.isPresent()) {
            settings.reject(
                    MODE,
                    "ambiguous credentials: " + MODE + " = " + (isWord(word) ? word : "...") + " and " + given.get()
                            + " are both given; remove one of them");
            return Optional.empty();
        }
        return switch (word) {
            case "static" ->
                fixed(
                                "",
                                new Part(SECRET_ID, id.orElse(null)),
                                new Part(SECRET_KEY, key.map(Secret::reveal).orElse(null)),
                                token.map(Secret::reveal).orElse(null))
                        .map(this::readAgain);
            case "environment" -> fromEnvironment();
            case "command" -> fromCommand();
            case "provider" -> Optional.of(new CredentialsSource.FromContext());
            default -> fromProfile(word);
        };
    }

    private static boolean isWord(String mode) {
        return mode.equals("environment")
                || mode.equals("command")
                || mode.equals("provider")
                || mode.startsWith(PROFILE);
    }

    private static Optional<String> firstGiven(Optional<String> id, Optional<Secret> key, Optional<Secret> token) {
        if (id.isPresent()) {
            return Optional.of(SECRET_ID);
        }
        if (key.isPresent()) {
            return Optional.of(SECRET_KEY);
        }
        return token.map(unused -> TOKEN);
    }

    private Optional<CredentialsSource> fromCommand() {
        Optional<String> command = settings.required(COMMAND);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CredentialsSource.Printed(CredentialsCommand.parse(command.get())));
        } catch (IllegalArgumentException e) {
            settings.reject(COMMAND, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<CredentialsSource> fromEnvironment() {
        Optional<String> token = settings.environment(TOKEN_VARIABLE);
        Optional<String> other = settings.environment(OTHER_TOKEN_VARIABLE);
        if (token.isPresent() && other.isPresent() && !token.equals(other)) {
            settings.reject(
                    MODE,
                    "the environment variables " + TOKEN_VARIABLE + " and " + OTHER_TOKEN_VARIABLE
                            + " hold different tokens; unset the one that does not belong to the key");
            return Optional.empty();
        }
        return fixed(
                        "environment variable ",
                        new Part(ID_VARIABLE, settings.environment(ID_VARIABLE).orElse(null)),
                        new Part(
                                KEY_VARIABLE, settings.environment(KEY_VARIABLE).orElse(null)),
                        token.or(() -> other).orElse(null))
                .map(source -> source);
    }

    private Optional<CredentialsSource> fromProfile(String mode) {
        String name =
                mode.startsWith(PROFILE) ? mode.substring(PROFILE.length()).strip() : "";
        if (name.isEmpty()) {
            settings.reject(MODE, "is none of static, environment, profile:NAME, command, provider");
            return Optional.empty();
        }
        try {
            ProfileCredentials profile = new ProfileCredentials(
                    name,
                    settings.home(),
                    ProfileCredentials.iniFiles(
                            settings.home(), settings.environment(ProfileCredentials.FILE_VARIABLE)));
            // Read again for every request; here only so that a wrong profile is found before anything is sent.
            return Optional.of(CredentialsSource.Read.of(profile, profile.read()));
        } catch (UnusableProfile e) {
            settings.reject(MODE, e.getMessage());
            return Optional.empty();
        } catch (InvalidPathException e) {
            settings.reject(
                    MODE, "the environment variable " + ProfileCredentials.FILE_VARIABLE + " does not hold a path");
            return Optional.empty();
        }
    }

    /** A key of the settings may stand in files, and change there. */
    private CredentialsSource readAgain(CredentialsSource.Fixed now) {
        Supplier<Secret> id = settings.source(SECRET_ID).orElseThrow();
        Supplier<Secret> key = settings.source(SECRET_KEY).orElseThrow();
        return CredentialsSource.Read.of(
                new GivenCredentials(id, key, settings.source(TOKEN).orElse(null)), now.credentials());
    }

    /** Where both parts are, the one missing is named, wherever they come from. */
    private Optional<CredentialsSource.Fixed> fixed(String place, Part id, Part key, @Nullable String token) {
        boolean complete = true;
        for (Part part : List.of(id, key)) {
            if (part.isMissing()) {
                boolean isKey = part.name.startsWith(MODE);
                settings.reject(
                        isKey ? part.name : MODE, isKey ? "is missing" : place + part.name + " is missing or empty");
                complete = false;
            }
        }
        if (!complete || id.value == null || key.value == null) {
            return Optional.empty();
        }
        Secret temporary = token == null || token.isBlank() ? null : new Secret(token);
        try {
            return Optional.of(
                    new CredentialsSource.Fixed(new TencentCredentials(id.value, new Secret(key.value), temporary)));
        } catch (IllegalArgumentException e) {
            settings.reject(MODE, place + e.getMessage());
            return Optional.empty();
        }
    }

    /** One of two halves, under the name it has where it comes from. */
    private record Part(String name, @Nullable String value) {
        boolean isMissing() {
            return value == null || value.isBlank();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
