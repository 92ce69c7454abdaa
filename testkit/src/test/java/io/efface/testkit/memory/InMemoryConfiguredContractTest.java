package io.efface.testkit.memory;

import io.efface.config.FaceRepositories;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.SkippingClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the contract with accounts of the in-memory provider that are opened from a configuration. */
final class InMemoryConfiguredContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        return List.of(
                target("memory opened", Map.of()),
                target("memory opened, keeps the last face", Map.of("last-face-rule", "kept")),
                target(
                        "memory opened, deletes the person with the last face",
                        Map.of("last-face-rule", "deletes-person")),
                target("memory opened, last face undocumented", Map.of("last-face-rule", "undocumented")),
                target(
                        "memory opened, reports no absence",
                        Map.of("reports-absent-persons", "false", "lists-deleted-faces", "false")),
                target("memory opened, no read-back", Map.of("read-back", "false")),
                target("memory opened, one face per call", Map.of("faces-per-call", "1")),
                target("memory opened, detaches faces", Map.of("faces-per-page", "2", "detaches-faces", "true")),
                target(
                        "memory opened, detaches each face alone",
                        Map.of("faces-per-call", "1", "detaches-faces", "true")),
                target(
                        "memory configured, no layers, detaches faces",
                        Map.of("policies", "none", "faces-per-page", "2", "detaches-faces", "true")),
                target("memory opened, in a library", Map.of("library", "staff", "libraries", "staff, visitors")),
                target("memory configured, no layers", Map.of("policies", "none")),
                target(
                        "memory configured, no layers, keeps the last face, lists no faces",
                        Map.of("policies", "none", "last-face-rule", "kept", "lists-deleted-faces", "false")));
    }

    private static ContractTarget target(String name, Map<String, String> settings) {
        return ContractTarget.of(name, () -> start(settings));
    }

    private static InMemoryHarness start(Map<String, String> settings) {
        Map<String, String> keys =
                new HashMap<>(Map.of("provider", "memory", "allow-memory", "true", "faces-per-call", "5"));
        keys.putAll(settings);
        Map<String, String> properties = new HashMap<>();
        keys.forEach((key, value) -> properties.put("efface.accounts.test." + key, value));
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        SkippingClock time = SkippingClock.ofSystem();
        FaceRepositories accounts = FaceRepositories.builder()
                .map(properties)
                .clock(time)
                .sleeper(time)
                .service(InMemoryFaceLibrary.class, library)
                .open();
        boolean opened = !"none".equals(keys.get("policies"));
        return new InMemoryHarness(
                keys.containsKey("library") ? library.named(keys.get("library")) : library,
                accounts.get("test"),
                opened,
                accounts::close,
                time,
                limit -> Optional.of(start(merge(settings, Map.of("quota", limit.toString())))),
                () -> Optional.of(start(merge(settings, Map.of("library", "staf", "libraries", "staff, visitors")))));
    }

    private static Map<String, String> merge(Map<String, String> settings, Map<String, String> others) {
        Map<String, String> more = new HashMap<>(settings);
        more.putAll(others);
        return more;
    }
}
