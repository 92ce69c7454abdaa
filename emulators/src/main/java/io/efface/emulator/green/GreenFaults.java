package io.efface.emulator.green;

import io.efface.emulator.Fault;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scripted faults with Green's errors. An error occurs at one of three levels: in the gateway, as the outer code of the response, or as the
 * inner code in its {@code data}.
 */
public final class GreenFaults {

    /** The prefix of an inner code in {@link Fault.VendorError#code()}: {@code 200/404} means outer code 200 and inner code 404. */
    static final String INNER = "200/";

    private GreenFaults() {}

    /** Returns a gateway error with its documented HTTP status and text. Any code is allowed. */
    public static Fault gateway(String code) {
        return Fault.error(code);
    }

    /** Returns a gateway error with another HTTP status. */
    public static Fault gateway(String code, int httpStatus) {
        return new Fault.VendorError(code, httpStatus, null, Fault.When.BEFORE_EFFECT);
    }

    /** Returns an error with an outer code and its documented text. The library is not changed. */
    public static Fault outer(int code) {
        return outer(code, null, Fault.When.BEFORE_EFFECT);
    }

    /**
     * Returns an error with an outer code.
     *
     * @param message the text, or null for the documented text
     */
    public static Fault outer(int code, @Nullable String message, Fault.When when) {
        return new Fault.VendorError(Integer.toString(code), null, message, when);
    }

    /** Returns an error with an inner code and outer code 200. The library is not changed. */
    public static Fault inner(int code) {
        return inner(code, Fault.When.BEFORE_EFFECT);
    }

    /** Returns an error with an inner code and outer code 200. */
    public static Fault inner(int code, Fault.When when) {
        return new Fault.VendorError(INNER + code, null, null, when);
    }

    /** Returns all service codes of the vendor's tables, including 200. */
    public static Set<Integer> serviceCodes() {
        return GreenErrors.service().keySet();
    }

    /** Returns all gateway codes of the vendor's tables. */
    public static Set<String> gatewayCodes() {
        return GreenErrors.gateway().keySet();
    }
}
