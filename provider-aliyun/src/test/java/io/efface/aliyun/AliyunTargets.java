package io.efface.aliyun;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.green.GreenVariants;
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

/** The emulated Green for the contracts. */
final class AliyunTargets {
    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of(
            EmulatedService.GREEN, "signature", "acs3", "SignatureDoesNotMatch", AliyunTargets::temporaryKeys);

    private AliyunTargets() {}

    /**
     * Returns the targets with a variant of Green. The conflict fault is missing, because Green has no code for a second operation on the
     * same person at the same time.
     */
    static EmulatorTargets<GreenEmulator> of(GreenVariants variants) {
        return EmulatorTargets.of(
                        time -> Issue.OF_CONTRACT
                                .acceptedBy(GreenEmulator.builder())
                                .clock(time)
                                .variants(variants)
                                .build(),
                        VENDOR.contractAccount("credentials.security-token"))
                .withHarness((green, harness) -> harness.error(ContractFault.AUTH_REJECTED, "SignatureDoesNotMatch")
                        .error(ContractFault.PERMISSION_DENIED, "Forbidden.RAM")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "596")
                        .error(ContractFault.UNAVAILABLE_5XX, "ServiceUnavailable")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "500")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "583"));
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        CredentialsSource<AliyunCredentials> keys = CredentialsSource.refreshing(
                () -> source.call().as(AliyunCredentials::of, ExpiringCredentials::new),
                RefreshPolicy.defaults().withClock(clock));
        accounts.service(AliyunCredentialsProvider.class, AliyunCredentialsProvider.of(keys));
    }
}
