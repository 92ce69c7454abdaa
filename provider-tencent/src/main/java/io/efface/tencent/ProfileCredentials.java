package io.efface.tencent;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A named section of the vendor's profile file, read anew for every attempt, so that a renewed token is seen. Thread-safe. */
final class ProfileCredentials implements TencentCredentialsProvider {
    private final String name;
    private final Path path;

    /** Names a section of the file below a home folder. Reads nothing yet. */
    ProfileCredentials(String name, Path home) {
        this.name = name;
        this.path = ProfileFile.in(home);
    }

    /**
     * {@inheritDoc}
     *
     * @throws FaceException of kind {@code CONFIGURATION} if the file or the section is not usable
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
     * Returns what the file holds now.
     *
     * @throws UnusableProfile if the file or the section is not usable
     */
    TencentCredentials read() {
        ProfileFile file = file();
        if (!file.profiles().contains(name)) {
            throw new UnusableProfile("the profile file " + path + " has no section [" + name + "]; it has "
                    + (file.profiles().isEmpty() ? "none" : file.profiles()));
        }
        Map<String, String> profile = file.profile(name);
        List<String> missing = new ArrayList<>();
        String id = required(profile, "secret_id", missing);
        String key = required(profile, "secret_key", missing);
        String place = "in section [" + name + "] of " + path + ", ";
        if (!missing.isEmpty()) {
            throw new UnusableProfile(place + String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are")
                    + " missing or empty" + hint(profile));
        }
        try {
            return TencentCredentials.of(id, key, profile.get("token"));
        } catch (IllegalArgumentException e) {
            throw new UnusableProfile(place + e.getMessage());
        }
    }

    private ProfileFile file() {
        try {
            return ProfileFile.read(path);
        } catch (IOException e) {
            throw new UnusableProfile("the profile file " + path + " cannot be read: "
                    + e.getClass().getSimpleName());
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

    /** Other tools of the vendor know sections that name a role in place of a key. */
    private static String hint(Map<String, String> profile) {
        return profile.containsKey("role_arn")
                ? "; it names a role (role_arn): let the vendor's SDK fetch its credentials in code, and use credentials ="
                        + " provider"
                : "";
    }

    /** Shows the section's name. */
    @Override
    public String toString() {
        return "ProfileCredentials[" + name + "]";
    }
}
