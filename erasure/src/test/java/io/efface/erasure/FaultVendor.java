package io.efface.erasure;

import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.iai.IaiEmulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A vendor that records each request of a deletion, and that can hold back one of them, before or after its effect. Thread-safe. */
final class FaultVendor extends VendorEmulator {
    static final String KEY = "AKIDfaults";
    static final String SECRET = "secret-of-faults";
    private static final Pattern PERSON = Pattern.compile("\"PersonId\":\"([^\"]+)\"");

    /**
     * A deletion that arrived.
     *
     * @param isEffective whether the vendor had the person
     */
    record Deletion(String person, boolean isEffective) {}

    private final VendorEmulator emulator;
    private final List<Deletion> deletions = new ArrayList<>();
    private int passing = -1;
    private boolean isHeldAfterEffect;
    private Runnable onHeld = () -> {};
    private CountDownLatch release = new CountDownLatch(0);

    private FaultVendor(VendorEmulator emulator) {
        super(emulator);
        this.emulator = emulator;
    }

    static FaultVendor create() {
        return new FaultVendor(IaiEmulator.builder().key(KEY, SECRET).build());
    }

    FaceLibrary people() {
        return library();
    }

    /** Holds back the n-th deletion from now on, until {@link #release}. */
    synchronized void holdNext(int number, boolean afterEffect, Runnable held) {
        passing = number - 1;
        isHeldAfterEffect = afterEffect;
        onHeld = held;
        release = new CountDownLatch(1);
    }

    synchronized void release() {
        passing = -1;
        release.countDown();
    }

    synchronized List<Deletion> deletions(String person) {
        return deletions.stream().filter(each -> each.person().equals(person)).toList();
    }

    private synchronized @Nullable CountDownLatch trap() {
        boolean isHeld = passing == 0;
        passing--;
        return isHeld ? release : null;
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        if (!request.headers().firstOrEmpty("X-TC-Action").equals("DeletePerson")) {
            return emulator.respond(request);
        }
        CountDownLatch held = trap();
        boolean isLate = held != null && !isHeldAfterEffect;
        EmulatorResponse response = isLate ? null : delete(request);
        if (held != null) {
            onHeld.run();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        // A request that was held before its effect has its effect late, when its sender may be dead.
        return response == null ? delete(request) : response;
    }

    private EmulatorResponse delete(EmulatorRequest request) {
        Matcher person = PERSON.matcher(new String(request.body(), StandardCharsets.UTF_8));
        String id = person.find() ? person.group(1) : "";
        synchronized (this) {
            deletions.add(new Deletion(id, library().person(id).isPresent()));
            return emulator.respond(request);
        }
    }
}
