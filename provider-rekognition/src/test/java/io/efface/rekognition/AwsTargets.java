package io.efface.rekognition;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.rekognition.RekognitionCollection;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.http.Endpoint;
import io.efface.http.HttpSettings;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import io.efface.http.credentials.RefreshPolicy;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.SkippingClock;
import io.efface.testkit.emulator.EmulatedVendor;
import io.efface.testkit.emulator.EmulatedVendor.Issue;
import io.efface.testkit.emulator.EmulatorHarness;
import io.efface.testkit.emulator.Holdings;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Creates repositories for the contract, each with an emulated Rekognition of one variant. The client, the layers and the emulator share
 * one clock, which waits of the layers advance.
 *
 * <p>{@link ContractFault#CONFLICT} is a rejection without effect. {@code ConflictException} may have an effect ("the update or deletion of
 * the User caused an inconsistent state"), so the targets do not have this fault. The variant
 * {@link RekognitionVariants.Disassociation#AFTER_A_REJECTION} produces conflicts of single faces.
 */
final class AwsTargets {
    private static final String REGION = "eu-west-1";
    private static final String MISSING = "missing";

    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of(
                    "rekognition", "credentials.access-key-id", "credentials.secret-access-key")
            .withSettings(Map.of("region", REGION, "library", RekognitionEmulator.FIRST_COLLECTION))
            .deletingIn(4)
            .emulatedBy(
                    RekognitionEmulator::builder,
                    "connect-timeout",
                    "7s",
                    "InvalidSignatureException",
                    AwsTargets::temporaryKeys);

    private AwsTargets() {}

    /** Returns a target with the primitive repository. */
    static ContractTarget raw(String name, RekognitionVariants variants) {
        return ContractTarget.of("rekognition raw, " + name, () -> start(variants, false, Map.of()));
    }

    /** Returns a target with the repository that a configuration with default settings opens. */
    static ContractTarget opened(String name, RekognitionVariants variants) {
        return ContractTarget.of("rekognition opened, " + name, () -> start(variants, true, Map.of()));
    }

    private static EmulatorHarness start(
            RekognitionVariants variants, boolean opened, Map<String, String> layerSettings) throws IOException {
        return start(variants, opened, layerSettings, RekognitionEmulator.FIRST_COLLECTION, HttpSettings.defaults());
    }

    private static EmulatorHarness start(
            RekognitionVariants variants,
            boolean opened,
            Map<String, String> layerSettings,
            String library,
            HttpSettings http)
            throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        RekognitionEmulator emulator = EmulatorHarness.prepared(RekognitionEmulator.builder(), time)
                .region(REGION)
                .variants(variants)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        AwsConfig config = AwsConfig.builder()
                .region(REGION)
                .library(library)
                .credentials(Issue.OF_CONTRACT.<AwsCredentials>as(AwsCredentials::of))
                .endpoint(Endpoint.parse(server.url()))
                .http(http)
                .build();
        return EmulatorHarness.account(emulator, config, opened, layerSettings, time)
                .holdings(new Collected(emulator.collection().orElseThrow()))
                .fault(ContractFault.AUTH_REJECTED, Fault.error("UnrecognizedClientException"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("AccessDeniedException"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("SubscriptionRequiredException"))
                .fault(
                        ContractFault.UNAVAILABLE_5XX,
                        Fault.raw(EmulatorResponse.text(503, "text/html", "<html>try again later</html>")))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("InternalServerError", Fault.When.AFTER_EFFECT))
                .fault(
                        ContractFault.UNLISTED_CODE_AFTER_EFFECT,
                        Fault.error("NobodyKnowsThisException", Fault.When.AFTER_EFFECT))
                .fault(ContractFault.TRUNCATED, truncated())
                .limited(limit -> start(variants, opened, Map.of("quota", limit.toString())))
                .missingLibrary(() -> start(variants, opened, layerSettings, MISSING, http))
                .withTimeout(timeout -> start(
                        variants,
                        opened,
                        layerSettings,
                        library,
                        HttpSettings.builder().readTimeout(timeout).build()))
                .releasing(server::close)
                .build();
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
        accounts.service(
                AwsCredentialsProvider.class,
                AwsCredentialsProvider.of(CredentialsSource.refreshing(
                        () -> source.call().as(AwsCredentials::of, ExpiringCredentials::new), plan)));
    }

    /**
     * Returns a fault that truncates a response. The fault has its own body, because a successful response to DeleteUser has no byte to cut
     * off.
     */
    private static Fault truncated() {
        return Fault.raw(
                EmulatorResponse.text(200, "application/x-amz-json-1.1", "{\"FaceModelVersion\":\"7.0\"}")
                        .plusHeader("x-amzn-RequestId", "0")
                        .delivered(new Delivery.Truncated(7)),
                Fault.When.AFTER_EFFECT);
    }

    /** The holdings of a collection, including faces that were last associated with a person's User. */
    private record Collected(RekognitionCollection collection) implements Holdings {
        @Override
        public void put(PersonId person, Set<FaceId> faces) {
            collection.put(person.value(), faces.stream().map(FaceId::value).toList());
        }

        @Override
        public Optional<Set<FaceId>> stored(PersonId person) {
            return collection.remainsOf(person.value()).map(Holdings::faces);
        }

        @Override
        public boolean holdsFace(FaceId face) {
            return collection.hasFace(face.value());
        }
    }
}
