package io.efface.tencent;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorReply;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.IaiEmulator;
import io.efface.emulator.IaiVariants;
import io.efface.spi.OpenContext;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.EmulatorHarness;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Repositories before an emulated IAI of one variant, for the contract. */
final class TencentTargets {
    private static final String ID = "AKIDcontract";
    private static final String KEY = "contract-secret-key";
    private static final String TOKEN = "contract-token==";

    /** All layers; waits that would only make the tests longer are left to the one target that opens them as by default. */
    private static final Map<String, String> IMPATIENT = Map.of("retry.base-delay", "1ms", "quota", "off");

    private TencentTargets() {}

    /** The primitive repository. */
    static ContractTarget raw(String name, IaiVariants variants, UnaryOperator<TencentConfig.Builder> settings) {
        return ContractTarget.of("tencent raw, " + name, () -> start(variants, settings, null));
    }

    /** The repository as configuration opens it, with all layers but hardly a wait. */
    static ContractTarget opened(String name, IaiVariants variants, UnaryOperator<TencentConfig.Builder> settings) {
        return ContractTarget.of("tencent opened, " + name, () -> start(variants, settings, IMPATIENT));
    }

    /** The repository as configuration opens it, with all layers as by default. */
    static ContractTarget openedByDefault(String name, IaiVariants variants) {
        return ContractTarget.of("tencent opened, " + name, () -> start(variants, UnaryOperator.identity(), Map.of()));
    }

    private static EmulatorHarness start(
            IaiVariants variants, UnaryOperator<TencentConfig.Builder> settings, @Nullable Map<String, String> layers)
            throws IOException {
        IaiEmulator emulator = IaiEmulator.builder()
                .temporaryKey(ID, KEY, TOKEN)
                .variants(variants)
                .build();
        EmulatorServer server = EmulatorServer.start(emulator);
        TencentConfig config = settings.apply(TencentConfig.builder()
                        .credentials(TencentCredentials.temporary(ID, KEY, TOKEN))
                        .endpoint(URI.create(server.url())))
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
        if (variants.unknownFaces() != IaiVariants.UnknownFaces.PASSED_OVER) {
            harness.refusingUnknownFaces();
        }
        return harness.library(emulator.library(config.apiVersion().text()))
                .fault(ContractFault.AUTH_REJECTED, Fault.error("AuthFailure.SecretIdNotFound"))
                .fault(ContractFault.PERMISSION_DENIED, Fault.error("AuthFailure.UnauthorizedOperation"))
                .fault(ContractFault.ACCOUNT_UNAVAILABLE, Fault.error("ResourceUnavailable.InArrears"))
                .fault(ContractFault.CONFLICT, Fault.error("FailedOperation.ConflictOperation"))
                .fault(
                        ContractFault.UNAVAILABLE_5XX,
                        Fault.raw(EmulatorReply.text(503, "text/html", "<html>try again later</html>")))
                .fault(ContractFault.INTERNAL_AFTER_EFFECT, Fault.error("InternalError", Fault.When.AFTER_EFFECT))
                .fault(
                        ContractFault.UNLISTED_CODE_AFTER_EFFECT,
                        Fault.error("FailedOperation.NobodyKnowsThis", Fault.When.AFTER_EFFECT))
                .secrets(KEY, TOKEN, ID)
                .releasing(server::close)
                .build();
    }
}
