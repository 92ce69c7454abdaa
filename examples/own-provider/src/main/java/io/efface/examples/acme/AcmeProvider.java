package io.efface.examples.acme;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.LastFaceRule;
import io.efface.ReadBack;
import io.efface.http.AccountSigner;
import io.efface.http.HttpTransport;
import io.efface.http.StandardHttpProvider;
import io.efface.http.signing.VendorSigner;
import io.efface.spi.ProviderRepository;
import java.util.Map;

/** The provider {@code acme} for the fictional vendor Acme. */
public final class AcmeProvider extends StandardHttpProvider {
    private static final String PAGE = "Acme API reference, 'People and faces', 2026-01-15";

    static final Capabilities CAPABILITIES = Capabilities.builder("acme")
            .facesPerCall(10)
            .lastFace(LastFaceRule.deletable(PAGE))
            .reportsAbsentPersons(Claim.yes(PAGE))
            .listsDeletedFaces(Claim.yes(PAGE))
            .readBack(ReadBack.DOCUMENTED)
            .build();

    public AcmeProvider() {
        super("acme", "acme.example", Map.of("eu", "https://eu.acme.example", "us", "https://us.acme.example"));
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    protected VendorSigner<Key> signer() {
        return new AcmeSigner();
    }

    @Override
    protected ProviderRepository repository(HttpTransport transport, AccountSigner<Key> signer) {
        return new AcmeFaceRepository(transport, signer);
    }
}
