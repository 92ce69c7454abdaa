package io.efface;

/**
 * What happens to a deletion whose person id breaks the vendor's {@link IdRule}. The setting {@code id-check} applies to an account; a call
 * may override it ({@link io.efface.spi.layers.LayerCall#withIdCheck}). Reads are never checked. Later versions may add constants.
 */
public enum IdCheck {
    /**
     * Rejects the deletion with {@link ErrorKind#INVALID_ARGUMENT} before anything is sent. There is one exception: if the id breaks the
     * rule, but a person with this id {@linkplain IdRule#mayExist may exist}, the deletion is handled as with {@link #WARN}. {@code STRICT}
     * is the default.
     */
    STRICT,
    /** Sends the deletion, adds {@link CallTrace#idWarning()} to the result, and logs one warning for each opened account. */
    WARN,
    /** Sends the deletion without a warning. */
    OFF
}
