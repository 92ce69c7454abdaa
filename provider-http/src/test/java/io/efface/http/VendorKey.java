package io.efface.http;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.IniProfiles;
import io.efface.http.credentials.InvalidProfileException;
import io.efface.http.credentials.KeyType;
import io.efface.http.credentials.ProfileFile;
import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A key of a made-up vendor. */
public final class VendorKey extends AccessKey {
    /** The service type under which tests register a source of keys. */
    interface Source extends CredentialsSource<VendorKey> {}

    static final KeyType<VendorKey> TYPE = new KeyType<>(
            VendorKey::new,
            Source.class,
            new KeyType.Names("id", "secret", List.of("token")),
            new KeyType.Names("VENDOR_ID", "VENDOR_SECRET", List.of("VENDOR_TOKEN", "VENDOR_OTHER_TOKEN")),
            new Profiles(),
            "~/credentials");

    /** One file of profiles, which may name programs. The variable VENDOR_PROFILE names the default profile. */
    private static final class Profiles implements KeyType.ProfileFinder<VendorKey> {
        @Override
        public Supplier<List<ProfileFile<VendorKey>>> find(
                String name, Path home, Function<String, Optional<String>> environment) {
            Path file = ProfileFile.named("VENDOR_FILE", environment).orElse(home.resolve("credentials"));
            return () -> {
                IniProfiles sections = IniProfiles.read(file, IniProfiles.Syntax.EQUALS_SIGN);
                return List.of(new ProfileFile<>(
                        file,
                        sections.names(),
                        sections::section,
                        profile -> profile.key(
                                "id", "secret", profile.text("token").isEmpty() ? null : "token", VendorKey::new),
                        profile -> Optional.of(profile.text("program")).filter(text -> !text.isEmpty())));
            };
        }

        @Override
        public Optional<String> defaultName(Function<String, Optional<String>> environment) {
            String name = environment.apply("VENDOR_PROFILE").orElse("main");
            if (name.equals("two-faced")) {
                throw new InvalidProfileException("VENDOR_PROFILE is two-faced");
            }
            return Optional.of(name);
        }
    }

    VendorKey(String id, Secret secret, @Nullable Secret token) {
        super(id, secret, token);
        if (token == null && id.startsWith("TEMP.")) {
            throw new IllegalArgumentException("the token is missing");
        }
    }

    public static VendorKey of(String id, String secret, @Nullable String token) {
        return new VendorKey(id, new Secret(secret), token == null ? null : new Secret(token));
    }
}
