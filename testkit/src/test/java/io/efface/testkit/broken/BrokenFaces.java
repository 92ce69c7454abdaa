package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.LastFaceRule;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Repositories with mistakes in deletions of faces. */
final class BrokenFaces {
    private BrokenFaces() {}

    @MustFail({
        "deleteFaces_present_areDeleted",
        "deleteFaces_someMissing_distinguishesThem",
        "deleteFaces_setChangedAfterwards_keepsTheResult"
    })
    static final class OmitsAFaceInTheResult extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                Map<FaceId, FaceResult> fewer = new LinkedHashMap<>(result.faces());
                if (fewer.size() > 1) {
                    fewer.remove(fewer.keySet().iterator().next());
                }
                return DeleteFacesResult.of(person, fewer, result.trace());
            });
        }
    }

    @MustFail("deleteFaces_inAnyOrder_keepsTheOrderOfTheRequest")
    static final class SortsTheResult extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                return DeleteFacesResult.of(person, new TreeMap<>(result.faces()), result.trace());
            });
        }
    }

    @MustFail({
        "deleteFaces_present_areDeleted",
        "deleteFaces_one_isDeleted",
        "deleteFaces_equalIds_areOne",
        "deleteFaces_manyThreadsManyFaces_eachIsGone"
    })
    static final class DeletesThePersonInstead extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                CallTrace trace = sound.deletePerson(person, options).trace();
                return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), trace);
            });
        }
    }

    @MustFail("deleteFaces_ofAnotherPerson_stayWithThatPerson")
    static final class DeletesTheFacesOfEveryPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                for (PersonId stored : sound.library().people()) {
                    Set<FaceId> left =
                            new LinkedHashSet<>(sound.library().faces(stored).orElse(Set.of()));
                    left.removeAll(faces);
                    sound.put(stored, left);
                }
                return result;
            });
        }
    }

    @MustFail({
        "deleteFaces_allMissing_areReportedMissing",
        "deleteFaces_ofMissingPerson_areAbsent",
        "deleteFaces_ofMissingPersonTenTimes_areAbsentEachTime",
        "deleteFaces_tenTimes_areDeletedOnce",
        "deleteFaces_manyThreadsSameFaces_areDeletedOnce"
    })
    static final class ReportsEveryFaceAsDeleted extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                CallTrace trace = sound.deleteFaces(person, faces, options).trace();
                return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), trace);
            });
        }
    }

    @MustFail("deleteFaces_present_areDeleted")
    static final class RoundsFaceIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> rounded = new LinkedHashSet<>();
                for (FaceId face : faces) {
                    rounded.add(FaceId.of(Long.toString((long) Double.parseDouble(face.value()))));
                }
                return sound.deleteFaces(person, rounded, options);
            });
        }
    }

    @MustFail({"deleteFaces_tooManyForPrimitive_isIllegal", "deleteFaces_rejectedArguments_exposesNoId"})
    static final class AcceptsTooManyFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                List<FaceId> first = new ArrayList<>(faces);
                int most = Math.min(first.size(), 5);
                return sound.deleteFaces(person, new LinkedHashSet<>(first.subList(0, most)), options);
            });
        }
    }

    /** After a deletion of faces with unknown effect, the deletion of the person deletes nothing and reports the person as deleted. */
    @MustFail("calls_inRandomSequencesWithFaults_agreeWithTheModel")
    static final class TakesALostDeletionAsDone extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                private final Set<PersonId> lost = ConcurrentHashMap.newKeySet();

                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    try {
                        return sound.deleteFaces(person, faces, options);
                    } catch (FaceException e) {
                        if (e.effect() == Effect.UNKNOWN) {
                            lost.add(person);
                        }
                        throw e;
                    }
                }

                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    if (!lost.contains(person)) {
                        return sound.deletePerson(person, options);
                    }
                    sound.findPerson(person, options);
                    return DeletePersonResult.of(
                            person, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.ofRequest(null));
                }
            };
        }
    }

    @MustFail("deleteFaces_empty_isRejectedAndNothingSent")
    static final class SendsARequestForAnEmptySet extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                if (faces.isEmpty()) {
                    sound.findPerson(person, options);
                }
                return sound.deleteFaces(person, faces, options);
            });
        }
    }

    @MustFail({
        "deleteFaces_onlyFace_followsTheLastFaceRule",
        "deleteFaces_allFaces_followsTheLastFaceRule",
        "deleteFaces_allFacesAndAMissingOne_followsTheLastFaceRule"
    })
    static final class DescribesAWrongLastFaceRule extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(
                    sound,
                    () -> new InMemoryFaceRepository(
                                    config().withLastFace(LastFaceRule.Behavior.KEPT),
                                    sound.library(),
                                    Clock.systemUTC(),
                                    "broken")
                            .capabilities());
        }
    }

    @MustFail({
        "deleteFaces_onlyFace_followsTheLastFaceRule",
        "deleteFaces_allFaces_followsTheLastFaceRule",
        "deleteFaces_allFacesAndAMissingOne_followsTheLastFaceRule"
    })
    static final class ClaimsToDeleteThePersonWithTheLastFace extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(
                    sound,
                    () -> sound.capabilities().toBuilder()
                            .lastFace(LastFaceRule.deletesPerson("broken"))
                            .build());
        }
    }

    @MustFail("deleteFaces_allFacesWithTheOption_deletesThePerson")
    static final class IgnoresTheOptionToDeleteThePerson extends BrokenContract {
        @Override
        boolean opened() {
            return true;
        }

        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound);
        }
    }

    @MustFail({
        "deleteFaces_laterChunkRejected_keepsWhatTheFirstDid",
        "deleteFaces_laterChunkDropped_keepsWhatTheFirstDid"
    })
    static final class OmitsEarlierChunksAfterAFailure extends BrokenContract {
        @Override
        boolean opened() {
            return true;
        }

        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Map<FaceId, FaceResult> all = new LinkedHashMap<>();
                CallTrace trace = CallTrace.NOTHING_SENT;
                List<FaceId> left = new ArrayList<>(faces);
                while (!left.isEmpty()) {
                    List<FaceId> chunk = left.subList(0, Math.min(5, left.size()));
                    DeleteFacesResult result = sound.deleteFaces(person, new LinkedHashSet<>(chunk), options);
                    all.putAll(result.faces());
                    trace = trace.and(result.trace());
                    chunk.clear();
                }
                return DeleteFacesResult.of(person, all, trace);
            });
        }
    }

    @MustFail({
        "deleteFaces_manyForOpened_areDeletedInChunks",
        "deleteFaces_manyForOpenedAndSomeMissing_distinguishesThem"
    })
    static final class SendsTheFirstChunkOnly extends BrokenContract {
        @Override
        boolean opened() {
            return true;
        }

        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Map<FaceId, FaceResult> all = new LinkedHashMap<>();
                faces.forEach(face -> all.put(face, FaceResult.deleted(Evidence.ACCEPTED)));
                Set<FaceId> first = new LinkedHashSet<>(faces.stream().limit(5).toList());
                DeleteFacesResult result = sound.deleteFaces(person, first, options);
                all.putAll(result.faces());
                return DeleteFacesResult.of(person, all, result.trace());
            });
        }
    }

    @MustFail("deleteFaces_vendorFails_reportsWhatMayHaveHappened")
    static final class OmitsTheFacesOfAFailure extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                try {
                    return sound.deleteFaces(person, faces, options);
                } catch (FaceException e) {
                    throw e.toBuilder().facesSoFar(null).build();
                }
            });
        }
    }

    @MustFail("deleteFaces_asManyAsOneCallTakes_areDeletedInOneCall")
    static final class RejectsTheLargestNumberOfFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    if (faces.size() >= capabilities().facesPerCall()) {
                        throw new IllegalArgumentException("too many faces");
                    }
                    return sound.deleteFaces(person, faces, options);
                }
            };
        }
    }

    @MustFail("deleteFaces_unusualIds_takesExactlyThoseFaces")
    static final class DecodesFaceIds extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> decoded = new LinkedHashSet<>();
                faces.forEach(face -> decoded.add(FaceId.of(face.value().replace("%2F", "/"))));
                return sound.deleteFaces(person, decoded, options);
            });
        }
    }

    @MustFail({"deleteFaces_vendorLies_isNotVerified", "deleteFaces_present_areDeleted"})
    static final class ClaimsVerificationOfFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                Map<FaceId, FaceResult> verified = new LinkedHashMap<>();
                result.faces().forEach((face, before) -> verified.put(face, before.verifiedAbsent(Instant.now())));
                return DeleteFacesResult.of(person, verified, result.trace());
            });
        }
    }
}
