package io.efface.erasure;

import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An emulator that can hold back the response to one deletion, before or after its effect. */
final class WatchedEmulator extends VendorEmulator {
    /** A deletion to hold back. The deletion is about a person whose id has this beginning, and comes after a number of such deletions. */
    private static final class Trap {
        final String beginning;
        final boolean afterEffect;
        final Runnable reached;
        int passing;

        Trap(String beginning, int passing, boolean afterEffect, Runnable reached) {
            this.beginning = beginning;
            this.passing = passing;
            this.afterEffect = afterEffect;
            this.reached = reached;
        }
    }

    private final VendorEmulator emulator;
    private final List<Trap> traps = new ArrayList<>();
    private CountDownLatch release = new CountDownLatch(1);

    WatchedEmulator(VendorEmulator emulator) {
        super(emulator);
        this.emulator = emulator;
    }

    /**
     * Holds back the n-th deletion of people whose ids have this beginning.
     *
     * @param reached the action when the deletion arrives
     */
    synchronized void hold(String beginning, int number, boolean afterEffect, Runnable reached) {
        traps.add(new Trap(beginning, number - 1, afterEffect, reached));
    }

    /** Continues the held requests, whose client no longer exists, and holds back no more requests. */
    synchronized void release() {
        traps.clear();
        release.countDown();
        release = new CountDownLatch(1);
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        CountDownLatch end;
        Trap trap;
        synchronized (this) {
            trap = isDeletion(request) ? trapFor(request) : null;
            end = release;
        }
        if (trap == null) {
            return emulator.respond(request);
        }
        EmulatorResponse response = trap.afterEffect ? emulator.respond(request) : null;
        trap.reached.run();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The request has no effect, as if it had been lost on the way to the vendor.
        return response != null ? response : EmulatorResponse.text(503, "text/plain", "");
    }

    private @Nullable Trap trapFor(EmulatorRequest request) {
        String text = new String(request.body(), StandardCharsets.UTF_8);
        for (Trap trap : traps) {
            if (text.contains(trap.beginning) && trap.passing-- == 0) {
                return trap;
            }
        }
        return null;
    }

    private static boolean isDeletion(EmulatorRequest request) {
        String action = request.headers().firstOrEmpty("X-TC-Action") + request.path();
        return action.toLowerCase(Locale.ROOT).contains("delete");
    }
}
