package io.efface.erasure.input;

import org.jspecify.annotations.Nullable;

/** Reads the rows of a list in one format. */
interface Rows {
    /** Returns the next row, or null after the last row. */
    @Nullable InputRow next();

    /** Returns whether a row of this list can name its account. */
    boolean canNameAccounts();
}
