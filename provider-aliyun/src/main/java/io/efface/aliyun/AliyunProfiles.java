package io.efface.aliyun;

import io.efface.http.credentials.IniProfiles;
import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.ProfileFile;
import io.efface.http.credentials.ProfileFile.Profile;
import io.efface.http.credentials.ProfileReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the profiles of the vendor's own tools. Only profiles that contain a key are supported. Profiles that fetch a key through a role or
 * from a machine are rejected.
 *
 * <p>The file of the command line tool, {@code ~/.aliyun/config.json}, contains JSON such as {@code
 * {"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"...","access_key_secret":"..."}]}}.
 *
 * <p>Sources: {@code config/configuration.go} and {@code config/profile.go} of github.com/aliyun/aliyun-cli (007c607), for modes and for a
 * missing mode ({@code AutoModeRecognition}); {@code CLIProfileCredentialsProvider}, {@code ProfileUtils} and {@code AuthUtils} of
 * github.com/aliyun/credentials-java (0dfb748); {@code cli_profile.go} of credentials-go; {@code profile.py} of credentials-python
 * (4429d82), which ignores the case of keys and accepts only {@code #} for a comment after a value.
 */
final class AliyunProfiles {
    /** The variable of the vendor's libraries that names another ini file ({@code AuthUtils.getEnvironmentCredentialsFile}). */
    private static final String INI_VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_FILE";

    /** The variable of the vendor's Go library that names another {@code config.json}. */
    private static final String CLI_VARIABLE = "ALIBABA_CLOUD_CONFIG_FILE";

    private static final String ID = "access_key_id";
    private static final String SECRET = "access_key_secret";
    private static final String CLI_TOKEN = "sts_token";
    private static final String INI_TOKEN = "security_token";

    private static final String ENABLE = "enable";
    private static final String TYPE = "type";
    private static final String MODE = "mode";
    private static final String COMMAND = "process_command";
    private static final String MACHINE_ROLE = "ram_role_name";
    private static final String ROLE = "ram_role_arn";
    private static final String OIDC = "oidc_provider_arn";
    private static final List<String> READ_FROM_CLI =
            List.of(MODE, ID, SECRET, CLI_TOKEN, COMMAND, MACHINE_ROLE, ROLE, OIDC);
    private static final List<String> READ_FROM_INI = List.of(ENABLE, TYPE, ID, SECRET, INI_TOKEN);

    private static final String ALTERNATIVES =
            " Instead, set credentials = command with a program that prints the key, or, in code, credentials = provider"
                    + " with a source that gets the key from the vendor's library";

    private AliyunProfiles() {}

    /** Finds the files; see {@link io.efface.http.credentials.KeyType.ProfileFinder}. */
    static Supplier<List<ProfileFile<AliyunCredentials>>> find(
            String name, Path home, Function<String, Optional<String>> environment) {
        Path cli = ProfileFile.named(CLI_VARIABLE, environment).orElse(home.resolve(".aliyun/config.json"));
        Path folder = home.resolve(".alibabacloud");
        List<Path> iniFiles = ProfileFile.named(INI_VARIABLE, environment)
                .map(List::of)
                .orElse(List.of(folder.resolve("credentials.ini"), folder.resolve("credentials")));
        return () -> {
            List<ProfileFile<AliyunCredentials>> files = new ArrayList<>();
            Map<String, Map<?, ?>> cliProfiles = cliProfiles(cli);
            files.add(new ProfileFile<>(
                    cli,
                    cliProfiles.keySet(),
                    profile -> ProfileReader.texts(
                            cliProfiles.getOrDefault(profile, Map.of()), "profile " + profile + " in " + cli),
                    AliyunProfiles::fromCli));
            iniFiles.forEach(
                    ini -> files.add(ProfileFile.ini(ini, IniProfiles.Syntax.EQUALS_SIGN, AliyunProfiles::fromIni)));
            return files;
        };
    }

    private static Map<String, Map<?, ?>> cliProfiles(Path file) {
        Map<String, Map<?, ?>> found = new LinkedHashMap<>();
        String text = ProfileReader.of(file).orElse("");
        if (text.isEmpty()) {
            return found;
        }
        Object profiles =
                ProfileReader.object(text).map(whole -> whole.get("profiles")).orElse(null);
        if (!(profiles instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
            throw new InvalidProfileException(file + " is not JSON with a list of profiles");
        }
        for (Object each : list) {
            Map<?, ?> profile = (Map<?, ?>) each;
            if (profile.get("name") instanceof String name && found.putIfAbsent(name, profile) != null) {
                throw new InvalidProfileException("profile " + name + " occurs twice in " + file);
            }
        }
        return found;
    }

    private static AliyunCredentials fromCli(Profile profile) {
        // The vendor's tools in Go ignore the case of JSON keys; the other tools do not.
        READ_FROM_CLI.forEach(profile::checkCase);
        profile.checkTokenName(CLI_TOKEN);
        String mode = mode(profile);
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "ak" -> permanent(profile, "mode " + mode, CLI_TOKEN);
            case "ststoken" -> key(profile, CLI_TOKEN);
            case "oauth", "cloudsso" -> {
                if (!has(profile, ID) || !has(profile, SECRET) || !has(profile, CLI_TOKEN)) {
                    throw profile.unusable("has the mode " + mode
                            + " and stores no key yet; log in with the vendor's command line." + ALTERNATIVES);
                }
                yield key(profile, CLI_TOKEN);
            }
            case "external" -> {
                if (!has(profile, ID)) {
                    throw profile.unusable(
                            "has the mode External and stores no key yet. Instead, set credentials = command and"
                                    + " credentials.command to the profile's process_command");
                }
                yield key(profile, has(profile, CLI_TOKEN) ? CLI_TOKEN : null);
            }
            default ->
                throw profile.unusable("has " + described("mode", mode)
                        + "; a key is stored only by the modes AK and StsToken and, after a login, by OAuth, CloudSSO and External."
                        + ALTERNATIVES);
        };
    }

    /**
     * Returns the mode of a profile. A missing or empty mode is derived from the fields, as in the vendor's command line tool
     * ({@code AutoModeRecognition}).
     */
    private static String mode(Profile profile) {
        String mode = profile.text(MODE);
        if (!mode.isEmpty()) {
            return mode;
        }
        if (profile.text(ID).isEmpty() || profile.text(SECRET).isEmpty()) {
            if (!profile.text(COMMAND).isEmpty()) {
                return "External";
            }
            if (!profile.text(MACHINE_ROLE).isEmpty()) {
                return "EcsRamRole";
            }
            return profile.text(OIDC).isEmpty() ? "AK" : "OIDC";
        }
        if (!profile.text(CLI_TOKEN).isEmpty()) {
            return "StsToken";
        }
        return profile.text(ROLE).isEmpty() ? "AK" : "RamRoleArn";
    }

    private static AliyunCredentials fromIni(Profile profile) {
        // The vendor's Python library ignores the case of keys; the other libraries do not.
        READ_FROM_INI.forEach(profile::checkCase);
        // Some of the vendor's libraries require enable = true; other libraries ignore this field.
        if (profile.fields().containsKey(ENABLE) && !profile.text(ENABLE).equalsIgnoreCase("true")) {
            throw profile.unusable("is not enabled; set enable = true");
        }
        profile.checkTokenName(INI_TOKEN);
        String type = profile.text(TYPE);
        return switch (type) {
            case "access_key" -> permanent(profile, "type access_key", INI_TOKEN);
            case "sts" -> key(profile, INI_TOKEN);
            default ->
                throw profile.unusable("has " + described("type", type)
                        + "; only the types access_key and sts store a key." + ALTERNATIVES);
        };
    }

    /** Rejects a token in a profile whose mode does not use a token, because either the token or the mode is wrong. */
    private static AliyunCredentials permanent(Profile profile, String mode, String tokenField) {
        if (has(profile, tokenField)) {
            throw profile.unusable("has the " + mode + ", which does not use the field " + tokenField
                    + "; remove the token, or set the mode or type that is for a key with a token");
        }
        return key(profile, null);
    }

    private static AliyunCredentials key(Profile profile, @Nullable String tokenField) {
        return profile.key(ID, SECRET, tokenField, AliyunCredentials.TYPE.constructor());
    }

    private static boolean has(Profile profile, String field) {
        return !profile.text(field).isBlank();
    }

    /**
     * Returns a description of a value for a message. The value itself is shown only if it is a word, because other text may be a misplaced
     * secret.
     */
    private static String described(String what, String value) {
        if (value.isEmpty()) {
            return "no " + what;
        }
        return value.matches("[A-Za-z_]{1,32}") ? "the " + what + " " + value : "an unknown " + what;
    }
}
