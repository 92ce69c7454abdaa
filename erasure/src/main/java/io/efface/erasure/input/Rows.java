package io.efface.erasure.input;

import org.jspecify.annotations.Nullable;

/** The rows of a list in one format. */
interface Rows {
    /** Returns the next row, or null after the last. */
    @Nullable InputRow next();

    /** Returns whether rows can name their account. */
    boolean canNameAccounts();
}
