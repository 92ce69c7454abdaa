package io.efface.tencent;

import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.iai.IaiVariants;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.emulator.EmulatorTargets;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * Runs the contract with the other signatures and forms of requests, and with the older API version. In this test, the older version has
 * its own face library.
 */
final class TencentFormsContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        EmulatorTargets<IaiEmulator> published = TencentTargets.of(IaiVariants.defaults());
        IaiVariants separateLibraries =
                IaiVariants.builder().versionsSharePeople(false).build();
        return List.of(
                published.with("http-method", "GET").raw("TC3 by GET"),
                published.with("signature", "hmac-sha256").raw("HmacSHA256 by form"),
                published
                        .with("signature", "hmac-sha1")
                        .with("http-method", "GET")
                        .sharing(OkHttpClient.class, new OkHttpClient(), TencentFormsContractTest::isOpen)
                        .opened("HmacSHA1 by GET, HTTP client of the application"),
                TencentTargets.of(separateLibraries, IaiEmulator.VERSION_2018).raw("2018-03-01"));
    }

    private static boolean isOpen(OkHttpClient client) {
        return !client.dispatcher().executorService().isShutdown();
    }
}
