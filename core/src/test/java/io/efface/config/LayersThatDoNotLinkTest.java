package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests calls whose layers throw a linkage error, for example because a library on the class path has an incompatible version. */
class LayersThatDoNotLinkTest {
    private static final PersonId PERSON = PersonId.of("alice");

    private final FakeLayers layers = new FakeLayers();

    @Test
    void calls_layersThrowLinkageError_failWithConfigurationAndUnknownEffect() {
        layers.requests = new RequestLayer() {
            @Override
            public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
                throw new NoSuchMethodError("hidden-text");
            }
        };
        Set<FaceId> faces = Set.of(FaceId.of("f1"), FaceId.of("f2"));

        try (FaceRepositories repositories = FaceRepositories.builder()
                .providers(List.of(new FakeProvider("alpha")))
                .layers(layers)
                .environmentForReferences(Map.of())
                .map(Map.of("efface.accounts.one.provider", "alpha", "efface.accounts.one.region", "r"))
                .open()) {
            FaceRepository account = repositories.get("one");
            CallOptions options = CallOptions.defaults();
            FaceException ofPerson = failure(() -> account.deletePerson(PERSON, options));
            FaceException ofFaces = failure(() -> account.deleteFaces(PERSON, faces, options));
            FaceException ofRead = failure(() -> account.findPerson(PERSON, options));

            assertThat(List.of(ofPerson, ofFaces, ofRead))
                    .allSatisfy(failure -> assertThat(failure)
                            .returns(ErrorKind.CONFIGURATION, FaceException::kind)
                            .hasMessageContaining(
                                    "a library on the class path is missing or has an incompatible version")
                            .hasMessageNotContaining("hidden-text"));
            assertThat(ofPerson.account()).contains("one");
            assertThat(ofPerson.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(ofFaces.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                    .isEqualTo(faces);
            assertThat(ofRead.effect()).isEqualTo(Effect.NONE);
        }
    }

    private static FaceException failure(Runnable call) {
        return catchThrowableOfType(FaceException.class, call::run);
    }
}
