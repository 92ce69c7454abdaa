package io.efface.tencent;

import io.efface.emulator.iai.IaiVariants;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.List;

/**
 * Runs the contract with the other signatures and forms of requests, and with the older API version, which has its own face library here.
 */
final class TencentFormsContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        IaiVariants published = IaiVariants.defaults();
        IaiVariants separateLibraries =
                IaiVariants.builder().versionsSharePeople(false).build();
        return List.of(
                TencentTargets.raw("TC3 by GET", published, config -> config.httpMethod(TencentConfig.HttpMethod.GET)),
                TencentTargets.raw(
                        "HmacSHA256 by form",
                        published,
                        config -> config.signature(TencentConfig.Signature.HMAC_SHA256)),
                TencentTargets.opened(
                        "HmacSHA1 by GET",
                        published,
                        config -> config.signature(TencentConfig.Signature.HMAC_SHA1)
                                .httpMethod(TencentConfig.HttpMethod.GET)),
                TencentTargets.raw(
                        "2018-03-01",
                        separateLibraries,
                        config -> config.apiVersion(TencentConfig.ApiVersion.V2018_03_01)));
    }
}
