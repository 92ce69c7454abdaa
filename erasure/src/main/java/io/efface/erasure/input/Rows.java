package io.efface.erasure.input;

import java.io.Closeable;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a list in one format. */
interface Rows extends Closeable {
    /** Returns the next row, or null after the last row. */
    @Nullable InputRow next();

    /** Returns whether a row of this list can name its account. */
    boolean canNameAccounts();

    /**
     * Returns whether the first line of CSV or the first row of a sheet was assumed to be a header. This is the case if the columns are
     * given by number and no option states whether the list has a header.
     */
    default boolean isHeaderAssumed() {
        return false;
    }

    /** Returns the charset of a text, or empty for a workbook. */
    default Optional<Charset> charset() {
        return Optional.empty();
    }

    /** Returns the character between the fields, or empty if the list is not CSV. */
    default Optional<Character> delimiter() {
        return Optional.empty();
    }

    /** Returns the number of the sheet that is read, from 1, or empty if the list is no workbook. */
    default Optional<Integer> sheet() {
        return Optional.empty();
    }

    /** Returns the number of returned rows that are hidden in the workbook. */
    default long hiddenRows() {
        return 0;
    }
}
