package io.efface;

/**
 * What happens to a deletion whose person id breaks the vendor's {@link IdRule}. An account has one ({@code id-check}), and a call
 * may have its own ({@link io.efface.spi.layers.LayerCall#withIdCheck}). Reads are never checked. Constants are only ever added.
 */
public enum IdCheck {
    /** Rejects the deletion before anything is sent, with {@link ErrorKind#INVALID_ARGUMENT}; the default. */
    STRICT,
    /** Sends it, marks the result ({@link CallTrace#idWarning()}), and logs one warning for each opened account. */
    WARN,
    /** Sends it without a mark. */
    OFF
}
