package io.efface.tencent;

import io.efface.http.credentials.IniProfiles;
import io.efface.http.credentials.ProfileFile;
import io.efface.http.credentials.ProfileFile.Profile;
import io.efface.http.credentials.ProfileReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the profiles of the vendor's own tools. A profile is a section of {@code ~/.tencentcloud/credentials} or {@code
 * /etc/tencentcloud/credentials} with {@code secret_id}, {@code secret_key} and {@code token}. The vendor's SDKs do not read {@code token}.
 * A profile may also be the file {@code ~/.tccli/NAME.credential}, JSON with {@code secretId}, {@code secretKey} and {@code token}.
 *
 * <p>Sources: {@code ProfileCredentialsProvider} of github.com/TencentCloud/tencentcloud-sdk-java (1608153), {@code credential.py} of
 * tencentcloud-sdk-python (0851864) and {@code profile_provider.go} of tencentcloud-sdk-go (1277d32) for the sections;
 * {@code credentials.py} (1012fb4) and {@code oauth.py} of tencentcloud-cli for the JSON file.
 */
final class TencentProfiles {
    /** The variable of the vendor's Go SDK that names another file of sections ({@code profile_provider.go}). */
    private static final String INI_VARIABLE = "TENCENTCLOUD_CREDENTIALS_FILE";

    /** The file for all users of the machine, which the Java SDK reads before the user's file. */
    private static final Path MACHINE_FILE = Path.of("/etc/tencentcloud/credentials");

    private static final String ALTERNATIVES = " Instead, set credentials = command with a"
            + " program that prints the key, or, in code, credentials = provider with a source that gets the key from the vendor's SDK";

    private TencentProfiles() {}

    /** Finds the files; see {@link io.efface.http.credentials.KeyType.ProfileFinder}. */
    static Supplier<List<ProfileFile<TencentCredentials>>> find(
            String name, Path home, Function<String, Optional<String>> environment) {
        return readerOf(
                name,
                home,
                ProfileFile.named(INI_VARIABLE, environment)
                        .map(List::of)
                        .orElse(List.of(home.resolve(".tencentcloud/credentials"), MACHINE_FILE)));
    }

    static Supplier<List<ProfileFile<TencentCredentials>>> readerOf(String name, Path home, List<Path> iniFiles) {
        Path cli = cliFile(home, name);
        return () -> {
            List<ProfileFile<TencentCredentials>> files = new ArrayList<>();
            iniFiles.forEach(ini ->
                    files.add(ProfileFile.ini(ini, IniProfiles.Syntax.COLONS_AND_QUOTES, TencentProfiles::fromIni)));
            if (cli != null) {
                Optional<Map<String, String>> texts = ProfileReader.object(cli)
                        .map(whole -> ProfileReader.texts(whole, "profile " + name + " in " + cli));
                files.add(new ProfileFile<>(
                        cli,
                        texts.isPresent() ? Set.of(name) : Set.of(),
                        unused -> texts.orElseThrow(),
                        TencentProfiles::fromCli));
            }
            return files;
        };
    }

    /** Returns the profile's file of the vendor's command line tool, or null if the profile's name cannot be part of a file name. */
    private static @Nullable Path cliFile(Path home, String name) {
        Path folder = home.resolve(".tccli");
        try {
            Path file = folder.resolve(name + ".credential");
            return folder.equals(file.getParent()) && file.normalize().equals(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static TencentCredentials fromIni(Profile profile) {
        boolean isRole =
                !profile.text("role_arn").isEmpty() || !profile.text("role-arn").isEmpty();
        if (isRole
                && (profile.text("secret_id").isBlank()
                        || profile.text("secret_key").isBlank())) {
            throw profile.unusable("names a role (role_arn) and no key." + ALTERNATIVES);
        }
        return key(profile, "secret_id", "secret_key");
    }

    /** Rejects a profile with a role, because the vendor's command line tool fetches another key for the role. */
    private static TencentCredentials fromCli(Profile profile) {
        if (!profile.text("role-arn").isBlank()
                && !profile.text("role-session-name").isBlank()) {
            throw profile.unusable(
                    "names a role (role-arn), with which the vendor's command line signs." + ALTERNATIVES);
        }
        if (profile.text("secretId").isBlank() || profile.text("secretKey").isBlank()) {
            String type = profile.text("type");
            throw profile.unusable("stores no secretId and secretKey"
                    + (type.matches("[A-Za-z_-]{1,32}") ? " (type " + type + ")" : "")
                    + "; after a login the vendor's command line stores them." + ALTERNATIVES);
        }
        return key(profile, "secretId", "secretKey");
    }

    private static TencentCredentials key(Profile profile, String idField, String secretField) {
        profile.checkTokenName("token");
        String token = profile.text("token").isBlank() ? null : "token";
        return profile.key(idField, secretField, token, TencentCredentials.TYPE.constructor());
    }
}
