package io.efface.examples.acme;

import io.efface.Operation;
import io.efface.testkit.ContractFault;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.emulator.EmulatorTargets;
import java.util.List;
import java.util.Map;

final class AcmeContractTest extends FaceRepositoryContract {
    private static final Map<String, String> ACCOUNT = Map.of(
            "provider", "acme",
            "credentials.access-key-id", AcmeEmulator.KEY_ID,
            "credentials.access-key-secret", AcmeEmulator.SECRET,
            "credentials.token", AcmeEmulator.TOKEN);

    @Override
    protected List<ContractTarget> targets() {
        return EmulatorTargets.of(AcmeEmulator::new, ACCOUNT)
                .withHarness((acme, harness) -> harness.emptyIsSuccess(Operation.DELETE_PERSON)
                        .error(ContractFault.CONFLICT, "busy")
                        .error(ContractFault.AUTH_REJECTED, "bad_signature")
                        .error(ContractFault.PERMISSION_DENIED, "forbidden")
                        .error(ContractFault.ACCOUNT_UNAVAILABLE, "unpaid")
                        .error(ContractFault.INTERNAL_AFTER_EFFECT, "internal")
                        .error(ContractFault.UNLISTED_CODE_AFTER_EFFECT, "unlisted"))
                .rawAndOpened("as documented");
    }
}
