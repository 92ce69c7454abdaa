package io.efface.aliyun;

import io.efface.http.CredentialsCommand;
import io.efface.http.UnusableProfile;
import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads which credentials an account uses. Exactly one source counts, and it is named or implied by its own keys: another one is
 * never tried, for a forgotten key must not become another account's.
 */
final class CredentialSettings {
    private static final String CREDENTIALS = "credentials";
    private static final String ID = "credentials.access-key-id";
    private static final String SECRET = "credentials.access-key-secret";
    private static final String TOKEN = "credentials.security-token";
    private static final String COMMAND = "credentials.command";
    private static final String STATIC = "static";
    private static final String PROFILE = "profile:";

    // The variables of the vendor's own tools ("Default credential chain" of credentials-java 1.0.3).
    private static final String ENV_ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    private static final String ENV_SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    private static final String ENV_TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";

    static final List<Setting> SETTINGS = List.of(
            Setting.of(
                    CREDENTIALS,
                    "static (the keys below), environment (" + ENV_ID + ", " + ENV_SECRET + ", " + ENV_TOKEN
                            + "), profile:NAME (the vendor's files in the home folder), command (a program that prints them), or"
                            + " provider (given in code)",
                    "static, where the keys below are given"),
            Setting.of(ID, "the access key's id", null),
            Setting.secret(SECRET, "the access key's secret"),
            Setting.secret(TOKEN, "the token of temporary credentials (STS)"),
            Setting.of(
                    COMMAND,
                    "for credentials = command: program and arguments, split at white space outside quotes; no shell",
                    null));

    private final AccountSettings settings;

    CredentialSettings(AccountSettings settings) {
        this.settings = settings;
    }

    /** Gives the builder its credentials, or rejects; returns whether it did give. */
    boolean readInto(AliyunConfig.Builder builder) {
        boolean rejectedBefore = settings.isRejected();
        Optional<String> mode = settings.text(CREDENTIALS);
        Optional<String> id = settings.text(ID);
        Optional<Secret> secret = settings.secret(SECRET);
        Optional<Supplier<Secret>> token = settings.source(TOKEN);
        List<String> given = new ArrayList<>();
        id.ifPresent(value -> given.add(ID));
        secret.ifPresent(value -> given.add(SECRET));
        token.ifPresent(value -> given.add(TOKEN));
        boolean command = mode.isPresent() && mode.get().equals("command");
        if (!command && settings.text(COMMAND).isPresent()) {
            settings.reject(COMMAND, "has no effect without credentials = command");
            return false;
        }
        if (mode.isEmpty() && given.isEmpty()) {
            if (rejectedBefore || !settings.isRejected()) {
                settings.reject(
                        CREDENTIALS,
                        "credentials are missing; give " + ID + " and " + SECRET
                                + ", or credentials = environment, profile:NAME, command or provider");
            }
            return false;
        }
        if (mode.isEmpty() || mode.get().equals(STATIC)) {
            return readStatic(builder, token.orElse(null));
        }
        if (!given.isEmpty()) {
            settings.reject(
                    CREDENTIALS,
                    "is ambiguous: it names another source than " + String.join(" and ", given)
                            + ", given as well; remove one of the two");
            return false;
        }
        return readNamed(builder, mode.get());
    }

    private boolean readStatic(AliyunConfig.Builder builder, @Nullable Supplier<Secret> token) {
        settings.required(ID);
        settings.required(SECRET);
        Optional<Supplier<Secret>> id = settings.source(ID);
        Optional<Supplier<Secret>> secret = settings.source(SECRET);
        if (id.isEmpty() || secret.isEmpty()) {
            return false;
        }
        Secret idNow = id.get().get();
        boolean idUsable = isUsable(ID, "", idNow.reveal());
        boolean secretUsable = isUsable(SECRET, "", secret.get().get().reveal());
        boolean tokenUsable = token == null || isUsable(TOKEN, "", token.get().reveal());
        boolean usable = idUsable && secretUsable && tokenUsable;
        if (usable && token == null && AliyunCredentials.isTemporary(idNow.reveal())) {
            settings.reject(TOKEN, "is missing: " + AliyunCredentials.TOKEN_MISSING);
            return false;
        }
        if (usable) {
            builder.source(
                    new GivenCredentials(id.get(), secret.get(), token), AliyunCredentials.fingerprint(idNow.reveal()));
        }
        return usable;
    }

