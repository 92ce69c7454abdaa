package io.efface.rekognition;

import io.efface.Operation;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.emulator.service.EmulatedService;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import io.efface.http.credentials.RefreshPolicy;
import io.efface.testkit.ContractFault;
import io.efface.testkit.emulator.EmulatedVendor;
import io.efface.testkit.emulator.EmulatedVendor.Issue;
import io.efface.testkit.emulator.EmulatorTargets;
import java.time.Clock;
import java.util.concurrent.Callable;

/** The emulated Rekognition for the contracts. */
final class AwsTargets {
    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of(
                    EmulatedService.REKOGNITION,
                    "connect-timeout",
                    "7s",
                    "InvalidSignatureException",
                    AwsTargets::temporaryKeys)
            .deletingIn(5);

    private AwsTargets() {}

    /**
     * Returns the targets with a variant of Rekognition. {@link ContractFault#CONFLICT} is a rejection without effect.
     * {@code ConflictException} may have an effect ("the update or deletion of the User caused an inconsistent state"), so the targets do not
     * have this fault. The variant {@link RekognitionVariants.Disassociation#AFTER_A_REJECTION} produces conflicts of single faces.
     */
    static EmulatorTargets<RekognitionEmulator> of(RekognitionVariants variants) {
        return EmulatorTargets.of(
                        time -> Issue.OF_CONTRACT
                                .acceptedBy(RekognitionEmulator.builder())
                                .clock(time)
                                .variants(variants)
                                .build(),
                        VENDOR.contractAccount("credentials.session-token"))
                .withHarness((rekognition, harness) -> harness.deletingWith(Operation.DELETE_PERSON, "DeleteUser")
                        .deletingWith(Operation.DELETE_FACES, "DeleteFaces")
                        .error(ContractFault.AUTH_REJECTED, "UnrecognizedClientException")
                        .error(ContractFault.PERMISSION_DENIED, "AccessDeniedException")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "SubscriptionRequiredException")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "InternalServerError")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "NobodyKnowsThisException"));
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
        accounts.service(
                AwsCredentialsProvider.class,
                AwsCredentialsProvider.of(CredentialsSource.refreshing(
                        () -> source.call().as(AwsCredentials::of, ExpiringCredentials::new), plan)));
    }
}
