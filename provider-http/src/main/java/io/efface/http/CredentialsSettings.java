package io.efface.http;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.CredentialsCommand;
import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.KeyType;
import io.efface.http.credentials.ProfileFile;
import io.efface.http.credentials.SuppliedCredentials;
import io.efface.spi.AccountSettings;
import io.efface.spi.Secret;
import io.efface.spi.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the source of an account's credentials. An account has exactly one source: the source that {@code credentials} names, or the access
 * key in the configuration. No other source is tried, because a fallback could use the key of another account.
 */
final class CredentialsSettings<C extends AccessKey> {
    static final String CREDENTIALS = "credentials";
    private static final String COMMAND = "credentials.command";
    private static final String PROFILE = "profile:";
    private static final String DEFAULT_PROFILE = "profile";

    private final KeyType<C> type;
    private final AccountSettings settings;
    private final HttpConfig.Builder<C, ?, ?> builder;

    CredentialsSettings(AccountSettings settings, HttpConfig.Builder<C, ?, ?> builder) {
        this.type = builder.keyType();
        this.settings = settings;
        this.builder = builder;
    }

    static List<Setting> settings(KeyType<?> type) {
        KeyType.Names variables = type.variables();
        return List.of(
                Setting.of(
                        CREDENTIALS,
                        "the source of the access key: 'static' (the account's configuration), 'environment' ("
                                + variables.id() + ", "
                                + variables.secret() + ", "
                                + String.join(" or ", variables.tokens()) + "), 'profile:NAME' (" + type.profileHelp()
                                + "), 'command' (a program that prints the access key) or 'provider' (code of the application)",
                        "'static', if the configuration contains a part of the access key"),
                Setting.of(key(type.settings().id()), "the id of the access key", null),
                Setting.secret(key(type.settings().secret()), "the secret of the access key"),
                Setting.secret(tokenKey(type), "the token of a temporary access key"),
                Setting.of(
                        COMMAND,
                        "for 'credentials = command': the program and its arguments, separated by white space outside quotes; the program"
                                + " runs without a shell",
                        null));
    }

    private static String key(String word) {
        return CREDENTIALS + "." + word;
    }

    private static String tokenKey(KeyType<?> type) {
        return key(type.settings().tokens().get(0));
    }

    /** Sets the credentials of the builder, or rejects at least one setting. */
    void read() {
        String mode = settings.text(CREDENTIALS)
                .map(CredentialsSettings::normalizedCase)
                .orElse("");
        String id = key(type.settings().id());
        String secret = key(type.settings().secret());
        List<String> keys = keys(id, secret);
        List<String> given =
                keys.stream().filter(key -> settings.text(key).isPresent()).toList();
        if (!mode.equals("command") && settings.text(COMMAND).isPresent()) {
            settings.reject(COMMAND, "has no effect without " + CREDENTIALS + " = command");
        } else if (mode.isEmpty() && given.isEmpty() && keys.stream().noneMatch(settings::isRejected)) {
            if (!settings.isRejected(CREDENTIALS)) {
                settings.reject(
                        CREDENTIALS,
                        "credentials are missing; give " + id + " and " + secret + ", or " + CREDENTIALS
                                + " = environment, profile:NAME, command or provider");
            }
        } else if (mode.isEmpty() || mode.equals("static")) {
            readStatic(id, secret);
        } else if (!isKnownMode(mode)) {
            settings.reject(CREDENTIALS, "must be 'static', 'environment', 'profile:NAME', 'command' or 'provider'");
        } else if (!given.isEmpty()) {
            settings.reject(
                    CREDENTIALS,
                    "is ambiguous: the value names another source than the given " + String.join(" and ", given)
                            + "; remove " + CREDENTIALS + " or remove these keys");
        } else {
            readNamed(mode);
        }
    }

    /** Returns the value of {@code credentials} in lower case. The name of a profile keeps its case. */
    private static String normalizedCase(String mode) {
        String lower = mode.toLowerCase(Locale.ROOT);
        return lower.startsWith(PROFILE) ? PROFILE + mode.substring(PROFILE.length()) : lower;
    }

    private boolean isKnownMode(String mode) {
        return Set.of("environment", "command", "provider").contains(mode)
                || (mode.equals(DEFAULT_PROFILE) && hasDefaultProfile())
                || (mode.startsWith(PROFILE)
                        && !mode.substring(PROFILE.length()).isBlank());
    }

    private void readNamed(String mode) {
        switch (mode) {
            case "environment" -> readEnvironment();
            case "command" -> readCommand();
            case "provider" -> builder.credentialsFromContext();
            case DEFAULT_PROFILE ->
                readProfile(
                        () -> type.profiles().defaultName(settings::environment).orElseThrow());
            default -> readProfile(() -> mode.substring(PROFILE.length()).strip());
        }
    }

