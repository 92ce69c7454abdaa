package io.efface.testkit.broken;

import static io.efface.Operation.DELETE_FACES;
import static io.efface.Operation.DELETE_PERSON;
import static io.efface.Operation.FIND_PERSON;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.spi.layers.LayerCall;
import io.efface.testkit.memory.InMemoryConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Repositories with mistakes in ended calls, closing, null arguments, capabilities, concurrency and limits. */
final class BrokenCallHandling {
    private BrokenCallHandling() {}

    @MustFail({"anyOperation_interruptedDuringStall_endsQuickly"})
    static final class ClearsTheInterruptFlag extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return clearingInterrupt(() -> sound.deletePerson(person, options));
                }

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    return clearingInterrupt(() -> sound.deleteFaces(person, faces, options));
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return clearingInterrupt(() -> sound.findPerson(person, options));
                }

                private <T> T clearingInterrupt(Supplier<T> call) {
                    try {
                        return call.get();
                    } catch (FaceException e) {
                        Thread.interrupted();
                        throw e;
                    }
                }
            };
        }
    }

    @MustFail(
            value = {
                "anyOperation_interruptedBefore_sendsNothing",
                "anyOperation_cancelledBefore_sendsNothing",
                "anyOperation_cancelledDuringStall_endsQuickly",
                "anyOperation_pastDeadline_sendsNothing",
                "anyOperation_deadlineDuringStall_endsInTime",
                "anyOperation_cancelledDuringDrip_endsQuickly",
                "anyOperation_deadlineDuringDrip_endsInTime"
            },
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class IgnoresTheEndOfACall extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return endingSoon();
        }

        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                CallOptions sent(CallOptions options) {
                    return CallOptions.defaults();
                }

                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    boolean interrupted = Thread.interrupted();
                    try {
                        return call.get();
                    } finally {
                        if (interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }
            };
        }
    }

    @MustFail(
            value = "anyOperation_distantDeadline_succeeds",
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class TreatsEveryDeadlineAsPassed extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new DelegatingOperation(sound, operation()) {
                @Override
                CallOptions sent(CallOptions options) {
                    return options.timeout().isPresent() ? options.withDeadline(Instant.EPOCH) : options;
                }

                @Override
                <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                    return call.get();
                }
            };
        }
    }

    @MustFail("anyOperation_deadlineDuringStall_endsInTime")
    static final class ReportsADeadlineAsTimeout extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                try {
                    return sound.deletePerson(person, options);
                } catch (FaceException e) {
                    throw FaceException.of(e.operation(), ErrorKind.TIMEOUT)
                            .effect(e.effect())
                            .provider("memory")
                            .attempts(e.attempts())
                            .build();
                }
            });
        }
    }

    @MustFail(
            value = {"anyOperation_closed_isUnavailable", "close_duringStall_endsTheCall"},
            in = {DELETE_PERSON, DELETE_FACES, FIND_PERSON})
    static final class IgnoresClose extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return endingSoon();
        }

        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public void close() {}
            };
        }
    }

    @MustFail("close_again_doesNothing")
    static final class FailsWhenClosedAgain extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final AtomicInteger closed = new AtomicInteger();

                @Override
                public void close() {
                    if (closed.incrementAndGet() == 2) {
                        throw new IllegalStateException("closed already");
                    }
                    sound.close();
                }
            };
        }
    }

    @MustFail({
        "deletePerson_null_isRejectedAndNothingSent",
        "deleteFaces_null_isRejectedAndNothingSent",
        "findPerson_null_isRejectedAndNothingSent"
    })
    static final class SendsNull extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    return sound.deletePerson(person == null ? PersonId.of("null") : person, options);
                }

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    return sound.deleteFaces(person == null ? PersonId.of("null") : person, faces, options);
                }

                @Override
                Optional<Person> read(PersonId person, CallOptions options) {
                    return sound.findPerson(person == null ? PersonId.of("null") : person, options);
                }
            };
        }
    }

    @MustFail({"capabilities_always_areTheSame", "capabilities_closed_stayTheSame"})
    static final class ChangesItsCapabilities extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final AtomicInteger calls = new AtomicInteger(5);

                @Override
                public Capabilities capabilities() {
                    return capabilitiesWith(sound, "memory", calls.incrementAndGet(), List.of());
                }
            };
        }
    }

    @MustFail({"capabilities_provider_isAConfigurationName", "capabilities_quotas_nameScopeAndSource"})
    static final class HasInvalidCapabilities extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(sound, () -> {
                QuotaLimit some = new QuotaLimit(
                        "some", Rate.perSecond(20), QuotaLimit.ACCOUNT, Set.of(Operation.DELETE_PERSON), "a page");
                QuotaLimit all =
                        new QuotaLimit("all", Rate.perSecond(50), QuotaLimit.ACCOUNT, Set.of(Operation.values()), " ");
                return capabilitiesWith(sound, "My Memory", 5, List.of(some, all));
            });
        }
    }

    @MustFail("capabilities_claims_nameTheirSource")
    static final class ClaimsWithoutASource extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(sound, () -> {
                Capabilities real = sound.capabilities();
                return real.toBuilder().lastFace(LastFaceRule.deletable(" ")).build();
            });
        }
    }

    @MustFail("unwrap_anyType_findsOnlyWhatIsThere")
    static final class UnwrapsNothing extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public <T> Optional<T> unwrap(Class<T> type) {
                    return Optional.empty();
                }
            };
        }
    }

    @MustFail("deletePerson_manyThreadsOnePerson_isDeletedOnce")
    static final class ReportsDeletedToEveryThread extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return DeletePersonResult.of(person, PersonOutcome.DELETED, result.evidence(), result.trace());
            });
        }
    }

    private static Capabilities capabilitiesWith(
            Sound sound, String provider, int facesPerCall, List<QuotaLimit> quotas) {
        Capabilities real = sound.capabilities();
        return Capabilities.builder(provider)
                .idRule(real.idRule())
                .facesPerCall(facesPerCall)
                .lastFace(real.lastFace())
                .reportsAbsentPersons(real.reportsAbsentPersons())
                .listsDeletedFaces(real.listsDeletedFaces())
                .readBack(real.readBack())
                .quotas(quotas)
                .build();
    }

    @MustFail({"deletePerson_limitPerMinute_isKept", "deletePerson_limitPerDay_isKept"})
    static final class IgnoresItsLimit extends BrokenContract {
        @Override
        boolean opened() {
            return true;
        }

        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                DeletePersonResult deletePerson(PersonId person, LayerCall call) {
                    call.beforeRequest().ifPresent(hook -> hook.beforeRequest(Operation.DELETE_PERSON, Set.of()));
                    return sound.deletePerson(person, CallOptions.defaults());
                }
            };
        }
    }
}
