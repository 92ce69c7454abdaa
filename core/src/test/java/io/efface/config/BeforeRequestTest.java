package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.BeforeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class BeforeRequestTest {
    private final FaceRepository primitive = Mockito.mock(FaceRepository.class);
    private final FaceRepository repository = new AnnouncingRepository(primitive);
    private final PersonId person = new PersonId("4711");

    @Test
    void eachRequest_isAnnouncedBeforeItLeaves() {
        List<Operation> told = new ArrayList<>();
        CallOptions options = CallOptions.defaults().withBeforeRequest(operation -> {
            Mockito.verifyNoMoreInteractions(primitive);
            told.add(operation);
        });
        repository.deletePerson(person, options);
        Mockito.verify(primitive).deletePerson(person, options);
        repository.deleteFaces(person, Set.of(new FaceId("1")), options);
        Mockito.verify(primitive).deleteFaces(person, Set.of(new FaceId("1")), options);
        repository.findPerson(person, options);
        assertThat(told).containsExactly(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON);
    }

    @Test
    void aRefusal_holdsTheRequestBack() {
        BeforeRequest refusing = operation -> {
            throw FaceException.of(operation, ErrorKind.CANCELLED).build();
        };
        FaceException refusal = catchThrowableOfType(
                FaceException.class,
                () -> repository.deletePerson(person, CallOptions.defaults().withBeforeRequest(refusing)));
        assertThat(refusal.kind()).isEqualTo(ErrorKind.CANCELLED);
        Mockito.verifyNoInteractions(primitive);
    }

    @Test
    void withoutListener_theRequestJustLeaves() {
        repository.deletePerson(person, CallOptions.defaults());
        Mockito.verify(primitive).deletePerson(person, CallOptions.defaults());
    }

    @Test
    void call_providerDoesNotLink_isConfigurationOfUnknownEffect() {
        Set<FaceId> faces = Set.of(new FaceId("1"), new FaceId("2"));
        CallOptions options = CallOptions.defaults();
        Mockito.when(primitive.deletePerson(person, options)).thenThrow(new NoSuchMethodError("hidden-text"));
        Mockito.when(primitive.deleteFaces(person, faces, options)).thenThrow(new NoSuchMethodError("hidden-text"));
        Mockito.when(primitive.findPerson(person, options)).thenThrow(new NoClassDefFoundError("hidden-text"));

        FaceException ofPerson =
                catchThrowableOfType(FaceException.class, () -> repository.deletePerson(person, options));
        FaceException ofFaces =
                catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(person, faces, options));
        FaceException ofRead = catchThrowableOfType(FaceException.class, () -> repository.findPerson(person, options));

        assertThat(List.of(ofPerson, ofFaces, ofRead))
                .allSatisfy(failure -> assertThat(failure)
                        .returns(ErrorKind.CONFIGURATION, FaceException::kind)
                        .hasMessageContaining("a library on the class path is missing or does not fit")
                        .hasMessageNotContaining("hidden-text"));
        assertThat(ofPerson.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(ofFaces.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(ofFaces.facesSoFar().orElseThrow().faces().values())
                .allSatisfy(face -> assertThat(face.outcome()).isEqualTo(FaceOutcome.UNKNOWN));
        assertThat(ofRead.effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void options_keepTheListenerWhateverElseChanges() {
        BeforeRequest listener = operation -> {};
        CallOptions options = CallOptions.defaults()
                .withBeforeRequest(listener)
                .withAttempt(2)
                .withCallId("c-1");
        assertThat(options.deletingPersonForAllFaces().beforeRequest()).containsSame(listener);
        assertThat(options).isNotEqualTo(CallOptions.defaults().withAttempt(2).withCallId("c-1"));
        assertThat(Map.of(options, 1)).containsKey(options);
    }
}
