package io.efface.testkit.example;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.ReadBack;
import io.efface.spi.AccountSettings;
import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Setting;
import java.util.List;
import java.util.Optional;

/** The provider {@code acme}. */
public final class AcmeFaceRepositoryProvider implements FaceRepositoryProvider {
    static final Capabilities CAPABILITIES = Capabilities.builder("acme")
            .facesPerCall(10)
            .lastFace(LastFaceRule.deletable("Acme API reference, 'Faces', 2026-01-15"))
            .reportsAbsentPersons(Claim.yes("Acme API reference, 'People', 2026-01-15"))
            .listsDeletedFaces(Claim.yes("Acme API reference, 'Faces', 2026-01-15"))
            .readBack(ReadBack.DOCUMENTED)
            .build();

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.of("site", "Acme's site: eu or us", "eu"));
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<ProviderConfig> configure(AccountSettings settings) {
        String site = settings.text("site").orElse("eu");
        if (!List.of("eu", "us").contains(site)) {
            settings.reject("site", "is not a site of Acme; the sites are eu and us");
        }
        return settings.isRejected() ? Optional.empty() : Optional.of(new Config(site));
    }

    record Config(String site) implements ProviderConfig {
        @Override
        public String provider() {
            return "acme";
        }

        @Override
        public Optional<String> keyFingerprint() {
            return Optional.empty();
        }

        @Override
        public Capabilities capabilities() {
            return CAPABILITIES;
        }

        @Override
        public String place() {
            return site;
        }

        @Override
        public ProviderRepository open(OpenContext context) {
            AcmeClient client = context.service(AcmeClient.class)
                    .orElseThrow(() -> FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                            .detail(
                                    "the application must set an AcmeClient with FaceRepositories.builder().service(...)")
                            .build());
            return new AcmeFaceRepository(client, context.clock());
        }
    }
}
