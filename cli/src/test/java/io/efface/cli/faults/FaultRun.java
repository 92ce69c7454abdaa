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

/** Runs a deletion at a vendor that misbehaves, and describes in a few words what the caller sees. */
final class FaultRun {
    private static final String KEY_ID = "AKtestidtestidtestid";
    private static final String KEY = "testkeytestkeytestkey";

    /** Which repository meets the fault, and how often the vendor shows it. */
    enum Way {
        PRIMITIVE_ONCE,
        OPENED_ONCE,
        OPENED_ALWAYS
    }

    private FaultRun() {}

    static String ofGreen(FaultCase fault, Deletion deletion, Way way) throws IOException {
        FakeTime time = new FakeTime();
        GreenEmulator vendor = GreenEmulator.builder()
                .key(KEY_ID, KEY)
                .clock(Clock.offset(time, fault.ahead()))
                .build();
        return run(
                vendor,
                time,
                "aliyun",
                fault.source() == null
                        ? Map.of("credentials.access-key-id", KEY_ID, "credentials.access-key-secret", KEY)
                        : Map.of("credentials", "provider"),
                fault,
                deletion,
                way);
    }

    static String ofIai(FaultCase fault, Deletion deletion, Way way) throws IOException {
        FakeTime time = new FakeTime();
        IaiEmulator vendor = IaiEmulator.builder()
                .key(KEY_ID, KEY)
                .clock(Clock.offset(time, fault.ahead()))
                .build();
        return run(
                vendor,
                time,
                "tencent",
                fault.source() == null
                        ? Map.of("credentials.secret-id", KEY_ID, "credentials.secret-key", KEY)
                        : Map.of("credentials", "provider"),
                fault,
                deletion,
                way);
    }

    private static String run(
            VendorEmulator vendor,
            FakeTime time,
            String provider,
            Map<String, String> settings,
            FaultCase fault,
            Deletion deletion,
            Way way)
            throws IOException {
        try (EmulatorServer server = EmulatorServer.start(vendor);
                FaceRepositories accounts = FaceRepositories.builder()
                        .map(keys(provider, settings, server, fault, way))
                        .clock(time)
                        .random(new Random(7))
                        .sleeper(time)
                        .service(
                                AliyunCredentialsProvider.class,
                                AliyunCredentialsProvider.of(CredentialsSource.refreshing(
                                        source(fault, way, AliyunCredentials.of(KEY_ID, KEY)),
                                        RefreshPolicy.defaults().withClock(time))))
                        .service(
                                TencentCredentialsProvider.class,
                                TencentCredentialsProvider.of(CredentialsSource.refreshing(
                                        source(fault, way, TencentCredentials.of(KEY_ID, KEY)),
                                        RefreshPolicy.defaults().withClock(time))))
                        .open()) {
            FaceRepository account = accounts.get("one");
            int faces = fault.second() ? account.capabilities().facesPerCall() + 1 : 2;
            FaultScript.Scope scope = vendor.faults().onOperation(deletion.nameAt(vendor));
            if (fault.second()) {
                scope.next(Fault.none());
            }
            if (way == Way.OPENED_ALWAYS) {
                scope.always(fault.fault());
            } else {
                scope.next(fault.fault());
            }
            return deletion.shown(account, vendor.library(), faces) + "; " + server.requests();
        }
    }

    /** Where the fault is the source's it fails as often as the vendor would else. */
    private static <C> CredentialsFetcher<C> source(FaultCase fault, Way way, C key) {
        AtomicBoolean failed = new AtomicBoolean();
        return () -> {
            Exception error = fault.source();
            if (error != null && (way == Way.OPENED_ALWAYS || !failed.getAndSet(true))) {
                throw error;
            }
            return new ExpiringCredentials<>(key, Instant.MAX);
        };
    }

    private static Map<String, String> keys(
            String provider, Map<String, String> account, EmulatorServer server, FaultCase fault, Way way) {
        Map<String, String> settings = new HashMap<>(account);
        settings.put("provider", provider);
        settings.put("endpoint", server.url());
        settings.putAll(fault.settings());
        if (way == Way.PRIMITIVE_ONCE) {
            settings.put("policies", "none");
            settings.remove("verify");
        }
        Map<String, String> keys = new HashMap<>();
        settings.forEach((key, value) -> keys.put("efface.accounts.one." + key, value));
        return keys;
    }
}
