package io.efface.tencent;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.iai.IaiVariants;
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
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/**
 * Opens repositories for the contract, against an emulated IAI of a given variant. Client, layers and vendor share one clock, which jumps
 * over the waits of the layers.
 */
final class TencentTargets {
    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of("tencent", "credentials.secret-id", "credentials.secret-key")
            .emulatedBy(
                    IaiEmulator::builder,
                    "signature",
                    "hmac-sha256",
                    "AuthFailure.SignatureFailure",
                    TencentTargets::temporaryKeys);

    private TencentTargets() {}

    /** Returns a primitive repository, which has no layers. */
    static ContractTarget raw(String name, IaiVariants variants, UnaryOperator<TencentConfig.Builder> settings) {
        return ContractTarget.of("tencent raw, " + name, () -> start(variants, settings, false, Map.of()));
    }

    /** Returns the repository that configuration opens with the default layers. */
    static ContractTarget opened(String name, IaiVariants variants, UnaryOperator<TencentConfig.Builder> settings) {
        return ContractTarget.of("tencent opened, " + name, () -> start(variants, settings, true, Map.of()));
    }

    private static EmulatorHarness start(
            IaiVariants variants,
            UnaryOperator<TencentConfig.Builder> settings,
            boolean opened,
            Map<String, String> layerSettings)
            throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        IaiEmulator emulator = EmulatorHarness.prepared(IaiEmulator.builder(), time)
                .variants(variants)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        TencentConfig config = settings.apply(TencentConfig.builder()
                        .credentials(Issue.OF_CONTRACT.<TencentCredentials>as(TencentCredentials::of))
                        .endpoint(Endpoint.parse(server.url())))
                .build();
        EmulatorHarness.Builder harness = EmulatorHarness.account(emulator, config, opened, layerSettings, time);
        if (variants.unknownFaces() != IaiVariants.UnknownFaces.PASSED_OVER) {
            harness.rejectingUnknownFaces();
        }
        return harness.library(emulator.library(config.apiVersion().text()))
                .fault(ContractFault.AUTH_REJECTED, Fault.error("AuthFailure.SecretIdNotFound"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("AuthFailure.UnauthorizedOperation"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("ResourceUnavailable.InArrears"))
                .fault(ContractFault.CONFLICT, Fault.error("FailedOperation.ConflictOperation"))
                .fault(
                        ContractFault.UNAVAILABLE_5XX,
                        Fault.raw(EmulatorResponse.text(503, "text/html", "<html>try again later</html>")))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("InternalError", Fault.When.AFTER_EFFECT))
                .fault(
                        ContractFault.UNLISTED_CODE_AFTER_EFFECT,
                        Fault.error("Mystery.NobodyKnowsThis", Fault.When.AFTER_EFFECT))
                .limited(limit -> start(variants, settings, opened, Map.of("quota", limit.toString())))
                .withTimeout(timeout -> start(
                        variants,
                        builder -> settings.apply(builder)
                                .http(HttpSettings.builder()
                                        .readTimeout(timeout)
                                        .build()),
                        opened,
                        layerSettings))
                .releasing(server::close)
                .build();
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        RefreshPolicy plan = RefreshPolicy.defaults().withClock(clock);
        accounts.service(
                TencentCredentialsProvider.class,
                TencentCredentialsProvider.of(CredentialsSource.refreshing(
                        () -> source.call().as(TencentCredentials::of, ExpiringCredentials::new), plan)));
    }
}