    /** Reads an access key from the configuration. A key in a referenced file is read again for every request. */
    private void readStatic(String id, String secret) {
        settings.required(id);
        settings.required(secret);
        Optional<Supplier<Secret>> idSource = settings.source(id);
        Optional<Supplier<Secret>> secretSource = settings.source(secret);
        @Nullable Supplier<Secret> token = settings.source(tokenKey(type)).orElse(null);
        boolean isUsable = idSource.isPresent() && secretSource.isPresent() && !settings.isRejected(tokenKey(type));
        for (String key : keys(id, secret)) {
            String problem = settings.text(key).map(AccessKey::problemOf).orElse(null);
            if (problem != null) {
                settings.reject(key, problem);
                isUsable = false;
            }
        }
        if (isUsable) {
            Supplier<C> reading = () -> type.constructor()
                    .key(
                            idSource.orElseThrow().get().reveal(),
                            secretSource.orElseThrow().get(),
                            token == null ? null : token.get());
            String problemKey = token == null ? tokenKey(type) : CREDENTIALS;
            if (keys(id, secret).stream().anyMatch(settings::mayChange)) {
                setSource(problemKey, () -> SuppliedCredentials.stable(reading));
            } else {
                setFixed(problemKey, reading);
            }
        }
    }

    private List<String> keys(String id, String secret) {
        return List.of(id, secret, tokenKey(type));
    }

    private void setFixed(String key, Supplier<C> reading) {
        try {
            builder.credentials(reading.get());
        } catch (IllegalArgumentException e) {
            settings.reject(key, String.valueOf(e.getMessage()));
        }
    }

    /** Sets the source of the key. Reads the key once, so that an unusable key is rejected before anything is sent. */
    private void setSource(String key, Supplier<C> reading) {
        try {
            builder.source(new SuppliedCredentials<>(reading), reading.get());
        } catch (IllegalArgumentException e) {
            settings.reject(key, String.valueOf(e.getMessage()));
        }
    }

    private void readEnvironment() {
        KeyType.Names names = type.variables();
        Optional<String> id = variable(names.id(), true);
        Optional<String> secret = variable(names.secret(), true);
        List<String> tokens = new ArrayList<>();
        names.tokens().forEach(name -> variable(name, false).ifPresent(tokens::add));
        if (new HashSet<>(tokens).size() > 1) {
            settings.reject(
                    CREDENTIALS,
                    "the environment variables " + String.join(" and ", names.tokens())
                            + " contain different tokens; unset the variable whose token does not belong to the key");
        } else if (id.isPresent() && secret.isPresent() && !settings.isRejected(CREDENTIALS)) {
            try {
                builder.credentials(type.constructor()
                        .key(id.get(), new Secret(secret.get()), tokens.isEmpty() ? null : new Secret(tokens.get(0))));
            } catch (IllegalArgumentException e) {
                settings.reject(
                        CREDENTIALS,
                        "the environment variable " + names.tokens().get(0) + " is not set: " + e.getMessage());
            }
        }
    }

    private Optional<String> variable(String name, boolean isRequired) {
        Optional<String> value = settings.environment(name);
        String problem = value.map(AccessKey::problemOf).orElse(null);
        if (problem != null || (isRequired && value.isEmpty())) {
            settings.reject(
                    CREDENTIALS, "the environment variable " + name + " " + (problem == null ? "is not set" : problem));
        }
        return value;
    }

    private void readCommand() {
        try {
            settings.required(COMMAND).map(CredentialsCommand::parse).ifPresent(builder::credentialsFromCommand);
        } catch (IllegalArgumentException e) {
            settings.reject(COMMAND, String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether the vendor's tools have a default profile. */
    private boolean hasDefaultProfile() {
        return type.profiles().defaultName(variable -> Optional.empty()).isPresent();
    }

    /**
     * Reads a profile. If the profile names a program, its command line is read once. A key in the profile is read again for every request.
     */
    private void readProfile(Supplier<String> profileName) {
        try {
            String name = profileName.get();
            Supplier<List<ProfileFile<C>>> files = type.profiles().find(name, settings.home(), settings::environment);
            ProfileFile.program(name, files.get())
                    .ifPresentOrElse(
                            builder::credentialsFromCommand,
                            () -> setSource(CREDENTIALS, () -> ProfileFile.key(name, files.get())));
        } catch (InvalidProfileException e) {
            settings.reject(CREDENTIALS, e.getMessage());
        }
    }
}
