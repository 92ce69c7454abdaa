package io.efface.emulator.green;

import io.efface.emulator.Fault;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Green's own errors as scripted faults, at the level they occur: gateway, outer code, inner code. */
public final class GreenFaults {

    /** Marks an inner code within {@link Fault.VendorError#code()}: {@code 200/404} is outer 200, inner 404. */
    static final String INNER = "200/";

    private GreenFaults() {}

    /** A gateway error with its documented HTTP status and text; any code can be asked for. */
    public static Fault gateway(String code) {
        return Fault.error(code);
    }

    /** A gateway error with another HTTP status. */
    public static Fault gateway(String code, int httpStatus) {
        return new Fault.VendorError(code, httpStatus, null, Fault.When.BEFORE_EFFECT);
    }

    /** An outer code with its documented text, without effect. */
    public static Fault outer(int code) {
        return outer(code, null, Fault.When.BEFORE_EFFECT);
    }

    /**
     * An outer code.
     *
     * @param message the text, or null for the documented one
     */
    public static Fault outer(int code, @Nullable String message, Fault.When when) {
        return new Fault.VendorError(Integer.toString(code), null, message, when);
    }

    /** An inner code under outer code 200, without effect. */
    public static Fault inner(int code) {
        return inner(code, Fault.When.BEFORE_EFFECT);
    }

    /** An inner code under outer code 200. */
    public static Fault inner(int code, Fault.When when) {
        return new Fault.VendorError(INNER + code, null, null, when);
    }

    /** Every service code of the vendor's tables, 200 included. */
    public static Set<Integer> serviceCodes() {
        return GreenErrors.service().keySet();
    }

    /** Every gateway code of the vendor's tables. */
    public static Set<String> gatewayCodes() {
        return GreenErrors.gateway().keySet();
    }
}
