package io.efface.http;

import io.efface.http.credentials.AccessKey;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.IniProfiles;
import io.efface.http.credentials.KeyType;
import io.efface.http.credentials.ProfileFile;
import io.efface.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of a vendor that does not exist. */
public final class VendorKey extends AccessKey {
    /** The type under which tests register a source. */
    interface Source extends CredentialsSource<VendorKey> {}

    static final KeyType<VendorKey> TYPE = new KeyType<>(
            VendorKey::new,
            Source.class,
            new KeyType.Names("id", "secret", List.of("token")),
            new KeyType.Names("VENDOR_ID", "VENDOR_SECRET", List.of("VENDOR_TOKEN", "VENDOR_OTHER_TOKEN")),
            (name, home, environment) -> {
                var file = ProfileFile.named("VENDOR_FILE", environment).orElse(home.resolve("credentials"));
                return () -> List.of(ProfileFile.ini(
                        file,
                        IniProfiles.Syntax.EQUALS_SIGN,
                        profile -> profile.key(
                                "id", "secret", profile.text("token").isEmpty() ? null : "token", VendorKey::new)));
            },
            "~/credentials");

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
