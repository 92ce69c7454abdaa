package io.efface.aliyun;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.IniProfiles;
import io.efface.http.UnusableProfile;
import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named profile of the vendor's own files, read anew for every attempt, so that a renewed token is seen. Thread-safe.
 *
 * <p>All files are looked into; a name in two of them is refused, because the vendor's tools disagree which file comes first. Only profiles
 * that hold a key themselves are understood: those that fetch one from a role or a machine belong to the vendor's own tools.
 *
 * <p>Sources: {@code config/profile.go} of github.com/aliyun/aliyun-cli (007c607), for modes and a missing mode
 * ({@code AutoModeRecognition}); {@code CLIProfileCredentialsProvider}, {@code ProfileUtils} and {@code AuthUtils} of
 * github.com/aliyun/credentials-java (0dfb748).
 */
final class ProfileCredentials implements AliyunCredentialsProvider {
    /** The variable with which the vendor's libraries name another ini file ({@code AuthUtils.getEnvironmentCredentialsFile}). */
    static final String FILE_VARIABLE = "ALIBABA_CLOUD_CREDENTIALS_FILE";

    /** The variable with which the vendor's Go library names another {@code config.json} ({@code cli_profile.go} of credentials-go). */
    static final String CLI_FILE_VARIABLE = "ALIBABA_CLOUD_CONFIG_FILE";

    private static final String ID = "access_key_id";
    private static final String SECRET = "access_key_secret";
    private static final String CLI_TOKEN = "sts_token";
    private static final String INI_TOKEN = "security_token";

    private static final String INSTEAD =
            " Instead, the command and the library take credentials = command with a program that prints the key, and code"
                    + " gives one fetched by the vendor's library with credentials = provider";

    private final String name;
    private final Path cli;
    private final List<Path> inis;

    /**
     * Names a profile of the files below a home folder. Reads nothing yet.
     *
     * @param cliFile the command line tool's file in place of the one below the home folder, or empty
     * @param iniFile the ini file in place of those below the home folder, or empty
     */
    ProfileCredentials(String name, Path home, Optional<Path> cliFile, Optional<Path> iniFile) {
        this.name = name;
        this.cli = cliFile.orElseGet(() -> home.resolve(".aliyun").resolve("config.json"));
        Path folder = home.resolve(".alibabacloud");
        this.inis = iniFile.map(List::of)
                .orElseGet(() -> List.of(folder.resolve("credentials.ini"), folder.resolve("credentials")));
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the profile is in no file, in several, or not usable
     */
    @Override
    public AliyunCredentials credentials() {
        try {
            return read();
        } catch (UnusableProfile e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail(e.getMessage())
                    .build();
        }
    }

    @Override
    public boolean refused(AliyunCredentials refused) {
        return !credentials().equals(refused);
    }

    /**
     * Returns what the files hold now.
     *
     * @throws UnusableProfile if the profile is in no file, in several, or not usable
     */
    AliyunCredentials read() {
        Map<String, Map<String, String>> inCli = CliProfiles.read(cli);
        Map<Path, IniProfiles> inInis = new LinkedHashMap<>();
        inis.forEach(file -> inInis.put(file, IniProfiles.read(file, IniProfiles.Syntax.EQUALS_SIGN)));
        List<Path> holding = new ArrayList<>();
        TreeSet<String> known = new TreeSet<>(inCli.keySet());
        if (inCli.containsKey(name)) {
            holding.add(cli);
        }
        inInis.forEach((file, profiles) -> {
            known.addAll(profiles.names());
            if (profiles.names().contains(name)) {
                holding.add(file);
            }
        });
        if (holding.isEmpty()) {
            throw new UnusableProfile(
                    "profile " + name + " is neither in " + cli + " nor in " + joined(inis, " nor in ")
                            + (known.isEmpty() ? ", which hold none" : "; they hold " + String.join(", ", known)));
        }
        if (holding.size() > 1) {
            throw new UnusableProfile(
                    "profile " + name + " is both in " + joined(holding, " and in ") + "; rename one");
        }
        Path file = holding.get(0);
        IniProfiles ini = inInis.get(file);
        return ini == null ? fromCli(inCli.getOrDefault(name, Map.of())) : fromIni(file, ini.section(name));
    }

    private static String joined(List<Path> files, String between) {
        return String.join(between, files.stream().map(Path::toString).toList());
    }

    private AliyunCredentials fromCli(Map<String, String> profile) {
        String mode = mode(profile);
        Profile read = new Profile(cli, profile, CLI_TOKEN);
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case "ak" -> read.permanent("mode " + mode);
            case "ststoken", "oauth", "cloudsso" -> read.temporary();
            case "external" -> {
                if (profile.getOrDefault(ID, "").isBlank()) {
                    throw unusable(
                            cli,
                            " has the mode External and stores no key yet. Instead, set credentials = command and"
                                    + " credentials.command to the profile's process_command");
                }
                yield read.stored();
            }
            default ->
                throw unusable(
                        cli,
                        " has " + shown("mode", mode) + "; only AK and StsToken, and after a login OAuth, CloudSSO and"
                                + " External, store a key themselves." + INSTEAD);
        };
    }

