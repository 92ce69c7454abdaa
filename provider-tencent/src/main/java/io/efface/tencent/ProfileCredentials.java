package io.efface.tencent;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.http.IniProfiles;
import io.efface.http.ProfileText;
import io.efface.http.UnusableProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named profile of the vendor's own files, read anew for every attempt, so that a renewed token is seen: a section of
 * {@code ~/.tencentcloud/credentials} or {@code /etc/tencentcloud/credentials} with {@code secret_id}, {@code secret_key} and, beyond what
 * the vendor's SDKs read, {@code token}; or {@code ~/.tccli/NAME.credential}, JSON with {@code secretId}, {@code secretKey} and
 * {@code token}. A name in two of them is refused, because the vendor's SDKs disagree which file comes first. Thread-safe.
 *
 * <p>Sources: {@code ProfileCredentialsProvider} of github.com/TencentCloud/tencentcloud-sdk-java (1608153), {@code credential.py} of
 * tencentcloud-sdk-python (0851864) and {@code profile_provider.go} of tencentcloud-sdk-go (1277d32) for the first; {@code credentials.py}
 * (1012fb4) and {@code oauth.py} of tencentcloud-cli for the second.
 */
final class ProfileCredentials implements TencentCredentialsProvider {
    /** The variable with which the vendor's Go SDK names another file of sections ({@code profile_provider.go}). */
    static final String FILE_VARIABLE = "TENCENTCLOUD_CREDENTIALS_FILE";

    /** The file of the whole machine, which the Java SDK reads before the user's. */
    private static final Path SYSTEM = Path.of("/etc/tencentcloud/credentials");

    private static final String INSTEAD =
            "; it names a role (role_arn). Instead, the command and the library take credentials = command with a program that"
                    + " prints the key, and code gives one fetched by the vendor's SDK with credentials = provider";

    private final String name;
    private final List<Path> inis;
    private final @Nullable Path cli;

    /**
     * Names a profile of some files. Reads nothing yet.
     *
     * @param home the home folder, for the command line tool's file
     * @param inis the files of sections
     */
    ProfileCredentials(String name, Path home, List<Path> inis) {
        this.name = name;
        this.inis = List.copyOf(inis);
        this.cli = cliFile(home, name);
    }

    /**
     * Returns the files of sections: the one that {@link #FILE_VARIABLE} names, else the user's and the machine's.
     *
     * @throws InvalidPathException if the variable does not hold a path
     */
    static List<Path> iniFiles(Path home, Optional<String> variable) {
        return variable.map(Path::of).map(List::of).orElseGet(() -> List.of(iniFile(home), SYSTEM));
    }

    static Path iniFile(Path home) {
        return home.resolve(".tencentcloud").resolve("credentials");
    }

    /** Returns the command line tool's file, or null for a name that no file can have. */
    private static @Nullable Path cliFile(Path home, String name) {
        Path folder = home.resolve(".tccli");
        try {
            Path file = folder.resolve(name + ".credential");
            return folder.equals(file.getParent()) && file.normalize().equals(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the profile is in no file, in several, or not usable
     */
    @Override
    public TencentCredentials credentials() {
        try {
            return read();
        } catch (UnusableProfile e) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .detail(e.getMessage())
                    .build();
        }
    }

    @Override
    public boolean refused(TencentCredentials refused) {
        return !credentials().equals(refused);
    }

    /**
     * Returns what the files hold now.
     *
     * @throws UnusableProfile if the profile is in no file, in several, or not usable
     */
    TencentCredentials read() {
        Map<Path, IniProfiles> sections = new LinkedHashMap<>();
        inis.forEach(ini -> sections.put(ini, IniProfiles.read(ini, IniProfiles.Syntax.COLONS_AND_QUOTES)));
        Optional<Map<?, ?>> inCli = cli == null ? Optional.empty() : ProfileText.object(cli);
        List<String> holding = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        sections.forEach((ini, profiles) -> {
            known.addAll(profiles.names());
            if (profiles.names().contains(name)) {
                holding.add(ini.toString());
            }
        });
        if (inCli.isPresent()) {
            holding.add(String.valueOf(cli));
        }
        if (holding.size() > 1) {
            throw new UnusableProfile(
                    "profile " + name + " is both in " + String.join(" and in ", holding) + "; rename one");
        }
        if (inCli.isPresent()) {
            return key("in " + cli, texts(inCli.get()), "secretId", "secretKey", "token");
        }
        for (Map.Entry<Path, IniProfiles> each : sections.entrySet()) {
            if (each.getValue().names().contains(name)) {
                return key(
                        "in section [" + name + "] of " + each.getKey(),
                        each.getValue().section(name),
                        "secret_id",
                        "secret_key",
                        "token");
            }
        }
        throw new UnusableProfile("profile " + name + " is neither a section of "
                + String.join(" or ", inis.stream().map(Path::toString).toList()) + ", which "
                + (known.isEmpty() ? "hold none" : "hold " + String.join(", ", known)) + ", nor the file "
                + (cli == null ? "of the vendor's command line" : cli.toString()));
    }

    private static Map<String, String> texts(Map<?, ?> object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            if (key instanceof String text && value instanceof String content) {
                texts.put(text, content);
            }
        });
        return texts;
    }

    private static TencentCredentials key(
            String place, Map<String, String> profile, String idField, String keyField, String tokenField) {
        List<String> missing = new ArrayList<>();
        String id = required(profile, idField, missing);
        String key = required(profile, keyField, missing);
        if (!missing.isEmpty()) {
            boolean role = profile.containsKey("role_arn") || profile.containsKey("role-arn");
            throw new UnusableProfile(place + ", " + String.join(" and ", missing)
                    + (missing.size() == 1 ? " is" : " are") + " missing or empty" + (role ? INSTEAD : ""));
        }
        String token = profile.get(tokenField);
        try {
            return TencentCredentials.of(id, key, token == null || token.isBlank() ? null : token);
        } catch (IllegalArgumentException e) {
            throw new UnusableProfile(place + ", " + e.getMessage());
        }
    }

    private static String required(Map<String, String> profile, String field, List<String> missing) {
        @Nullable String value = profile.get(field);
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
