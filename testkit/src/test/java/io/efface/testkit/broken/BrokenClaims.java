package io.efface.testkit.broken;

import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Repositories that report more evidence than the responses contain, or whose claims NO are not true. */
final class BrokenClaims {
    private BrokenClaims() {}

    /** The contract with a vendor that reports neither missing people nor deleted faces. */
    private abstract static class OfASilentVendor extends BrokenContract {
        @Override
        InMemoryConfig config() {
            return super.config().withReportsAbsentPersons(false).withListsDeletedFaces(false);
        }
    }

    @MustFail("deletePerson_missing_succeedsAsAbsent")
    static final class ConfirmsThePersonWithoutProof extends OfASilentVendor {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                DeletePersonResult result = sound.deletePerson(person, options);
                return DeletePersonResult.of(person, result.outcome(), Evidence.CONFIRMED, result.trace());
            });
        }
    }

    @MustFail({"deleteFaces_allMissing_areReportedMissing", "capabilities_listsNoDeletedFaces_isTrue"})
    static final class ConfirmsFacesWithoutProof extends OfASilentVendor {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), result.trace());
            });
        }
    }

    @MustFail("capabilities_listsNoDeletedFaces_isTrue")
    static final class DeniesThatDeletedFacesAreListed extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(
                    sound,
                    () -> sound.capabilities().toBuilder()
                            .listsDeletedFaces(Claim.no("a page"))
                            .build());
        }
    }

    @MustFail("capabilities_reportsNoAbsentPersons_isTrue")
    static final class DeniesThatMissingPeopleAreReported extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.claiming(
                    sound,
                    () -> sound.capabilities().toBuilder()
                            .reportsAbsentPersons(Claim.no("a page"))
                            .build());
        }
    }

    /** The responses do not distinguish a missing person, so not even a right guess is a confirmation. */
    @MustFail("deletePerson_present_isDeleted")
    static final class ConfirmsAPresentPersonWithoutProof extends OfASilentVendor {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingPeople(sound, (person, options) -> {
                boolean isPresent = sound.library().faces(person).isPresent();
                DeletePersonResult result = sound.deletePerson(person, options);
                return isPresent
                        ? DeletePersonResult.of(person, result.outcome(), Evidence.CONFIRMED, result.trace())
                        : result;
            });
        }
    }

    @MustFail("deleteFaces_present_areDeleted")
    static final class ConfirmsPresentFacesWithoutProof extends OfASilentVendor {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                Set<FaceId> held = sound.library().faces(person).orElse(Set.of());
                return changing(
                        sound.deleteFaces(person, faces, options),
                        (face, result) -> held.contains(face) ? FaceResult.deleted(Evidence.CONFIRMED) : result);
            });
        }
    }

    /** The contract with a vendor that responds to each success with the request id only. */
    private abstract static class OfAVendorWithoutDetails extends BrokenContract {
        @Override
        boolean responsesHaveDetails() {
            return false;
        }
    }

    @MustFail("deletePerson_present_isDeleted")
    static final class ConfirmsThePersonOfAResponseWithoutDetails extends OfAVendorWithoutDetails {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound);
        }
    }

    @MustFail("deleteFaces_present_areDeleted")
    static final class ConfirmsTheFacesOfAResponseWithoutDetails extends OfAVendorWithoutDetails {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound);
        }
    }

    /** A lost response lists no face, even if the guess of the repository is right. */
    @MustFail("deleteFaces_vendorFails_reportsWhatMayHaveHappened")
    static final class ConfirmsTheFacesOfALostResponse extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return guessing(sound, ErrorKind.UNAVAILABLE);
        }
    }

    @MustFail(
            value = {"anyOperation_cancelledDuringStall_endsQuickly", "anyOperation_interruptedDuringStall_endsQuickly"
            },
            in = Operation.DELETE_FACES)
    static final class ConfirmsTheFacesOfACancelledCall extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return guessing(sound, ErrorKind.CANCELLED);
        }
    }

    /** Returns a repository that reports the faces as deleted if a deletion fails with an unknown effect and the faces are gone. */
    private static Delegating guessing(Sound sound, ErrorKind kind) {
        return Delegating.deletingFaces(sound, (person, faces, options) -> {
            Set<FaceId> held = sound.library().faces(person).orElse(Set.of());
            try {
                return sound.deleteFaces(person, faces, options);
            } catch (FaceException e) {
                boolean areGone = held.containsAll(faces) && faces.stream().noneMatch(sound.library()::holds);
                if (e.kind() != kind || e.facesSoFar().isEmpty() || !areGone) {
                    throw e;
                }
                DeleteFacesResult guess = changing(
                        e.facesSoFar().orElseThrow(), (face, result) -> FaceResult.deleted(Evidence.CONFIRMED));
                throw e.toBuilder().effect(Effect.PARTIAL).facesSoFar(guess).build();
            }
        });
    }

    @MustFail("deleteFaces_vendorFails_reportsWhatMayHaveHappened")
    static final class ReportsThatNoRequestWasSent extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                try {
                    return sound.deleteFaces(person, faces, options);
                } catch (FaceException e) {
                    boolean areLeft = faces.stream().allMatch(sound.library()::holds);
                    FaceId first = faces.iterator().next();
                    throw e.facesSoFar().isEmpty() || faces.size() < 2 || !areLeft
                            ? e
                            : e.toBuilder()
                                    .facesSoFar(changing(
                                            e.facesSoFar().orElseThrow(),
                                            (face, result) -> face.equals(first) ? FaceResult.notAttempted() : result))
                                    .build();
                }
            });
        }
    }

    @MustFail("deleteFaces_allMissing_areReportedMissing")
    static final class AddsARemarkToMissingFaces extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(
                    sound,
                    (person, faces, options) -> changing(
                            sound.deleteFaces(person, faces, options), (face, result) -> result.maybeEarlier()));
        }
    }

    @MustFail("deleteFaces_ofMissingPerson_areAbsent")
    static final class ReportsTheDeletionOfAMissingPerson extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return Delegating.deletingFaces(sound, (person, faces, options) -> {
                DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                boolean isGone = sound.library().faces(person).isEmpty();
                return new DeleteFacesResult(person, result.faces(), isGone, result.trace());
            });
        }
    }

    private static DeleteFacesResult changing(
            DeleteFacesResult result, BiFunction<FaceId, FaceResult, FaceResult> change) {
        Map<FaceId, FaceResult> changed = new LinkedHashMap<>(result.faces());
        changed.replaceAll(change);
        return new DeleteFacesResult(result.person(), changed, result.personDeleted(), result.trace());
    }
}
