package io.efface.testkit.broken;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Repositories that change ids, or that change or keep the caller's set of faces. */
final class BrokenArguments {
    private BrokenArguments() {}

    @MustFail("deletePerson_unusualIds_takesExactlyThatPerson")
    static final class RemovesSpacesAroundAPersonId extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result =
                        sound.deletePerson(PersonId.of(person.value().strip()), options);
                return DeletePersonResult.of(person, result.outcome(), result.evidence(), result.trace());
            });
        }
    }

    @MustFail("deleteFaces_unusualIds_takesExactlyThoseFaces")
    static final class RemovesSpacesAroundFaceIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> stripped = new LinkedHashSet<>();
                faces.forEach(face -> stripped.add(FaceId.of(face.value().strip())));
                return sound.deleteFaces(person, stripped, options);
            });
        }
    }

    @MustFail("deleteFaces_setOfTheCaller_isNotChanged")
    static final class RemovesFacesFromTheSetOfTheCaller extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                if (faces instanceof LinkedHashSet) {
                    faces.removeAll(result.faces().keySet());
                }
                return result;
            });
        }
    }

    @MustFail("deleteFaces_setChangedDuringTheCall_keepsTheRequest")
    static final class KeepsTheSetOfTheCaller extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                try {
                    return sound.deleteFaces(person, faces, options);
                } catch (FaceException e) {
                    CallTrace trace = CallTrace.ofRequest(null);
                    DeleteFacesResult soFar = DeleteFacesResult.all(person, faces, FaceResult.unknown(), trace);
                    throw e.facesSoFar().isEmpty()
                            ? e
                            : e.toBuilder().facesSoFar(soFar).build();
                }
            });
        }
    }

    @MustFail("deleteFaces_anyNumber_areDeleted")
    static final class OmitsOneFaceOfThree extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> sent = new LinkedHashSet<>(faces);
                if (sent.size() == 3) {
                    Iterator<FaceId> each = sent.iterator();
                    each.next();
                    each.remove();
                }
                return sound.deleteFaces(person, sent, options);
            });
        }
    }

    @MustFail("deleteFaces_unusualIds_takesExactlyThoseFaces")
    static final class RemovesSpacesAroundAPersonIdInADeletionOfFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changingThePersonOfFaces(sound, String::strip);
        }
    }

    @MustFail("deleteFaces_unusualIds_takesExactlyThoseFaces")
    static final class LowersTheCaseOfAPersonIdInADeletionOfFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changingThePersonOfFaces(sound, id -> id.toLowerCase(Locale.ROOT));
        }
    }

    private static Delegating changingThePersonOfFaces(Sound sound, UnaryOperator<String> change) {
        return Delegating.deletingFaces(sound, (person, faces, options) -> {
            PersonId sent = PersonId.of(change.apply(person.value()));
            DeleteFacesResult result = sound.deleteFaces(sent, faces, options);
            return DeleteFacesResult.of(person, result.faces(), result.trace());
        });
    }

    @MustFail("findPerson_unusualIds_findsExactlyThatPerson")
    static final class RemovesSpacesAroundThePersonIdOfARead extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.reading(
                    sound,
                    (person, options) -> sound.findPerson(
                                    PersonId.of(person.value().strip()), options)
                            .map(found -> new Person(person, found.faces())));
        }
    }

    @MustFail("deleteFaces_vendorFails_reportsWhatMayHaveHappened")
    static final class EmptiesTheSetOfTheCallerAfterAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                try {
                    return sound.deleteFaces(person, faces, options);
                } catch (FaceException e) {
                    faces.clear();
                    throw e;
                }
            });
        }
    }

    @MustFail("deleteFaces_anyNumber_areDeleted")
    static final class OmitsOneFaceOf73 extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return super.config().withFacesPerCall(100);
        }

        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                int sent = faces.size() == 73 ? 72 : faces.size();
                return sound.deleteFaces(
                        person, new LinkedHashSet<>(faces.stream().limit(sent).toList()), options);
            });
        }
    }
}
