package io.efface.testkit.broken;

import static io.efface.Operation.DELETE_FACES;
import static io.efface.Operation.DELETE_PERSON;
import static io.efface.Operation.FIND_PERSON;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Set;
import java.util.function.Supplier;

/** Repositories that change faces of other people, or faces without a person. */
final class BrokenOthers {
    private static final String CLASSIFIED_FAILURE = "anyOperation_vendorFails_keepsTheDetails";
    private static final String SUCCESS = "anyOperation_distantDeadline_succeeds";

    private BrokenOthers() {}

    @MustFail(
            value = SUCCESS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class DeletesFacesWithoutAPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    sound.loseFacesWithoutPerson();
                    return call.get();
                }
            };
        }
    }

    @MustFail(
            value = SUCCESS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class DeletesTheVectorsOfOtherPeople extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    sound.loseFacesOfOthers(person);
                    return call.get();
                }
            };
        }
    }

    @MustFail(
            value = CLASSIFIED_FAILURE,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class DeletesFacesWithoutAPersonAfterAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return DelegatingOperation.rethrowing(sound, operation(), failure -> {
                sound.loseFacesWithoutPerson();
                return failure;
            });
        }
    }

    @MustFail(
            value = {"anyOperation_cancelledDuringStall_endsQuickly", "anyOperation_interruptedDuringStall_endsQuickly"
            },
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class EmptiesOtherPeopleAfterAnEndedCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    try {
                        return call.get();
                    } catch (FaceException e) {
                        if (e.kind() == ErrorKind.CANCELLED) {
                            sound.library().people().stream()
                                    .filter(other -> !other.equals(person))
                                    .forEach(other -> sound.put(other, Set.of()));
                        }
                        throw e;
                    }
                }
            };
        }
    }

    @MustFail("deleteFaces_facesWithoutPersonExist_keepsThem")
    static final class DeletesTheRequestedFacesOfNobody extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> held = sound.library().faces(person).orElse(Set.of());
                if (faces.stream().anyMatch(face -> sound.library().holds(face) && !held.contains(face))) {
                    sound.loseFacesWithoutPerson();
                }
                return sound.deleteFaces(person, faces, options);
            });
        }
    }
}
