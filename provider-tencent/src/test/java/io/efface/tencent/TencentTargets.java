package io.efface.tencent;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.iai.IaiVariants;
import io.efface.emulator.service.EmulatedService;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import io.efface.http.credentials.RefreshPolicy;
import io.efface.testkit.ContractFault;
import io.efface.testkit.emulator.EmulatedVendor;
import io.efface.testkit.emulator.EmulatedVendor.Issue;
import io.efface.testkit.emulator.EmulatorHarness;
import io.efface.testkit.emulator.EmulatorTargets;
import java.time.Clock;
import java.util.concurrent.Callable;

/** The emulated IAI for the contracts. */
final class TencentTargets {
    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of(
            EmulatedService.IAI,
            "signature",
            "hmac-sha256",
            "AuthFailure.SignatureFailure",
            TencentTargets::temporaryKeys);

    private TencentTargets() {}

    /** Returns the targets with a variant of IAI and version 2020-03-03. */
    static EmulatorTargets<IaiEmulator> of(IaiVariants variants) {
        return of(variants, IaiEmulator.VERSION_2020);
    }

    /** Returns the targets with a variant and a version of IAI. */
    static EmulatorTargets<IaiEmulator> of(IaiVariants variants, String version) {
        return EmulatorTargets.of(
                        time -> Issue.OF_CONTRACT
                                .acceptedBy(IaiEmulator.builder())
                                .clock(time)
                                .variants(variants)
                                .build(),
                        VENDOR.contractAccount("credentials.token"))
                .with("api-version", version)
                .withHarness((iai, harness) -> describe(iai, version, harness));
    }

    private static void describe(IaiEmulator iai, String version, EmulatorHarness.Builder harness) {
        if (iai.variants().unknownFaces() != IaiVariants.UnknownFaces.PASSED_OVER) {
            harness.rejectingUnknownFaces();
        }
        harness.library(iai.library(version))
                .error(ContractFault.AUTH_REJECTED, "AuthFailure.SecretIdNotFound")
                .error(ContractFault.PERMISSION_DENIED, "AuthFailure.UnauthorizedOperation")
                .error(ContractFault.ACCOUNT_UNAVAILABLE, "ResourceUnavailable.InArrears")
                .error(ContractFault.CONFLICT, "FailedOperation.ConflictOperation")
                .error(ContractFault.INTERNAL_AFTER_EFFECT, "InternalError")
                .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "Mystery.NobodyKnowsThis");
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
        accounts.service(
                TencentCredentialsProvider.class,
                TencentCredentialsProvider.of(CredentialsSource.refreshing(
                        () -> source.call().as(TencentCredentials::of, ExpiringCredentials::new), plan)));
    }
}
