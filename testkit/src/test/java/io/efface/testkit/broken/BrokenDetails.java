package io.efface.testkit.broken;

import static io.efface.Operation.DELETE_FACES;
import static io.efface.Operation.DELETE_PERSON;
import static io.efface.Operation.FIND_PERSON;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Classification;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** Repositories that lose or invent details of the vendor's responses. */
final class BrokenDetails {
    private static final String ERRORS = "anyOperation_vendorFails_keepsTheDetails";

    private BrokenDetails() {}

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class OmitsTheWaitOfTheVendor extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().retryAfter(null));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class OmitsTheCodeOfTheVendor extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().vendorCode(null));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class OmitsTheHttpStatus extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().httpStatus(0));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class OmitsTheRequestIdOfAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().requestId(null));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class InventsTheRequestIdOfAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().requestId("invented-1"));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class OmitsTheAccount extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().account(null));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsAVendorErrorAsLocal extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().classification(Classification.LOCAL));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsACodeAsAnUnknownStructure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound, operation(), failure -> classified(failure, Classification.CODE, Classification.SHAPE));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsALostConnectionAsACode extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound, operation(), failure -> classified(failure, Classification.TRANSPORT, Classification.CODE));
        }
    }

    private static FaceExceptionBuilder classified(FaceException failure, Classification from, Classification to) {
        return failure.toBuilder().classification(failure.classification() == from ? to : failure.classification());
    }

    @MustFail("anyOperation_requestIds_areThoseOfTheResponses")
    static final class OmitsRequestIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return DeletePersonResult.of(person, result.outcome(), result.evidence(), CallTrace.ofRequest(null));
            });
        }
    }

    @MustFail("anyOperation_requestIds_areThoseOfTheResponses")
    static final class InventsRequestIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return DeletePersonResult.of(
                        person, result.outcome(), result.evidence(), CallTrace.ofRequest("invented-1"));
            });
        }
    }

    @MustFail("findPerson_present_isFoundWithItsFaces")
    static final class ReportsATimeBeforeTheCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return readingAt(sound, Instant.EPOCH);
        }
    }

    @MustFail("findPerson_present_isFoundWithItsFaces")
    static final class ReportsATimeAfterTheCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return readingAt(sound, Instant.now().plusSeconds(60));
        }
    }

    private static Delegating readingAt(Sound sound, Instant time) {
        return new Delegating(sound) {
            @Override
            public FindPersonResult findPerson(PersonId person, CallOptions options) {
                FindPersonResult result = super.findPerson(person, options);
                return new FindPersonResult(result.person(), time, result.trace());
            }
        };
    }

    @MustFail("findPerson_anyPerson_hasATrace")
    static final class ReadsWithoutATrace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public FindPersonResult findPerson(PersonId person, CallOptions options) {
                    FindPersonResult result = super.findPerson(person, options);
                    return new FindPersonResult(result.person(), result.readAt(), CallTrace.NOTHING_SENT);
                }
            };
        }
    }

    private static Delegating changing(
            Sound sound, Operation operation, Function<FaceException, FaceExceptionBuilder> change) {
        return DelegatingOperation.rethrowing(
                sound, operation, failure -> change.apply(failure).build());
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class InventsAWait extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound,
                    operation(),
                    failure -> failure.kind() == ErrorKind.UNAUTHENTICATED
                            ? failure.toBuilder().retryAfter(Duration.ofSeconds(1))
                            : failure.toBuilder());
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class InventsTheCodeOfALostResponse extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound,
                    operation(),
                    failure -> failure.classification() == Classification.TRANSPORT
                            ? failure.toBuilder().vendorCode("ConnectionReset")
                            : failure.toBuilder());
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsARejectedKeyAsErrorAboutThePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound,
                    operation(),
                    failure -> failure.toBuilder()
                            .aboutTarget(failure.isAboutTarget() || failure.kind() == ErrorKind.UNAUTHENTICATED));
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsALostConnectionAsErrorOfTheVendor extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound,
                    operation(),
                    failure -> failure.origin() == Origin.NETWORK
                            ? failure.toBuilder().origin(Origin.VENDOR)
                            : failure.toBuilder());
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class AdvisesToRepeatACallOfAnUnpaidAccount extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(
                    sound,
                    operation(),
                    failure -> failure.kind() == ErrorKind.ACCOUNT_UNAVAILABLE
                            ? failure.toBuilder().advice(RetryAdvice.BACKOFF)
                            : failure.toBuilder());
        }
    }

    @MustFail(
            value = ERRORS,
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class ReportsAWaitThatDidNotHappen extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, operation(), failure -> failure.toBuilder().waited(Duration.ofSeconds(1)));
        }
    }

    @MustFail({"deletePerson_missing_succeedsAsAbsent", "deletePerson_missingTenTimes_succeedsEachTime"})
    static final class OmitsTheRequestIdOfAMissingPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return result.outcome() == PersonOutcome.DELETED ? result : result.withTrace(CallTrace.ofRequest(null));
            });
        }
    }
}
