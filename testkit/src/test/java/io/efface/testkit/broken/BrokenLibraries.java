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

/** Repositories that report a missing library incorrectly. */
final class BrokenLibraries {
    private BrokenLibraries() {}

    /** Treats every NOT_FOUND as the absence of the person. */
    @MustFail({
        "deletePerson_missingLibrary_isNotFound",
        "deletePerson_missingLibraryAsLaterAttempt_isNotFound",
        "deleteFaces_missingLibrary_isNotFound",
        "findPerson_missingLibrary_isNotFound"
    })
    static final class ReportsAMissingLibraryAsAbsence extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return unlessMissing(
                            () -> sound.deletePerson(person, options),
                            () -> DeletePersonResult.of(
                                    person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, oneRequest()));
                }

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    return unlessMissing(
                            () -> sound.deleteFaces(person, faces, options),
                            () -> DeleteFacesResult.all(
                                    person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), oneRequest()));
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return unlessMissing(() -> sound.findPerson(person, options), Optional::empty);
                }
            };
        }

        private static CallTrace oneRequest() {
            return CallTrace.ofRequest(null);
        }

        private static <T> T unlessMissing(Supplier<T> call, Supplier<T> absent) {
            try {
                return call.get();
            } catch (FaceException e) {
                if (e.kind() == ErrorKind.NOT_FOUND) {
                    return absent.get();
                }
                throw e;
            }
        }
    }

    /** Reports the effect of a missing library as unknown, like an error with a code that it does not know. */
    @MustFail({"deletePerson_missingLibrary_isNotFound", "deletePerson_missingLibraryAsLaterAttempt_isNotFound"})
    static final class ReportsUnknownEffectOfAMissingLibrary extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return reporting(sound, error -> error.toBuilder().effect(Effect.UNKNOWN));
        }
    }

    /** Reports a missing library as an error about one person, so that callers continue with other people. */
    @MustFail("deletePerson_missingLibrary_isNotFound")
    static final class ReportsAMissingLibraryAsErrorAboutThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return reporting(sound, error -> error.toBuilder().aboutTarget(true));
        }
    }

    private static Delegating reporting(Sound sound, Function<FaceException, FaceExceptionBuilder> missing) {
        return Delegating.deletingPeople(sound, (person, options) -> {
            try {
                return sound.deletePerson(person, options);
            } catch (FaceException e) {
                throw e.kind() == ErrorKind.NOT_FOUND ? missing.apply(e).build() : e;
            }
        });
    }
}
