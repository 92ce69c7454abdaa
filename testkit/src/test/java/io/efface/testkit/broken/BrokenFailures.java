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
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Repositories that report failures of the vendor incorrectly. */
final class BrokenFailures {
    private static final String KIND_AND_EFFECT = "deletePerson_vendorFails_reportsWhatMayHaveHappened";

    private BrokenFailures() {}

    /** What a repository does after the failure of a deletion. */
    @FunctionalInterface
    private interface AfterFailure {
        DeletePersonResult of(PersonId person, FaceException failure, CallOptions options);
    }

    private static Delegating afterFailure(Sound sound, AfterFailure reaction) {
        return Delegating.deletingPeople(sound, (person, options) -> {
            try {
                return sound.deletePerson(person, options);
            } catch (FaceException e) {
                return reaction.of(person, e, options);
            }
        });
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ReportsNoEffectAfterADeletion extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder().effect(Effect.NONE).build();
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ReportsUnknownEffectAfterARejection extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder().effect(Effect.UNKNOWN).build();
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ReportsPartialEffectForOnePerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                Effect effect = failure.effect() == Effect.NONE ? Effect.NONE : Effect.PARTIAL;
                throw failure.toBuilder().effect(effect).build();
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ReportsEveryFailureAsUnknownKind extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw copy(failure, ErrorKind.UNKNOWN).build();
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class NeverAdvisesARepeat extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder().advice(RetryAdvice.NEVER).build();
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ReportsLocalOrigin extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder().origin(Origin.LOCAL).build();
            });
        }
    }

    @MustFail({KIND_AND_EFFECT, "deletePerson_afterAFault_worksAgain"})
    static final class Retries extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> sound.deletePerson(person, options));
        }
    }

    @MustFail({KIND_AND_EFFECT, "anyOperation_missingAndVendorFails_neverSaysAbsent"})
    static final class ReportsAFailureAsAbsence extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(
                    sound,
                    (person, failure, options) -> DeletePersonResult.of(
                            person, PersonOutcome.ALREADY_ABSENT, Evidence.INFERRED, CallTrace.ofRequest(null)));
        }
    }

    @MustFail("findPerson_vendorFails_neverSaysAbsent")
    static final class ReadsAMalformedResponseAsAbsence extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.reading(sound, (person, options) -> {
                try {
                    return sound.findPerson(person, options);
                } catch (FaceException e) {
                    if (e.kind() == ErrorKind.MALFORMED_RESPONSE) {
                        return Optional.empty();
                    }
                    throw e;
                }
            });
        }
    }

    @MustFail(KIND_AND_EFFECT)
    static final class ThrowsAnotherException extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw new IllegalStateException("connection reset");
            });
        }
    }

    @MustFail("deletePerson_vendorFails_exposesNoId")
    static final class NamesThePersonInTheMessage extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder()
                        .detail("could not delete " + person.value())
                        .build();
            });
        }
    }

    @MustFail("deletePerson_vendorFails_exposesNoId")
    static final class NamesThePersonInACause extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder()
                        .cause(new IllegalStateException("{\"person\":\"" + person.value() + "\"}"))
                        .build();
            });
        }
    }

    @MustFail({
        "deletePerson_pastDeadline_exposesNoId",
        "deleteFaces_vendorFails_exposesNoId",
        "deleteFaces_lastFace_exposesNoId",
        "findPerson_vendorFails_exposesNoId"
    })
    static final class NamesIdsInEveryFailure extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return super.config().withLastFace(LastFaceRule.Behavior.KEPT);
        }

        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return naming(person.value(), () -> sound.deletePerson(person, options));
                }

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    String first = faces.iterator().next().value();
                    return naming(first, () -> sound.deleteFaces(person, faces, options));
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return naming(person.value(), () -> sound.findPerson(person, options));
                }

                private <T> T naming(String name, Supplier<T> call) {
                    try {
                        return call.get();
                    } catch (FaceException e) {
                        throw e.toBuilder().detail("failed for " + name).build();
                    }
                }
            };
        }
    }

    @MustFail({"deletePerson_vendorFails_exposesNoId", "deletePerson_pastDeadline_exposesNoId"})
    static final class NamesAPartOfThePersonInTheMessage extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder()
                        .detail("could not delete " + person.value().substring(0, 12) + "...")
                        .build();
            });
        }
    }

    @MustFail("deletePerson_vendorFails_exposesNoId")
    static final class NamesAHashOfThePersonInTheMessage extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return afterFailure(sound, (person, failure, options) -> {
                throw failure.toBuilder()
                        .detail("could not delete " + person.value().hashCode())
                        .build();
            });
        }
    }

    @MustFail("toString_ofEverything_exposesNoId")
    static final class NamesTheDeletedPersonInToString extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private volatile String last = "none";

                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    last = person.value();
                    return sound.deletePerson(person, options);
                }

                @Override
                public String toString() {
                    return "NamesTheDeletedPersonInToString[" + last + "]";
                }
            };
        }
    }

    private static FaceExceptionBuilder copy(FaceException failure, ErrorKind kind) {
        return FaceException.of(Operation.DELETE_PERSON, kind)
                .effect(failure.effect())
                .advice(failure.advice())
                .origin(failure.origin())
                .provider(failure.provider().orElse("memory"))
                .attempts(failure.attempts());
    }
}
