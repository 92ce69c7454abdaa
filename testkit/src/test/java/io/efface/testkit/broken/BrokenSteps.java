package io.efface.testkit.broken;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.Cancellation;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Providers with mistakes in operations that need several requests. */
final class BrokenSteps {
    private static final String REQUEST_FAILS = "deletePerson_laterRequestFails_isFinishedByARepeat";
    private static final String CANCELLED = "deletePerson_cancelledBetweenRequests_isFinishedByARepeat";
    private static final String DEADLINE = "deletePerson_deadlineBetweenRequests_isFinishedByARepeat";
    private static final String INTERRUPTED = "deletePerson_interruptedInALaterRequest_isFinishedByARepeat";

    private static final String FACES_FAIL = "deleteFaces_laterRequestFails_isFinishedByARepeat";
    private static final String FACES_CANCELLED = "deleteFaces_cancelledBetweenRequests_isFinishedByARepeat";
    private static final String FACES_DEADLINE = "deleteFaces_deadlineBetweenRequests_isFinishedByARepeat";
    private static final String FACES_INTERRUPTED = "deleteFaces_interruptedInALaterRequest_isFinishedByARepeat";

    private BrokenSteps() {}

    /** Returns an operation in which each further request is changed. */
    private static <T extends CallResult<T>> Step<T> changing(Step<T> step, UnaryOperator<Step.More<T>> change) {
        if (!(step instanceof Step.More<T> more)) {
            return step;
        }
        Step.More<T> changed = change.apply(more);
        return changed.withNext(call -> changing(changed.next().apply(call), change));
    }

