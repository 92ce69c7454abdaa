package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.layers.LayerCall;
import io.efface.testkit.memory.InMemoryConfig;
import java.text.Normalizer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Repositories with mistakes in deletions and reads of people. */
final class BrokenPeople {
    private BrokenPeople() {}

    @MustFail({"deletePerson_missing_succeedsAsAbsent", "deletePerson_presentTenTimes_isDeletedOnce"})
    static final class ReportsAbsentPeopleAsDeleted extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                CallTrace trace = sound.deletePerson(person, options).trace();
                return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.CONFIRMED, trace);
            });
        }
    }

    @MustFail({
        "deletePerson_present_isDeleted",
        "deletePerson_withoutFaces_isDeleted",
        "deletePerson_withoutOptions_isDeleted",
        "deletePerson_addedAgain_isDeletedAgain"
    })
    static final class ReportsDeletedPeopleAsAbsent extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                CallTrace trace = sound.deletePerson(person, options).trace();
                return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, trace);
            });
        }
    }

    @MustFail({"deletePerson_present_isDeleted", "deletePerson_withOneFace_takesTheLastFace"})
    static final class DeletesNothing extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                sound.findPerson(person, options);
                return DeletePersonResult.of(
                        person, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.ofRequest(null));
            });
        }
    }

    @MustFail({"deletePerson_missing_succeedsAsAbsent", "deletePerson_missingTenTimes_succeedsEachTime"})
    static final class ThrowsForAbsentPeople extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                if (result.outcome() == PersonOutcome.ALREADY_ABSENT) {
                    throw FaceException.of(Operation.DELETE_PERSON, ErrorKind.NOT_FOUND)
                            .provider("memory")
                            .attempts(1)
                            .build();
                }
                return result;
            });
        }
    }

    @MustFail({"deletePerson_present_isDeleted", "deletePerson_vendorLies_isNotVerified"})
    static final class ClaimsVerification extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(
                    sound,
                    (person, options) -> sound.deletePerson(person, options).verifiedAbsent(Instant.now()));
        }
    }

    @MustFail({"deletePerson_present_isDeleted", "deletePerson_manyThreadsManyPeople_eachIsGone"})
    static final class ReportsAnotherPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return DeletePersonResult.of(
                        PersonId.of("another"), result.outcome(), result.evidence(), result.trace());
            });
        }
    }

    @MustFail({"deletePerson_unusualIds_takesExactlyThatPerson", "findPerson_unusualIds_findsExactlyThatPerson"})
    static final class NormalisesIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return sound.deletePerson(normal(person), options);
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return sound.findPerson(normal(person), options);
                }

                private PersonId normal(PersonId person) {
                    return PersonId.of(Normalizer.normalize(person.value(), Normalizer.Form.NFC));
                }
            };
        }
    }

    @MustFail("deletePerson_amongAlikeIds_takesNobodyElse")
    static final class IgnoresCase extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                for (PersonId stored : sound.library().people()) {
                    if (stored.value()
                                    .toLowerCase(Locale.ROOT)
                                    .equals(person.value().toLowerCase(Locale.ROOT))
                            && !stored.equals(person)) {
                        sound.deletePerson(stored, options);
                    }
                }
                return sound.deletePerson(person, options);
            });
        }
    }

    @MustFail({"deletePerson_primitive_sendsOneRequestPerStep", "findPerson_primitive_sendsOneRequestPerStep"})
    static final class ReadsBeforeEachCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    sound.findPerson(person, options);
                    return sound.deletePerson(person, options);
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    sound.findPerson(person, options);
                    return sound.findPerson(person, options);
                }
            };
        }
    }

    @MustFail("findPerson_withManyFaces_listsThemInFull")
    static final class ReadsTheFirstPageOnly extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return sound.findPerson(person, options).map(found -> new Person(person, first(found.faces())));
                }

                private Set<FaceId> first(Set<FaceId> faces) {
                    return new LinkedHashSet<>(faces.stream().limit(5).toList());
                }
            };
        }
    }

    @MustFail("findPerson_withoutFaces_isFoundWithoutFaces")
    static final class ReportsPeopleWithoutFacesAsAbsent extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.reading(
                    sound,
                    (person, options) -> sound.findPerson(person, options)
                            .filter(found -> !found.faces().isEmpty()));
        }
    }

    @MustFail({"findPerson_missing_isEmpty", "findPerson_deleted_isEmpty"})
    static final class FindsEverybody extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.reading(
                    sound,
                    (person, options) ->
                            Optional.of(sound.findPerson(person, options).orElse(new Person(person, Set.of()))));
        }
    }

    @MustFail("findPerson_withoutReadBack_isUnsupported")
    static final class ReadsWithoutAReadBack extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return super.config().withReadsBack(false);
        }

        @Override
        Delegating breaking(Sound sound) {
            return Delegating.reading(sound, (person, options) -> Optional.empty());
        }
    }

    @MustFail({
        "findPerson_present_isFoundWithItsFaces",
        "findPerson_withOneFace_isFoundWithIt",
        "findPerson_afterFacesAreDeleted_listsTheOthers",
        "findPerson_unusualFaceIds_readsThemExactly"
    })
    static final class OmitsAFace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return sound.findPerson(person, options).map(found -> new Person(person, allButOne(found.faces())));
                }

                private Set<FaceId> allButOne(Set<FaceId> faces) {
                    return new LinkedHashSet<>(faces.stream().skip(1).toList());
                }
            };
        }
    }

    @MustFail("findPerson_tenTimes_returnsTheSame")
    static final class OmitsThePersonInEveryThirdRead extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final AtomicInteger reads = new AtomicInteger();

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return sound.findPerson(person, options).filter(found -> reads.incrementAndGet() % 3 != 0);
                }
            };
        }
    }

    @MustFail("deletePerson_asLaterAttempt_isDeleted")
    static final class SendsNothingInALaterAttempt extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                DeletePersonResult deletePerson(PersonId person, LayerCall call) {
                    return call.attempt() == 1
                            ? super.deletePerson(person, call)
                            : DeletePersonResult.of(
                                    person, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.NOTHING_SENT);
                }
            };
        }
    }

    @MustFail("calls_inRandomSequencesWithFaults_agreeWithTheModel")
    static final class RemembersTheFirstReadOfAPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final Map<PersonId, Optional<Person>> remembered = new ConcurrentHashMap<>();

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    Optional<Person> found = sound.findPerson(person, options);
                    return remembered.computeIfAbsent(person, id -> found);
                }
            };
        }
    }

    /** Keeps the person of a read in a field, which a concurrent read changes. */
    @MustFail("findPerson_manyThreadsManyPeople_eachIsFound")
    static final class ReadsThePersonOfAnotherThread extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final CyclicBarrier concurrent = new CyclicBarrier(2);
                private volatile PersonId latest = PersonId.of("none");

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    latest = person;
                    awaitAnotherRead();
                    return sound.findPerson(latest, options);
                }

                private void awaitAnotherRead() {
                    try {
                        concurrent.await(1, TimeUnit.SECONDS);
                    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                        // A read that is not concurrent is right.
                        concurrent.reset();
                    }
                }
            };
        }
    }

    @MustFail("deletePerson_withManyFaces_leavesNoFace")
    static final class LeavesFacesAfterTheFirstTen extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                Set<FaceId> faces = sound.library().faces(person).orElse(Set.of());
                DeletePersonResult result = sound.deletePerson(person, options);
                if (faces.size() > 10) {
                    sound.put(
                            PersonId.of("faces without a person"),
                            new LinkedHashSet<>(faces.stream().skip(10).toList()));
                }
                return result;
            });
        }
    }
}
