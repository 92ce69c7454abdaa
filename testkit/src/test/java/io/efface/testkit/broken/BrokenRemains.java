package io.efface.testkit.broken;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.PersonId;
import java.util.Optional;
import java.util.Set;

/** Repositories that leave faces without a person at the vendor. */
final class BrokenRemains {
    private BrokenRemains() {}

    @MustFail("deletePerson_present_leavesNoFace")
    static final class LeavesTheFacesOfADeletedPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                Optional<Set<FaceId>> faces = sound.library().faces(person);
                DeletePersonResult result = sound.deletePerson(person, options);
                faces.ifPresent(left -> leave(sound, left));
                return result;
            });
        }
    }

    @MustFail("deleteFaces_present_leavesNoFace")
    static final class DetachesFacesWithoutDeletingThem extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                leave(sound, faces);
                return result;
            });
        }
    }

    @MustFail({"deleteFaces_onlyFace_followsTheLastFaceRule", "deleteFaces_allFaces_followsTheLastFaceRule"})
    static final class LeavesTheLastFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                if (sound.library().faces(person).filter(Set::isEmpty).isPresent()) {
                    leave(sound, faces);
                }
                return result;
            });
        }
    }

    /** The in-memory vendor has no faces without a person, so a person whom no test knows holds the faces. */
    private static void leave(Sound sound, Set<FaceId> faces) {
        sound.put(PersonId.of("faces without a person"), faces);
    }
}
