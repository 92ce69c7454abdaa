package io.efface.erasure;

import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An emulator that can hold back the response to one deletion, before or after its effect. */
final class WatchedEmulator extends VendorEmulator {
    /**
     * Describes the request to hold back. The name of its action contains {@code action}, and its body contains one of {@code texts}. The
     * first {@code passing} requests of this kind are not held back.
     */
    private static final class Trap {
        final List<String> texts;
        final String action;
        final boolean afterEffect;
        final Consumer<String> reached;
        int passing;

        Trap(List<String> texts, String action, int passing, boolean afterEffect, Consumer<String> reached) {
            this.texts = texts;
            this.action = action.toLowerCase(Locale.ROOT);
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
     * Holds back the n-th of those requests of deletions that contain one of these texts.
     *
     * @param action a text in the name of the action, or an empty text for every action
     * @param reached gets the request's action when the request arrives
     */
    synchronized void hold(
            List<String> texts, String action, int number, boolean afterEffect, Consumer<String> reached) {
        traps.add(new Trap(texts, action, number - 1, afterEffect, reached));
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
        trap.reached.accept(request.headers().firstOrEmpty("X-Amz-Target").replaceFirst(".*\\.", ""));
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
        String action = action(request);
        for (Trap trap : traps) {
            if (action.contains(trap.action) && trap.texts.stream().anyMatch(text::contains) && trap.passing-- == 0) {
                return trap;
            }
        }
        return null;
    }

    private static String action(EmulatorRequest request) {
        return (request.headers().firstOrEmpty("X-TC-Action")
                        + request.headers().firstOrEmpty("X-Amz-Target")
                        + request.path())
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isDeletion(EmulatorRequest request) {
        String action = action(request);
        // A deletion at Rekognition begins with ListFaces and DisassociateFaces.
        return action.contains("delete") || action.contains("faces");
    }
}
