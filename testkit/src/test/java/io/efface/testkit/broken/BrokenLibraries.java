package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Wrong about a library that does not exist. */
final class BrokenLibraries {
    private BrokenLibraries() {}

    /** A mapper of errors that takes every NOT_FOUND for the person's absence. */
    @MustFail({
        "deletePerson_missingLibrary_isNotFound",
        "deletePerson_missingLibraryAsLaterAttempt_isNotFound",
        "deleteFaces_missingLibrary_isNotFound",
        "findPerson_missingLibrary_isNotFound"
    })
    static final class TakesAMissingLibraryForAnAbsentPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return unlessMissing(
                            () -> sound.deletePerson(person, options),
                            () -> DeletePersonResult.of(
                                    person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, answered()));
                }

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    return unlessMissing(
                            () -> sound.deleteFaces(person, faces, options),
                            () -> DeleteFacesResult.all(
                                    person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), answered()));
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return unlessMissing(() -> sound.findPerson(person, options), Optional::empty);
                }
            };
        }

        private static CallTrace answered() {
            return CallTrace.ofRequest(null);
        }

        private static <T> T unlessMissing(Supplier<T> call, Supplier<T> otherwise) {
            try {
                return call.get();
            } catch (FaceException e) {
                if (e.kind() == ErrorKind.NOT_FOUND) {
                    return otherwise.get();
                }
                throw e;
            }
        }
    }

    /** A mapper of errors without a row for the vendor's code. */
    @MustFail({"deletePerson_missingLibrary_isNotFound", "deletePerson_missingLibraryAsLaterAttempt_isNotFound"})
    static final class DoubtsTheEffectInAMissingLibrary extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return reporting(sound, error -> error.toBuilder().effect(Effect.UNKNOWN));
        }
    }

    /** Calls the missing library a fault of the person's id, so that only that person is given up. */
    @MustFail("deletePerson_missingLibrary_isNotFound")
    static final class BlamesThePersonForAMissingLibrary extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return reporting(sound, error -> error.toBuilder().aboutTarget(true));
        }
    }

    private static Delegating reporting(Sound sound, Function<FaceException, FaceExceptionBuilder> missing) {
        return new Delegating(sound) {
            @Override
            public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                try {
                    return sound.deletePerson(person, options);
                } catch (FaceException e) {
                    throw e.kind() == ErrorKind.NOT_FOUND ? missing.apply(e).build() : e;
                }
            }
        };
    }
}
