package io.efface.aliyun;

import io.efface.config.FaceRepositoriesBuilder;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.green.GreenVariants;
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

/**
 * Opens repositories for the contract, against an emulated Green of a given variant. Client, layers and vendor share one clock, which jumps
 * over the waits of the layers. The conflict fault is missing, because Green has no code for a second operation on the same person at the
 * same time.
 */
final class AliyunTargets {
    /** The vendor for the contracts that open accounts from settings. */
    static final EmulatedVendor VENDOR = EmulatedVendor.of(
                    "aliyun", "credentials.access-key-id", "credentials.access-key-secret")
            .emulatedBy(
                    GreenEmulator::builder, "signature", "acs3", "SignatureDoesNotMatch", AliyunTargets::temporaryKeys);

    private AliyunTargets() {}

    /** Returns a primitive repository, which has no layers. */
    static ContractTarget raw(String name, GreenVariants variants, AliyunConfig.Signature signature) {
        return ContractTarget.of("aliyun raw, " + name, () -> start(variants, signature, false, Map.of()));
    }

    /** Returns the repository that configuration opens with the default layers. */
    static ContractTarget opened(String name, GreenVariants variants) {
        return ContractTarget.of(
                "aliyun opened, " + name, () -> start(variants, AliyunConfig.Signature.V1, true, Map.of()));
    }

    private static EmulatorHarness start(
            GreenVariants variants, AliyunConfig.Signature signature, boolean opened, Map<String, String> settings)
            throws IOException {
        return start(variants, signature, opened, settings, HttpSettings.defaults());
    }

    private static EmulatorHarness start(
            GreenVariants variants,
            AliyunConfig.Signature signature,
            boolean opened,
            Map<String, String> settings,
            HttpSettings http)
            throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        GreenEmulator emulator = EmulatorHarness.prepared(GreenEmulator.builder(), time)
                .variants(variants)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        AliyunConfig config = AliyunConfig.builder()
                .credentials(Issue.OF_CONTRACT.<AliyunCredentials>as(AliyunCredentials::of))
                .endpoint(Endpoint.parse(server.url()))
                .signature(signature)
                .http(http)
                .build();
        return EmulatorHarness.account(emulator, config, opened, settings, time)
                .fault(ContractFault.AUTH_REJECTED, Fault.error("SignatureDoesNotMatch"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("Forbidden.RAM"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("596"))
                .fault(ContractFault.UNAVAILABLE_5XX, Fault.error("ServiceUnavailable"))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("500", Fault.When.AFTER_EFFECT))
                .fault(ContractFault.UNLISTED_CODE_AFTER_EFFECT, Fault.error("583", Fault.When.AFTER_EFFECT))
                .limited(limit -> start(variants, signature, opened, Map.of("quota", limit.toString())))
                .withTimeout(timeout -> start(
                        variants,
                        signature,
                        opened,
                        settings,
                        HttpSettings.builder().readTimeout(timeout).build()))
                .releasing(server::close)
                .build();
    }

    private static void temporaryKeys(FaceRepositoriesBuilder accounts, Callable<Issue> source, Clock clock) {
        CredentialsSource<AliyunCredentials> keys = CredentialsSource.refreshing(
                () -> source.call().as(AliyunCredentials::of, ExpiringCredentials::new),
                RefreshPolicy.defaults().withClock(clock));
        accounts.service(AliyunCredentialsProvider.class, AliyunCredentialsProvider.of(keys));
    }
}
