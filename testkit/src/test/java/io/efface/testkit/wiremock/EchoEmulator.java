package io.efface.testkit.wiremock;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Stores the last request, and sends a fixed response in the way that the test sets in {@link #delivery}. */
final class EchoEmulator extends VendorEmulator {
    static final String BODY = "{\"response\":\"all of it, \u4e00\"}";

    final AtomicReference<EmulatorRequest> last = new AtomicReference<>();
    final AtomicReference<Delivery> delivery = new AtomicReference<>(new Delivery.Whole());
    final CountDownLatch stalled = new CountDownLatch(1);

    EchoEmulator() {
        super("echo", Clock.fixed(Instant.parse("2020-02-29T12:34:56Z"), ZoneOffset.UTC), new FaceLibrary());
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        last.set(request);
        if (request.path().startsWith("/stalled")) {
            stalled.countDown();
            return EmulatorResponse.text(200, "text/plain", "never seen").delivered(new Delivery.Stall());
        }
        return EmulatorResponse.text(202, "application/json; charset=utf-8", BODY)
                .plusHeader("X-Vendor", "one")
                .plusHeader("X-Vendor", "two")
                .delivered(delivery.get());
    }
}
