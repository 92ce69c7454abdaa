package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryConfig;
import java.util.Set;

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
            return new Delegating(sound) {
                @Override
                public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                    DeletePersonResult result = sound.deletePerson(person, options);
                    return DeletePersonResult.of(person, result.outcome(), Evidence.CONFIRMED, result.trace());
                }
            };
        }
    }

    @MustFail({"deleteFaces_allMissing_areReportedMissing", "capabilities_listsNoDeletedFaces_isTrue"})
    static final class ConfirmsFacesWithoutProof extends OfASilentVendor {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                    DeleteFacesResult result = sound.deleteFaces(person, faces, options);
                    return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), result.trace());
                }
            };
        }
    }

    @MustFail("capabilities_listsNoDeletedFaces_isTrue")
    static final class DeniesThatDeletedFacesAreListed extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public Capabilities capabilities() {
                    return sound.capabilities().toBuilder()
                            .listsDeletedFaces(Claim.no("a page"))
                            .build();
                }
            };
        }
    }

    @MustFail("capabilities_reportsNoAbsentPersons_isTrue")
    static final class DeniesThatMissingPeopleAreReported extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound) {
                @Override
                public Capabilities capabilities() {
                    return sound.capabilities().toBuilder()
                            .reportsAbsentPersons(Claim.no("a page"))
                            .build();
                }
            };
        }
    }
}
