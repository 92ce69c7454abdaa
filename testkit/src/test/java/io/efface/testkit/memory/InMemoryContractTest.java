package io.efface.testkit.memory;

import io.efface.LastFaceRule;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.List;

/** Runs the contract with the in-memory repository without layers, for each kind of vendor that it can simulate. */
final class InMemoryContractTest extends FaceRepositoryContract {
    private static final InMemoryConfig CONFIG = InMemoryConfig.defaults().withFacesPerCall(5);

    @Override
    protected List<ContractTarget> targets() {
        return List.of(
                target("memory raw", CONFIG),
                target("memory raw, keeps the last face", CONFIG.withLastFace(LastFaceRule.Behavior.KEPT)),
                target(
                        "memory raw, deletes the person with the last face",
                        CONFIG.withLastFace(LastFaceRule.Behavior.DELETES_PERSON)),
                target("memory raw, last face undocumented", CONFIG.withLastFace(LastFaceRule.Behavior.UNDOCUMENTED)),
                target("memory raw, reports no absent person", CONFIG.withReportsAbsentPersons(false)),
                target("memory raw, lists no faces", CONFIG.withListsDeletedFaces(false)),
                target(
                        "memory raw, reports nothing",
                        CONFIG.withReportsAbsentPersons(false).withListsDeletedFaces(false)),
                target("memory raw, no read-back", CONFIG.withReadsBack(false)),
                target("memory raw, one face per call", CONFIG.withFacesPerCall(1)),
                target("memory raw, reads pages", CONFIG.withFacesPerPage(2)),
                target("memory raw, detaches faces", CONFIG.withFacesPerPage(2).withDetachesFaces(true)),
                target(
                        "memory raw, detaches each face alone",
                        CONFIG.withFacesPerCall(1).withDetachesFaces(true)));
    }

    private static ContractTarget target(String name, InMemoryConfig config) {
        return ContractTarget.of(name, () -> InMemoryHarness.raw(config));
    }
}
