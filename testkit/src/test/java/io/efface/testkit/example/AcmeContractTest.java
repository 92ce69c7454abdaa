package io.efface.testkit.example;

import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.List;

final class AcmeContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        return List.of(
                ContractTarget.of("acme raw", () -> new AcmeHarness(false)),
                ContractTarget.of("acme opened", () -> new AcmeHarness(true)));
    }
}
