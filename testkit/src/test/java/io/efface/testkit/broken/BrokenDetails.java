package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Classification;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import java.util.function.Function;

/** Repositories that lose or invent details of the vendor's responses. */
final class BrokenDetails {
    private BrokenDetails() {}

    @MustFail("deletePerson_vendorReportsAnError_keepsItsDetails")
    static final class OmitsTheWaitOfTheVendor extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().retryAfter(null));
        }
    }

    @MustFail("deletePerson_vendorReportsAnError_keepsItsDetails")
    static final class OmitsTheCodeOfTheVendor extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().vendorCode(null));
        }
    }

    @MustFail("deletePerson_vendorReportsAnError_keepsItsDetails")
    static final class OmitsTheHttpStatus extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().httpStatus(0));
        }
    }

    @MustFail("deletePerson_vendorReportsAnError_keepsItsDetails")
    static final class OmitsTheRequestIdOfAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().requestId(null));
        }
    }

    @MustFail("deletePerson_vendorReportsAnError_keepsItsDetails")
    static final class InventsTheRequestIdOfAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().requestId("invented-1"));
        }
    }

    @MustFail("deletePerson_vendorFails_namesTheAccount")
    static final class OmitsTheAccount extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().account(null));
        }
    }

    @MustFail("deletePerson_vendorReportsAnError_isClassified")
    static final class ReportsAVendorErrorAsLocal extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return changing(sound, failure -> failure.toBuilder().classification(Classification.LOCAL));
        }
    }

    @MustFail("anyOperation_requestIds_areThoseOfTheResponses")
    static final class OmitsRequestIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    DeletePersonResult result = sound.deletePerson(person, options);
                    return DeletePersonResult.of(
                            person, result.outcome(), result.evidence(), CallTrace.ofRequest(null));
                }
            };
        }
    }

    @MustFail("anyOperation_requestIds_areThoseOfTheResponses")
    static final class InventsRequestIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    DeletePersonResult result = sound.deletePerson(person, options);
                    return DeletePersonResult.of(
                            person, result.outcome(), result.evidence(), CallTrace.ofRequest("invented-1"));
                }
            };
        }
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

    private static Delegating changing(Sound sound, Function<FaceException, FaceExceptionBuilder> change) {
        return new Delegating(sound) {
            @Override
            public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                try {
                    return sound.deletePerson(person, options);
                } catch (FaceException e) {
                    throw change.apply(e).build();
                }
            }
        };
    }
}
