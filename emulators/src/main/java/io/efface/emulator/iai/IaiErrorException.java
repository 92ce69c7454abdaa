package io.efface.emulator.iai;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the emulated IAI rejects a call before it changes anything. Contains a code of the vendor.
 *
 * <p>The message of the exception is only the code, so that no id, signature or token can reach a log.
 */
final class IaiErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String parameter;

    /**
     * Creates an exception without the name of a parameter.
     *
     * @param code the vendor's full code, for example {@code AuthFailure.SignatureExpire}
     */
    IaiErrorException(String code) {
        this(code, null);
    }

    /**
     * Creates an exception.
     *
     * @param code the vendor's full code
     * @param parameter the name of the invalid parameter, or null; the response contains the name, but the message of the exception does
     *     not
     */
    IaiErrorException(String code, @Nullable String parameter) {
        super(code, null, false, false);
        this.code = code;
        this.parameter = parameter;
    }

    /** Returns the vendor's full code. */
    String code() {
        return code;
    }

    /** Returns the name of the invalid parameter, or null. */
    @Nullable String parameter() {
        return parameter;
    }
}
