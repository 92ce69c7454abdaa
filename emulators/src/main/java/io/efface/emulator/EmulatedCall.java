package io.efface.emulator;

import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorResponse;
import org.jspecify.annotations.Nullable;

/** A call that passed the checks of an emulator. {@link #respond} applies a scripted fault to the call. */
public interface EmulatedCall {

    /** Performs the operation on the given library and returns the response without any fault. */
    EmulatorResponse perform(FaceLibrary library);

    /** Returns an error response in the vendor's form. */
    EmulatorResponse error(String code, @Nullable Integer httpStatus, @Nullable String message);

    /** Returns the vendor's response to too many requests. */
    EmulatorResponse throttled();

    /**
     * Responds to a call with a fault.
     *
     * @param library the library that the call changes
     * @param personId id of the person in the call, or null if the call names no person
     */
    static EmulatorResponse respond(EmulatedCall call, Fault fault, FaceLibrary library, @Nullable String personId) {
        if (fault instanceof Fault.VendorError error) {
            effect(call, error.when(), library);
            return call.error(error.code(), error.httpStatus(), error.message());
        }
        if (fault instanceof Fault.Throttle) {
            return call.throttled();
        }
        if (fault instanceof Fault.Stall stall) {
            effect(call, stall.when(), library);
            return withoutResponse(new Delivery.Stall());
        }
        if (fault instanceof Fault.Drop drop) {
            effect(call, drop.when(), library);
            return withoutResponse(new Delivery.Drop(drop.reset()));
        }
        if (fault instanceof Fault.Truncate truncate) {
            return call.perform(library).delivered(new Delivery.Truncated(truncate.bytes()));
        }
        if (fault instanceof Fault.Raw raw) {
            effect(call, raw.when(), library);
            return raw.response();
        }
        if (fault instanceof Fault.Drip drip) {
            return call.perform(library).delivered(new Delivery.Drip(drip.bytes(), drip.pause()));
        }
        if (fault instanceof Fault.FalseSuccess) {
            return call.perform(personId == null ? library.copy() : library.copyOf(personId));
        }
        return call.perform(library);
    }

    private static void effect(EmulatedCall call, Fault.When when, FaceLibrary library) {
        if (when == Fault.When.AFTER_EFFECT) {
            call.perform(library);
        }
    }

    private static EmulatorResponse withoutResponse(Delivery how) {
        return new EmulatorResponse(200, EmulatorHeaders.none(), new byte[0]).delivered(how);
    }
}
