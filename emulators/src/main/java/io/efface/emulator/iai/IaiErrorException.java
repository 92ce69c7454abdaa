package io.efface.emulator.iai;

import org.jspecify.annotations.Nullable;

/**
 * What ends a call to the emulated IAI before it has an effect: one code of the vendor.
 *
 * <p>The exception's own message is the code alone, so that no id, signature or token can reach a log through it.
 */
final class IaiErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String parameter;

    /**
     * Creates a refusal without a parameter name.
     *
     * @param code the vendor's full code, for example {@code AuthFailure.SignatureExpire}
     */
    IaiErrorException(String code) {
        this(code, null);
    }

    /**
     * Creates a refusal.
     *
     * @param code the vendor's full code
     * @param parameter the name of the parameter at fault, named in the answer only; null if none is
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

    /** Returns the name of the parameter at fault, or null. */
    @Nullable String parameter() {
        return parameter;
    }
}
