package io.efface.aliyun;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.GreenEmulator;
import io.efface.emulator.GreenVariants;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.EmulatorHarness;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Repositories before an emulated Green of one variant, for the contract. Green has no code for another operation on the same
 * person under way, so that fault is not shown.
 */
final class AliyunTargets {
    private static final String ID = "STS.contract";
    private static final String SECRET = "contract-secret-key";
    private static final String TOKEN = "contract-token==";

    /** All layers; waits that would only make the tests longer are left to the one target that opens them as by default. */
    private static final Map<String, String> IMPATIENT = Map.of("retry.base-delay", "1ms", "quota", "off");

    private AliyunTargets() {}

    /** The primitive repository. */
    static ContractTarget raw(String name, GreenVariants variants, AliyunConfig.Signature signature) {
        return ContractTarget.of("aliyun raw, " + name, () -> start(variants, signature, null));
    }

    /** The repository as configuration opens it, with all layers but hardly a wait. */
    static ContractTarget opened(String name, GreenVariants variants) {
        return ContractTarget.of("aliyun opened, " + name, () -> start(variants, AliyunConfig.Signature.V1, IMPATIENT));
    }

    /** The repository as configuration opens it, with all layers as by default. */
    static ContractTarget openedByDefault(String name, GreenVariants variants) {
        return ContractTarget.of("aliyun opened, " + name, () -> start(variants, AliyunConfig.Signature.V1, Map.of()));
    }

    private static EmulatorHarness start(
            GreenVariants variants, AliyunConfig.Signature signature, @Nullable Map<String, String> layers)
            throws IOException {
        GreenEmulator emulator = GreenEmulator.builder()
                .stsKey(ID, SECRET, TOKEN)
                .variants(variants)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        AliyunConfig config = AliyunConfig.builder()
                .credentials(AliyunCredentials.temporary(ID, SECRET, TOKEN))
                .endpoint(Endpoint.parse(server.url()))
                .signature(signature)
                .build();
        EmulatorHarness.Builder harness;
        if (layers != null) {
            FaceRepositories accounts =
                    FaceRepositories.builder().account("test", config, layers).open();
            harness = EmulatorHarness.builder(emulator, accounts.get("test")).opened(accounts::close);
        } else {
            FaceRepository repository =
                    config.open(new OpenContext("test", Clock.systemUTC(), new SecureRandom(), Map.of()));
            harness = EmulatorHarness.builder(emulator, repository);
        }
        return harness.fault(ContractFault.AUTH_REJECTED, Fault.error("SignatureDoesNotMatch"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("Forbidden.RAM"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("596"))
                .fault(ContractFault.UNAVAILABLE_5XX, Fault.error("ServiceUnavailable"))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("500", Fault.When.AFTER_EFFECT))
                .fault(ContractFault.UNLISTED_CODE_AFTER_EFFECT, Fault.error("583", Fault.When.AFTER_EFFECT))
                .secrets(ID, SECRET, TOKEN)
                .releasing(server::close)
                .build();
    }
}
