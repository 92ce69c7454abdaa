package io.efface.emulator;

import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorResponse;
import org.jspecify.annotations.Nullable;

/** What an emulator can do for one checked call; {@link #answer} plays a fault with it. */
public interface EmulatedCall {

    /** Does the work on the given library and answers as all were well. */
    EmulatorResponse perform(FaceLibrary library);

    /** The vendor's own error. */
    EmulatorResponse error(String code, @Nullable Integer httpStatus, @Nullable String message);

    /** The vendor's refusal of too many requests. */
    EmulatorResponse throttled();

    /**
     * Answers a call under a fault.
     *
     * @param held the library the effect goes to
     * @param personId whom the call is about, or null if it names no person
     */
    static EmulatorResponse answer(EmulatedCall call, Fault fault, FaceLibrary held, @Nullable String personId) {
        if (fault instanceof Fault.VendorError error) {
            effect(call, error.when(), held);
            return call.error(error.code(), error.httpStatus(), error.message());
        }
        if (fault instanceof Fault.Throttle) {
            return call.throttled();
        }
        if (fault instanceof Fault.Stall stall) {
            effect(call, stall.when(), held);
            return silent(new Delivery.Stall());
        }
        if (fault instanceof Fault.Drop drop) {
            effect(call, drop.when(), held);
            return silent(new Delivery.Drop(drop.reset()));
        }
        if (fault instanceof Fault.Truncate truncate) {
            return call.perform(held).delivered(new Delivery.Truncated(truncate.bytes()));
        }
        if (fault instanceof Fault.Raw raw) {
            effect(call, raw.when(), held);
            return raw.reply();
        }
        if (fault instanceof Fault.Drip drip) {
            return call.perform(held).delivered(new Delivery.Drip(drip.bytes(), drip.pause()));
        }
        if (fault instanceof Fault.Lie) {
            return call.perform(personId == null ? held.copy() : held.copyOf(personId));
        }
        return call.perform(held);
    }

    private static void effect(EmulatedCall call, Fault.When when, FaceLibrary held) {
        if (when == Fault.When.AFTER_EFFECT) {
            call.perform(held);
        }
    }

    private static EmulatorResponse silent(Delivery how) {
        return new EmulatorResponse(200, EmulatorHeaders.none(), new byte[0]).delivered(how);
    }
}
