package io.efface.cli.faults;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.GreenEmulator;
import io.efface.emulator.IaiEmulator;
import io.efface.emulator.VendorEmulator;
import io.efface.spi.Sleeper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Deletes a person from a vendor that misbehaves, and tells in a few words what the caller sees. */
final class FaultRun {
    private static final String KEY_ID = "AKtestidtestidtestid";
    private static final String KEY = "testkeytestkeytestkey";
    private static final String DELETE_PERSON = "DeletePerson";
    private static final PersonId PERSON = new PersonId("p-1");

    /** Which repository meets the fault, and how often the vendor shows it. */
    enum Way {
        PRIMITIVE_ONCE,
        OPENED_ONCE,
        OPENED_ALWAYS
    }

    private FaultRun() {}

    static String ofGreen(FaultCase fault, Way way) throws IOException {
        FakeTime time = new FakeTime();
        GreenEmulator vendor =
                GreenEmulator.builder().key(KEY_ID, KEY).clock(time).build();
        return run(
                vendor,
                time,
                Map.of(
                        "provider", "aliyun",
                        "credentials.access-key-id", KEY_ID,
                        "credentials.access-key-secret", KEY),
                fault,
                way);
    }

    static String ofIai(FaultCase fault, Way way) throws IOException {
        FakeTime time = new FakeTime();
        IaiEmulator vendor = IaiEmulator.builder().key(KEY_ID, KEY).clock(time).build();
        return run(
                vendor,
                time,
                Map.of(
                        "provider", "tencent",
                        "credentials.secret-id", KEY_ID,
                        "credentials.secret-key", KEY),
                fault,
                way);
    }

    private static String run(
            VendorEmulator vendor, FakeTime time, Map<String, String> account, FaultCase fault, Way way)
            throws IOException {
        vendor.library().put(PERSON.value(), "1", "2");
        if (way == Way.OPENED_ALWAYS) {
            vendor.faults().onOperation(DELETE_PERSON).always(fault.fault());
        } else {
            vendor.faults().onOperation(DELETE_PERSON).next(fault.fault());
        }
        try (EmulatorServer server = EmulatorServer.start(vendor);
                FaceRepositories accounts = FaceRepositories.builder()
                        .map(keys(account, server, fault, way))
                        .clock(time)
                        .random(new Random(7))
                        .service(Sleeper.class, time)
                        .open()) {
            return told(accounts, vendor, server);
        }
    }

    private static Map<String, String> keys(
            Map<String, String> account, EmulatorServer server, FaultCase fault, Way way) {
        Map<String, String> settings = new HashMap<>(account);
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

    private static String told(FaceRepositories accounts, VendorEmulator vendor, EmulatorServer server) {
        try {
            DeletePersonResult result = accounts.get("one").deletePerson(PERSON);
            boolean present = vendor.library().person(PERSON.value()).isPresent();
            if (present && result.evidence() == Evidence.VERIFIED_ABSENT) {
                throw new AssertionError("verified absent, and still held");
            }
            if (result.outcome() == PersonOutcome.ALREADY_ABSENT && !result.maybeByEarlierAttempt()) {
                throw new AssertionError("the person was there before, and nothing remarks on it");
            }
            return result.outcome() + " " + result.evidence()
                    + (result.maybeByEarlierAttempt() ? " (maybe by an earlier attempt)" : "")
                    + requests(server);
        } catch (FaceException e) {
            if (e.effect() == Effect.NONE
                    && vendor.library().person(PERSON.value()).isEmpty()) {
                throw new AssertionError("effect NONE, and the person is gone", e);
            }
            return e.kind() + ", " + e.effect() + ", " + e.advice() + requests(server);
        }
    }

    private static String requests(EmulatorServer server) {
        return "; " + server.requests();
    }
}
