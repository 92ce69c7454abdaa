package io.efface.aliyun;

import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.green.GreenVariants;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.EmulatorHarness;
import io.efface.testkit.SkippingClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Repositories before an emulated Green of one variant, for the contract. Client, layers and vendor share one clock, which jumps over
 * the layers' waits. Green has no code for another operation on the same
 * person under way, so that fault is not shown.
 */
final class AliyunTargets {
    private static final String ID = "STS.contract";
    private static final String SECRET = "contract-secret-key";
    private static final String TOKEN = "contract-token==";

    private AliyunTargets() {}

    /** The primitive repository. */
    static ContractTarget raw(String name, GreenVariants variants, AliyunConfig.Signature signature) {
        return ContractTarget.of("aliyun raw, " + name, () -> start(variants, signature, false, Map.of()));
    }

    /** The repository as configuration opens it with nothing but defaults. */
    static ContractTarget opened(String name, GreenVariants variants) {
        return ContractTarget.of(
                "aliyun opened, " + name, () -> start(variants, AliyunConfig.Signature.V1, true, Map.of()));
    }

    private static EmulatorHarness start(
            GreenVariants variants, AliyunConfig.Signature signature, boolean opened, Map<String, String> settings)
            throws IOException {
        SkippingClock time = SkippingClock.ofSystem();
        GreenEmulator emulator = GreenEmulator.builder()
                .stsKey(ID, SECRET, TOKEN)
                .variants(variants)
                .clock(time)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        AliyunConfig config = AliyunConfig.builder()
                .credentials(AliyunCredentials.of(ID, SECRET, TOKEN))
                .endpoint(Endpoint.parse(server.url()))
                .signature(signature)
                .build();
        EmulatorHarness.Builder harness;
        if (opened) {
            FaceRepositories accounts = FaceRepositories.builder()
                    .account("test", config, settings)
                    .clock(time)
                    .sleeper(time)
                    .open();
            harness = EmulatorHarness.opened(emulator, accounts.get("test"), time, accounts::close);
        } else {
            harness = EmulatorHarness.primitive(
                    emulator, config.open(OpenContext.of("test", time, new SecureRandom(), Map.of())), time);
        }
        return harness.fault(ContractFault.AUTH_REJECTED, Fault.error("SignatureDoesNotMatch"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("Forbidden.RAM"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("596"))
                .fault(ContractFault.UNAVAILABLE_5XX, Fault.error("ServiceUnavailable"))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("500", Fault.When.AFTER_EFFECT))
                .fault(ContractFault.UNLISTED_CODE_AFTER_EFFECT, Fault.error("583", Fault.When.AFTER_EFFECT))
                .secrets(ID, SECRET, TOKEN)
                .limited(limit -> start(variants, signature, opened, Map.of("quota", limit.toString())))
                .releasing(server::close)
                .build();
    }
}