    /** The command line tool finds a missing or empty mode by what the profile holds ({@code AutoModeRecognition}). */
    private static String mode(Map<String, String> profile) {
        String mode = profile.getOrDefault("mode", "");
        if (!mode.isEmpty()) {
            return mode;
        }
        boolean role = !profile.getOrDefault("ram_role_arn", "").isEmpty();
        boolean token = !profile.getOrDefault(CLI_TOKEN, "").isEmpty();
        boolean key = !profile.getOrDefault(ID, "").isEmpty()
                && !profile.getOrDefault(SECRET, "").isEmpty();
        if (!key) {
            if (!profile.getOrDefault("process_command", "").isEmpty()) {
                return "External";
            }
            if (!profile.getOrDefault("ram_role_name", "").isEmpty()) {
                return "EcsRamRole";
            }
            return profile.getOrDefault("oidc_provider_arn", "").isEmpty() ? "AK" : "OIDC";
        }
        if (token) {
            return "StsToken";
        }
        return role ? "RamRoleArn" : "AK";
    }

    private AliyunCredentials fromIni(Path file, Map<String, String> profile) {
        // Some of the vendor's libraries need enable = true, others do not read it.
        if (!"true".equals(profile.getOrDefault("enable", "true").toLowerCase(Locale.ROOT))) {
            throw unusable(file, " is not enabled; it needs enable = true");
        }
        String type = profile.getOrDefault("type", "");
        Profile read = new Profile(file, profile, INI_TOKEN);
        return switch (type) {
            case "access_key" -> read.permanent("type access_key");
            case "sts" -> read.temporary();
            default ->
                throw unusable(
                        file,
                        " has " + shown("type", type) + "; only access_key and sts hold a key themselves." + INSTEAD);
        };
    }

    /** A word is shown; what is no word may be a secret in the wrong place. */
    private static String shown(String what, String value) {
        if (value.isEmpty()) {
            return "no " + what;
        }
        return value.matches("[A-Za-z_]{1,32}") ? "the " + what + " " + value : "an unknown " + what;
    }

    private UnusableProfile unusable(Path file, String problem) {
        return new UnusableProfile("profile " + name + " in " + file + problem);
    }

    /** Shows the profile's name. */
    @Override
    public String toString() {
        return "ProfileCredentials[" + name + "]";
    }

    /** The fields of the chosen profile. It prints without them. */
    private final class Profile {
        private final Path file;
        private final Map<String, String> fields;
        private final String tokenField;

        Profile(Path file, Map<String, String> fields, String tokenField) {
            this.file = file;
            this.fields = fields;
            this.tokenField = tokenField;
        }

        /** A token beside a mode that does not use it is not dropped: one of the two is wrong. */
        AliyunCredentials permanent(String mode) {
            if (!fields.getOrDefault(tokenField, "").isBlank()) {
                throw unusable(
                        file,
                        " has " + mode + " and a " + tokenField + ", which that does not use; remove one of the two");
            }
            return key(false);
        }

        AliyunCredentials temporary() {
            return key(true);
        }

        /** Returns a key with its token if it has one. */
        AliyunCredentials stored() {
            return key(!fields.getOrDefault(tokenField, "").isBlank());
        }

        private AliyunCredentials key(boolean withToken) {
            List<String> missing = new ArrayList<>();
            String id = field(ID, missing);
            String secret = field(SECRET, missing);
            @Nullable String token = withToken ? field(tokenField, missing) : null;
            if (!missing.isEmpty()) {
                throw unusable(file, " has no " + String.join(" and no ", missing));
            }
            try {
                return new AliyunCredentials(id, new Secret(secret), token == null ? null : new Secret(token));
            } catch (IllegalArgumentException e) {
                throw unusable(file, ": " + e.getMessage());
            }
        }

        private String field(String field, List<String> missing) {
            String value = fields.get(field);
            if (value == null || value.isBlank()) {
                missing.add(field);
                return "";
            }
            return value;
        }
    }
}