    @MustFail({REQUEST_FAILS, CANCELLED, DEADLINE})
    static final class ReportsNoEffectOfEarlierRequests extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(
                    sound,
                    (person, call) -> changing(sound.deletePerson(person, call), more -> more.withEffect(Effect.NONE)));
        }
    }

    @MustFail({REQUEST_FAILS, CANCELLED, DEADLINE})
    static final class ReportsUnknownEffectOfEarlierRequests extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(
                    sound,
                    (person, call) ->
                            changing(sound.deletePerson(person, call), more -> more.withEffect(Effect.UNKNOWN)));
        }
    }

    @MustFail({REQUEST_FAILS, CANCELLED, DEADLINE, INTERRUPTED})
    static final class OmitsDetachedFacesOfAPersonDeletion extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(sound, (person, call) -> {
                Set<FaceId> detached = new LinkedHashSet<>(call.detachedFaces());
                return changing(sound.deletePerson(person, call), more -> {
                    detached.addAll(more.detaching());
                    return more.detaching(Set.of()).withNext(each -> more.next().apply(detaching(each, detached)));
                });
            });
        }
    }

    @MustFail({FACES_FAIL, FACES_CANCELLED, FACES_DEADLINE, FACES_INTERRUPTED})
    static final class OmitsDetachedFacesOfAFaceDeletion extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingFaces(
                    sound,
                    (person, faces, call) ->
                            changing(sound.deleteFaces(person, faces, call), more -> more.detaching(Set.of())));
        }
    }

    @MustFail({FACES_CANCELLED, FACES_DEADLINE})
    static final class ContinuesAFaceDeletionAfterTheEnd extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingFaces(
                    sound,
                    (person, faces, call) -> changing(
                            sound.deleteFaces(person, faces, call),
                            more -> more.withNext(each -> more.next().apply(LayerCall.plain()))));
        }
    }

    @MustFail({CANCELLED, DEADLINE})
    static final class ContinuesAPersonDeletionAfterTheEnd extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(
                    sound,
                    (person, call) -> changing(
                            sound.deletePerson(person, call),
                            more -> more.withNext(
                                    each -> more.next().apply(detaching(LayerCall.plain(), each.detachedFaces())))));
        }
    }

    @MustFail({"deletePerson_detachedFacesLeft_areDeleted", REQUEST_FAILS})
    static final class IgnoresFacesDetachedEarlier extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(sound, (person, call) -> {
                Set<FaceId> earlier = call.detachedFaces();
                return changing(
                        sound.deletePerson(person, detaching(call, Set.of())),
                        more -> more.withNext(each -> {
                            Set<FaceId> own = new LinkedHashSet<>(each.detachedFaces());
                            own.removeAll(earlier);
                            return more.next().apply(detaching(each, own));
                        }));
            });
        }
    }

    @MustFail("findPerson_detachedFacesLeft_areFound")
    static final class ReadsWithoutDetachedFaces extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.reading(
                    sound,
                    (person, call) -> changing(
                            sound.findPerson(person, detaching(call, Set.of())),
                            more -> more.withNext(each -> more.next().apply(detaching(each, Set.of())))));
        }
    }

    @MustFail({"findPerson_severalPages_areReadWhole", "findPerson_withManyFaces_listsThemInFull"})
    static final class ReadsTheFirstPageOnly extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.reading(
                    sound, (person, call) -> sound.findPerson(person, call).map(BrokenSteps::firstPage));
        }
    }

    @MustFail("findPerson_laterPageFails_isAnError")
    static final class TreatsAFailedPageAsTheEnd extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.reading(sound, (person, call) -> {
                return changing(
                        sound.findPerson(person, call),
                        more -> more.withNext(each -> {
                            try {
                                return more.next().apply(each);
                            } catch (FaceException e) {
                                return Step.done(FindPersonResult.present(
                                        new Person(person, Set.of()), Instant.now(), more.trace()));
                            }
                        }));
            });
        }
    }

    private static FindPersonResult firstPage(FindPersonResult whole) {
        return whole.person()
                .map(found -> FindPersonResult.present(
                        new Person(
                                found.id(),
                                new LinkedHashSet<>(
                                        found.faces().stream().limit(2).toList())),
                        whole.readAt(),
                        whole.trace()))
                .orElse(whole);
    }

    /** Returns the same call, but with these detached faces. */
    private static CallContext detaching(CallContext call, Set<FaceId> faces) {
        return new CallContext() {
            @Override
            public Optional<Instant> deadline() {
                return call.deadline();
            }

            @Override
            public Optional<Cancellation> cancellation() {
                return call.cancellation();
            }

            @Override
            public int attempt() {
                return call.attempt();
            }

            @Override
            public Set<FaceId> detachedFaces() {
                return faces;
            }
        };
    }

    @MustFail({REQUEST_FAILS, FACES_FAIL})
    static final class OmitsTheAccountOfALaterRequest extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return new DelegatingProvider(sound) {
                @Override
                public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                    return changing(
                            sound.deletePerson(person, call), more -> rethrowing(more, BrokenSteps::withoutAccount));
                }

                @Override
                public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
                    return changing(
                            sound.deleteFaces(person, faces, call),
                            more -> rethrowing(more, BrokenSteps::withoutAccount));
                }
            };
        }
    }

    private static FaceException withoutAccount(FaceException failure) {
        return failure.toBuilder().account(null).build();
    }

    private static <T extends CallResult<T>> Step.More<T> rethrowing(
            Step.More<T> more, UnaryOperator<FaceException> change) {
        return more.withNext(call -> {
            try {
                return more.next().apply(call);
            } catch (FaceException e) {
                throw change.apply(e);
            }
        });
    }

    /** A repeat would delete the faces of another person together with the detached faces. */
    @MustFail({REQUEST_FAILS, CANCELLED})
    static final class ReportsFacesOfOthersAsDetached extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingPeople(sound, (person, call) -> {
                return changing(sound.deletePerson(person, call), more -> {
                    Set<FaceId> detaching = new LinkedHashSet<>(more.detaching());
                    detaching.addAll(facesOfOthers(sound, person));
                    return more.detaching().isEmpty() ? more : more.detaching(detaching);
                });
            });
        }
    }

    private static Set<FaceId> facesOfOthers(ProviderRepository sound, PersonId person) {
        InMemoryFaceLibrary library = ((InMemoryFaceRepository) sound).library();
        return library.people().stream()
                .filter(other -> !other.equals(person))
                .flatMap(other -> library.faces(other).orElse(Set.of()).stream())
                .collect(Collectors.toSet());
    }

    @MustFail("deleteFaces_primitive_sendsOneRequestPerStep")
    static final class SendsAllRequestsOfAFaceDeletionInOneStep extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return DelegatingProvider.deletingFaces(sound, (person, faces, call) -> {
                Step<DeleteFacesResult> step = sound.deleteFaces(person, faces, call);
                CallTrace trace = CallTrace.NOTHING_SENT;
                while (step instanceof Step.More<DeleteFacesResult> more) {
                    trace = trace.and(more.trace());
                    step = more.next().apply(call);
                }
                CallTrace earlier = trace;
                return step.map(result -> result.withTrace(earlier.and(result.trace())));
            });
        }
    }
}
