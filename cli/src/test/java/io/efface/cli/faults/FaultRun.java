package io.efface.cli.faults;

import io.efface.FaceRepository;
import io.efface.aliyun.AliyunCredentials;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.FaultScript;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.http.credentials.CredentialsFetcher;
import io.efface.http.credentials.CredentialsSource;
import io.efface.http.credentials.ExpiringCredentials;
import io.efface.http.credentials.RefreshPolicy;
import io.efface.tencent.TencentCredentials;
import io.efface.tencent.TencentCredentialsProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a deletion at an emulated vendor with a fault, and describes the result in a few words. */
final class FaultRun {
    private static final String KEY_ID = "AKtestidtestidtestid";
    private static final String KEY = "testkeytestkeytestkey";

    /** Whether the repository has layers, and how often the fault occurs. */
    enum Setup {
        PRIMITIVE_ONCE,
        OPENED_ONCE,
        OPENED_ALWAYS
    }

    private FaultRun() {}

    static String ofGreen(FaultCase fault, Deletion deletion, Setup setup) throws IOException {
        return run(
                GreenEmulator.builder(),
                "aliyun",
                Map.of("credentials.access-key-id", KEY_ID, "credentials.access-key-secret", KEY),
                fault,
                deletion,
                setup);
    }

    static String ofIai(FaultCase fault, Deletion deletion, Setup setup) throws IOException {
        return run(
                IaiEmulator.builder(),
                "tencent",
                Map.of("credentials.secret-id", KEY_ID, "credentials.secret-key", KEY),
                fault,
                deletion,
                setup);
    }

    private static String run(
            VendorEmulator.Builder builder,
            String provider,
            Map<String, String> key,
            FaultCase fault,
            Deletion deletion,
            Setup setup)
            throws IOException {
        FakeTime time = new FakeTime();
        VendorEmulator vendor = builder.key(KEY_ID, KEY)
                .clock(Clock.offset(time, fault.ahead()))
                .build();
        Map<String, String> settings = fault.source() == null ? key : Map.of("credentials", "provider");
        try (EmulatorServer server = EmulatorServer.start(vendor);
                FaceRepositories accounts = FaceRepositories.builder()
                        .map(keys(provider, settings, server, fault, setup))
                        .clock(time)
                        .random(new Random(7))
                        .sleeper(time)
                        .service(
                                AliyunCredentialsProvider.class,
                                AliyunCredentialsProvider.of(CredentialsSource.refreshing(
                                        source(fault, setup, AliyunCredentials.of(KEY_ID, KEY)),
                                        RefreshPolicy.defaults().withClock(time))))
                        .service(
                                TencentCredentialsProvider.class,
                                TencentCredentialsProvider.of(CredentialsSource.refreshing(
                                        source(fault, setup, TencentCredentials.of(KEY_ID, KEY)),
                                        RefreshPolicy.defaults().withClock(time))))
                        .open()) {
            FaceRepository account = accounts.get("one");
            int faces = fault.second() ? account.capabilities().facesPerCall() + 1 : 2;
            FaultScript.Scope scope = vendor.faults().onOperation(deletion.nameAt(vendor));
            if (fault.second()) {
                scope.next(Fault.none());
            }
            if (setup == Setup.OPENED_ALWAYS) {
                scope.always(fault.fault());
            } else {
                scope.next(fault.fault());
            }
            return deletion.deleteAndDescribe(account, vendor.library(), faces) + "; " + server.requests();
        }
    }

    /**
     * Returns a source of temporary credentials. If the fault is a failure of the source, the source fails as often as the setup requires.
     */
    private static <C> CredentialsFetcher<C> source(FaultCase fault, Setup setup, C key) {
        AtomicBoolean failed = new AtomicBoolean();
        return () -> {
            Exception error = fault.source();
            if (error != null && (setup == Setup.OPENED_ALWAYS || !failed.getAndSet(true))) {
                throw error;
            }
            return new ExpiringCredentials<>(key, Instant.MAX);
        };
    }

    private static Map<String, String> keys(
            String provider, Map<String, String> account, EmulatorServer server, FaultCase fault, Setup setup) {
        Map<String, String> settings = new HashMap<>(account);
        settings.put("provider", provider);
        settings.put("endpoint", server.url());
        settings.putAll(fault.settings());
        if (setup == Setup.PRIMITIVE_ONCE) {
            settings.put("policies", "none");
            settings.remove("verify");
        }
        Map<String, String> keys = new HashMap<>();
        settings.forEach((key, value) -> keys.put("efface.accounts.one." + key, value));
        return keys;
    }
}
