package io.efface.tencent;

import io.efface.emulator.iai.IaiVariants;
import io.efface.emulator.iai.IaiVariants.LastFace;
import io.efface.emulator.iai.IaiVariants.MissingPerson;
import io.efface.emulator.iai.IaiVariants.NothingDeleted;
import io.efface.emulator.iai.IaiVariants.UnknownFaces;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the contract against every possible behavior that the vendor's pages do not define, with the opened repository. The published
 * behavior is also tested with the primitive repository.
 */
final class TencentContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        List<ContractTarget> targets =
                new ArrayList<>(TencentTargets.of(IaiVariants.defaults()).rawAndOpened("as published"));
        variants()
                .forEach((name, variants) ->
                        targets.add(TencentTargets.of(variants).opened(name)));
        return targets;
    }

    private static Map<String, IaiVariants> variants() {
        Map<String, IaiVariants> all = new LinkedHashMap<>();
        all.put(
                "missing person with the code of the examples, a single face always rejected",
                IaiVariants.builder()
                        .missingPersonOnDelete(MissingPerson.ERROR_PERSON_NOT_EXISTED)
                        .missingPersonOnDeleteFace(MissingPerson.ERROR_PERSON_NOT_EXISTED)
                        .missingPersonOnRead(MissingPerson.ERROR_PERSON_NOT_EXISTED)
                        .singleFaceAlwaysRejected(true)
                        .build());
        all.put(
                "missing person without an error, all faces except one deleted, null list",
                IaiVariants.builder()
                        .missingPersonOnDelete(MissingPerson.BARE_REQUEST_ID)
                        .lastFace(LastFace.ALL_BUT_ONE_DELETED)
                        .nothingDeleted(NothingDeleted.NULL)
                        .build());
        all.put(
                "unknown faces rejected if none is known, no list",
                IaiVariants.builder()
                        .unknownFaces(UnknownFaces.REJECTED_IF_NONE_KNOWN)
                        .nothingDeleted(NothingDeleted.ABSENT)
                        .build());
        all.put(
                "unknown faces rejected, region required, replays rejected, throttled by the service",
                IaiVariants.builder()
                        .unknownFaces(UnknownFaces.REJECTED_IF_ANY_UNKNOWN)
                        .regionRequired(true)
                        .replaysRejected(true)
                        .throttleCode("FailedOperation.RequestLimitExceeded")
                        .build());
        return all;
    }
}
