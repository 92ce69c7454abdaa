package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.ProviderRepository;
import io.efface.spi.layers.BeforeRequest;
import io.efface.spi.layers.LayerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class HookedProviderTest {
    private final ProviderRepository provider = Mockito.mock(ProviderRepository.class);
    private final ProviderRepository repository = new HookedProvider(provider);
    private final PersonId person = PersonId.of("4711");

    @Test
    void request_withHook_runsTheHookFirst() {
        List<Operation> seen = new ArrayList<>();
        LayerCall options = LayerCall.plain().withBeforeRequest((operation, detaching) -> {
            Mockito.verifyNoMoreInteractions(provider);
            seen.add(operation);
        });
        repository.deletePerson(person, options);
        Mockito.verify(provider).deletePerson(person, options);
        repository.deleteFaces(person, Set.of(FaceId.of("1")), options);
        Mockito.verify(provider).deleteFaces(person, Set.of(FaceId.of("1")), options);
        repository.findPerson(person, options);
        assertThat(seen).containsExactly(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON);
    }

    @Test
    void request_hookThrows_isNotSent() {
        BeforeRequest rejecting = (operation, detaching) -> {
            throw FaceException.of(operation, ErrorKind.CANCELLED).build();
        };
        FaceException rejection = catchThrowableOfType(
                FaceException.class,
                () -> repository.deletePerson(person, LayerCall.plain().withBeforeRequest(rejecting)));
        assertThat(rejection.kind()).isEqualTo(ErrorKind.CANCELLED);
        Mockito.verifyNoInteractions(provider);
    }

    @Test
    void request_withoutHook_isSent() {
        repository.deletePerson(person, LayerCall.plain());
        Mockito.verify(provider).deletePerson(person, LayerCall.plain());
    }

    @Test
    void call_providerThrowsLinkageError_failsWithConfigurationAndUnknownEffect() {
        Set<FaceId> faces = Set.of(FaceId.of("1"), FaceId.of("2"));
        LayerCall options = LayerCall.plain();
        Mockito.when(provider.deletePerson(person, options)).thenThrow(new NoSuchMethodError("hidden-text"));
        Mockito.when(provider.deleteFaces(person, faces, options)).thenThrow(new NoSuchMethodError("hidden-text"));
        Mockito.when(provider.findPerson(person, options)).thenThrow(new NoClassDefFoundError("hidden-text"));

        FaceException ofPerson =
                catchThrowableOfType(FaceException.class, () -> repository.deletePerson(person, options));
        FaceException ofFaces =
                catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(person, faces, options));
        FaceException ofRead = catchThrowableOfType(FaceException.class, () -> repository.findPerson(person, options));

        assertThat(List.of(ofPerson, ofFaces, ofRead))
                .allSatisfy(failure -> assertThat(failure)
                        .returns(ErrorKind.CONFIGURATION, FaceException::kind)
                        .hasMessageContaining("a library on the class path is missing or has an incompatible version")
                        .hasMessageNotContaining("hidden-text"));
        assertThat(ofPerson.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(ofFaces.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(ofFaces.facesSoFar().orElseThrow().faces().values())
                .allSatisfy(face -> assertThat(face.outcome()).isEqualTo(FaceOutcome.UNKNOWN));
        assertThat(ofRead.effect()).isEqualTo(Effect.NONE);
    }
}
