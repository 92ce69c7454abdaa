package io.efface.aliyun;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named profile of the vendor's own files, read anew for every attempt, so that a renewed token is seen. Thread-safe.
 *
 * <p>Both files are looked into; a name in both is refused, for nobody could tell which one was meant. Only profiles that hold a
 * key themselves are understood: those that fetch one from a role, a machine or a program belong to the vendor's own credentials
 * library and to {@link AliyunCredentialsProvider}.
 */
final class ProfileCredentials implements AliyunCredentialsProvider {
    private final String name;
    private final Path cli;
    private final Path ini;

    /** Names a profile of the files below a home folder. Reads nothing yet. */
    ProfileCredentials(String name, Path home) {
        this.name = name;
        this.cli = home.resolve(".aliyun").resolve("config.json");
        this.ini = home.resolve(".alibabacloud").resolve("credentials.ini");
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the profile is in no file, in both, or not usable
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
     * @throws UnusableProfile if the profile is in no file, in both, or not usable
     */
    AliyunCredentials read() {
        Map<String, Map<String, String>> inCli = CliProfiles.read(cli);
        Map<String, Map<String, String>> inIni = IniProfiles.read(ini);
        Map<String, String> fromCli = inCli.get(name);
        Map<String, String> fromIni = inIni.get(name);
        if (fromCli != null && fromIni != null) {
            throw new UnusableProfile("profile " + name + " is both in " + cli + " and in " + ini + "; rename one");
        }
        if (fromCli != null) {
            return fromCli(fromCli);
        }
        if (fromIni != null) {
            return fromIni(fromIni);
        }
        TreeSet<String> known = new TreeSet<>(inCli.keySet());
        known.addAll(inIni.keySet());
        throw new UnusableProfile("profile " + name + " is neither in " + cli + " nor in " + ini
                + (known.isEmpty() ? ", which hold none" : "; they hold " + String.join(", ", known)));
    }

    private AliyunCredentials fromCli(Map<String, String> profile) {
        String mode = profile.getOrDefault("mode", "AK");
        return switch (mode) {
            case "AK" -> key(cli, profile::get, "access_key_id", "access_key_secret", null);
            case "StsToken" -> key(cli, profile::get, "access_key_id", "access_key_secret", "sts_token");
            default ->
                throw new UnusableProfile("profile " + name + " in " + cli + " has " + shown("mode", mode)
                        + "; only AK and StsToken hold a key themselves: let the vendor's credentials library fetch this"
                        + " one's in code, and use credentials = provider");
        };
    }

    private AliyunCredentials fromIni(Map<String, String> profile) {
        if (!"true".equals(profile.getOrDefault("enable", "").toLowerCase(Locale.ROOT))) {
            throw new UnusableProfile("profile " + name + " in " + ini + " is not enabled; it needs enable = true");
        }
        String type = profile.getOrDefault("type", "");
        return switch (type) {
            case "access_key" -> key(ini, profile::get, "access_key_id", "access_key_secret", null);
            case "sts" -> key(ini, profile::get, "access_key_id", "access_key_secret", "security_token");
            default ->
                throw new UnusableProfile("profile " + name + " in " + ini + " has " + shown("type", type)
                        + "; only access_key and sts hold a key themselves: let the vendor's credentials library fetch this"
                        + " one's in code, and use credentials = provider");
        };
    }

    /** A word is shown; what is no word may be a secret in the wrong place. */
    private static String shown(String what, String value) {
        if (value.isEmpty()) {
            return "no " + what;
        }
        return value.matches("[A-Za-z_]{1,32}") ? "the " + what + " " + value : "an unknown " + what;
    }

    private AliyunCredentials key(
            Path file,
            Function<String, @Nullable String> profile,
            String idField,
            String secretField,
            @Nullable String tokenField) {
        List<String> missing = new ArrayList<>();
        String id = field(profile, idField, missing);
        String secret = field(profile, secretField, missing);
        String token = tokenField == null ? null : field(profile, tokenField, missing);
        if (!missing.isEmpty()) {
            throw new UnusableProfile(
                    "profile " + name + " in " + file + " has no " + String.join(" and no ", missing));
        }
        try {
            return new AliyunCredentials(id, new Secret(secret), token == null ? null : new Secret(token));
        } catch (IllegalArgumentException e) {
            throw new UnusableProfile("profile " + name + " in " + file + ": " + e.getMessage());
        }
    }

    private static String field(Function<String, @Nullable String> profile, String field, List<String> missing) {
        String value = profile.apply(field);
        if (value == null || value.isBlank()) {
            missing.add(field);
            return "";
        }
        return value;
    }

    /** Shows the profile's name. */
    @Override
    public String toString() {
        return "ProfileCredentials[" + name + "]";
    }
}
