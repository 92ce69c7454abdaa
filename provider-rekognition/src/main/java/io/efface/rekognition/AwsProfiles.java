package io.efface.rekognition;

import io.efface.http.credentials.IniProfiles;
import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.KeyType;
import io.efface.http.credentials.ProfileFile;
import io.efface.http.credentials.ProfileFile.Profile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the two profile files of AWS's own tools. In {@code ~/.aws/credentials}, each section has the name of its profile. In
 * {@code ~/.aws/config}, the sections of profiles are {@code [default]} and {@code [profile NAME]}. A profile in both files is one profile,
 * and the key in the credentials file takes precedence. Only profiles with a key or a program ({@code credential_process}) are supported. A
 * profile is rejected if AWS's tools fetch its key from a role, a login or a machine.
 *
 * <p>Sources: "Shared config and credentials files", "Location of the shared config and credentials files", "Process credential provider"
 * (docs.aws.amazon.com/sdkref/latest/guide/file-format.html, file-location.html, feature-process-credentials.html, read 2026-11);
 * {@code configloader.py} and {@code credentials.py} of github.com/boto/botocore, which reads {@code AWS_DEFAULT_PROFILE} before
 * {@code AWS_PROFILE}.
 */
final class AwsProfiles implements KeyType.ProfileFinder<AwsCredentials> {
    private static final String CREDENTIALS_VARIABLE = "AWS_SHARED_CREDENTIALS_FILE";
    private static final String CONFIG_VARIABLE = "AWS_CONFIG_FILE";
    private static final String PROFILE_VARIABLE = "AWS_PROFILE";
    private static final String OTHER_PROFILE_VARIABLE = "AWS_DEFAULT_PROFILE";
    private static final String DEFAULT = "default";
    private static final String PROFILE = "profile";

    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String TOKEN = "aws_session_token";
    private static final String PROGRAM = "credential_process";

    private static final Set<String> KEY = Set.of(ID, SECRET, TOKEN);

    /** The fields that make AWS's tools fetch a key elsewhere, before they look for a key in the profile. */
    private static final List<String> ELSEWHERE = List.of(
            "role_arn",
            "web_identity_token_file",
            "sso_session",
            "sso_start_url",
            "sso_account_id",
            "sso_role_name",
            "login_session");

    @Override
    public Supplier<List<ProfileFile<AwsCredentials>>> find(
            String name, Path home, Function<String, Optional<String>> environment) {
        Path folder = home.resolve(".aws");
        Path credentials = ProfileFile.named(CREDENTIALS_VARIABLE, environment).orElse(folder.resolve("credentials"));
        Path config = ProfileFile.named(CONFIG_VARIABLE, environment).orElse(folder.resolve("config"));
        return () -> files(credentials, config);
    }

    @Override
    public Optional<String> defaultName(Function<String, Optional<String>> environment) {
        String name = environment.apply(PROFILE_VARIABLE).orElse(DEFAULT);
        environment
                .apply(OTHER_PROFILE_VARIABLE)
                .filter(other -> !other.equals(name))
                .ifPresent(other -> {
                    throw new InvalidProfileException("the environment variable " + OTHER_PROFILE_VARIABLE
                            + " names another profile than " + PROFILE_VARIABLE
                            + ", and only some of AWS's tools read it;"
                            + " unset it, or set credentials = profile:NAME");
                });
        return Optional.of(name);
    }

    private static List<ProfileFile<AwsCredentials>> files(Path credentials, Path config) {
        IniProfiles credentialsProfiles = IniProfiles.read(credentials, IniProfiles.Syntax.NESTED_SETTINGS);
        IniProfiles configProfiles = IniProfiles.read(config, IniProfiles.Syntax.NESTED_SETTINGS);
        Map<String, String> sections = sections(configProfiles, config);
        Function<String, Map<String, String>> inConfig = name -> Optional.ofNullable(sections.get(name))
                .map(configProfiles::section)
                .orElse(Map.of());
        Set<String> inConfigOnly = new LinkedHashSet<>(sections.keySet());
        inConfigOnly.removeAll(credentialsProfiles.names());
        return List.of(
                new ProfileFile<>(
                        credentials,
                        credentialsProfiles.names(),
                        name -> merged(
                                credentialsProfiles.section(name),
                                inConfig.apply(name),
                                "profile " + name + " has parts of its key both in " + credentials + " and in " + config
                                        + ", which AWS's tools combine in different ways; keep them in one file"),
                        AwsProfiles::key,
                        AwsProfiles::program),
                new ProfileFile<>(config, inConfigOnly, inConfig, AwsProfiles::key, AwsProfiles::program));
    }

    /** Returns the section name of each profile in the config file, which also has sections of other kinds. */
    private static Map<String, String> sections(IniProfiles settings, Path config) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : settings.names()) {
            List<String> words = Stream.of(section.split("\\s+", 2)).toList();
            String name = words.size() == 2 && words.get(0).equals(PROFILE) ? words.get(1) : section;
            boolean isProfile = !name.equals(section) || name.equals(DEFAULT);
            if (isProfile && sections.putIfAbsent(name, section) != null) {
                throw new InvalidProfileException("profile " + name + " is twice in " + config + ", as ["
                        + sections.get(name) + "] and as [" + section + "]; remove one");
            }
        }
        return sections;
    }

    private static Map<String, String> merged(Map<String, String> keys, Map<String, String> settings, String disputed) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        if (KEY.stream().anyMatch(keys::containsKey)) {
            if (KEY.stream().anyMatch(field -> settings.containsKey(field) && !keys.containsKey(field))) {
                throw new InvalidProfileException(disputed);
            }
            KEY.forEach(all::remove);
        }
        all.putAll(keys);
        return all;
    }

    private static Optional<String> program(Profile profile) {
        Stream.concat(ELSEWHERE.stream(), Stream.of(ID, SECRET, TOKEN, PROGRAM)).forEach(profile::checkCase);
        ELSEWHERE.stream()
                .filter(field -> !profile.text(field).isBlank())
                .findFirst()
                .ifPresent(field -> {
                    throw profile.unusable("has the field " + field
                            + ", with which AWS's tools fetch a key from a role or a login. Instead, set credentials = command"
                            + " and credentials.command = aws configure export-credentials --profile NAME, or set"
                            + " credentials = provider and pass a key that your code fetches with AWS's SDK");
                });
        boolean hasKey = KEY.stream().anyMatch(field -> !profile.text(field).isBlank());
        String program = profile.text(PROGRAM);
        if (hasKey && !program.isBlank()) {
            throw profile.unusable("has both a key and the field " + PROGRAM
                    + ", and AWS's tools disagree which one counts; remove one");
        }
        return Optional.of(program).filter(text -> !text.isBlank());
    }

    private static AwsCredentials key(Profile profile) {
        if (program(profile).isPresent()) {
            throw profile.unusable("names a program (" + PROGRAM
                    + ") that it did not name when the account was opened; open the account again to use the program");
        }
        profile.checkTokenName(TOKEN);
        String token = profile.text(TOKEN).isBlank() ? null : TOKEN;
        return profile.key(ID, SECRET, token, AwsCredentials.TYPE.constructor());
    }
}