    private boolean readNamed(AliyunConfig.Builder builder, String mode) {
        if (mode.equals("environment")) {
            return readEnvironment(builder);
        }
        if (mode.equals("command")) {
            return readCommand(builder);
        }
        if (mode.equals("provider")) {
            builder.credentialsOfApplication();
            return true;
        }
        if (mode.startsWith(PROFILE) && mode.length() > PROFILE.length()) {
            return readProfile(builder, mode.substring(PROFILE.length()).strip());
        }
        settings.reject(
                CREDENTIALS,
                mode.equals("profile") || mode.equals(PROFILE)
                        ? "names no profile; write profile:NAME"
                        : "must be static, environment, profile:NAME, command or provider");
        return false;
    }

    private boolean readEnvironment(AliyunConfig.Builder builder) {
        Optional<String> id = settings.environment(ENV_ID);
        Optional<String> secret = settings.environment(ENV_SECRET);
        Optional<String> token = settings.environment(ENV_TOKEN);
        boolean idUsable = isSet(ENV_ID, id);
        boolean secretUsable = isSet(ENV_SECRET, secret);
        boolean tokenUsable =
                token.isEmpty() || isUsable(CREDENTIALS, "the environment variable " + ENV_TOKEN + " ", token.get());
        boolean usable = idUsable && secretUsable && tokenUsable;
        if (usable && token.isEmpty() && AliyunCredentials.isTemporary(id.orElseThrow())) {
            settings.reject(
                    CREDENTIALS,
                    "the environment variable " + ENV_TOKEN + " is not set: " + AliyunCredentials.TOKEN_MISSING);
            return false;
        }
        if (usable) {
            builder.credentials(new AliyunCredentials(
                    id.orElseThrow(),
                    new Secret(secret.orElseThrow()),
                    token.map(Secret::new).orElse(null)));
        }
        return usable;
    }

    private boolean isSet(String variable, Optional<String> value) {
        if (value.isEmpty()) {
            settings.reject(CREDENTIALS, "the environment variable " + variable + " is not set");
            return false;
        }
        return isUsable(CREDENTIALS, "the environment variable " + variable + " ", value.get());
    }

    private boolean readCommand(AliyunConfig.Builder builder) {
        Optional<String> command = settings.required(COMMAND);
        if (command.isEmpty()) {
            return false;
        }
        try {
            builder.credentialsOfCommand(CredentialsCommand.parse(command.get()));
            return true;
        } catch (IllegalArgumentException e) {
            settings.reject(COMMAND, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean readProfile(AliyunConfig.Builder builder, String name) {
        try {
            ProfileCredentials profile = new ProfileCredentials(
                    name,
                    settings.home(),
                    settings.environment(ProfileCredentials.CLI_FILE_VARIABLE).map(Path::of),
                    settings.environment(ProfileCredentials.FILE_VARIABLE).map(Path::of));
            // Read again for every attempt; here only so that a wrong profile is found before anything is sent.
            builder.source(profile, profile.read().fingerprint());
            return true;
        } catch (UnusableProfile e) {
            settings.reject(CREDENTIALS, e.getMessage());
            return false;
        } catch (InvalidPathException e) {
            settings.reject(
                    CREDENTIALS,
                    "the environment variable " + ProfileCredentials.FILE_VARIABLE + " or "
                            + ProfileCredentials.CLI_FILE_VARIABLE + " does not hold a path");
            return false;
        }
    }

    private boolean isUsable(String key, String what, String value) {
        String problem = AliyunCredentials.problemOf(value);
        if (problem != null) {
            settings.reject(key, what + problem);
        }
        return problem == null;
    }
}
