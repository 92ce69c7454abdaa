package io.efface;

/** The basis on which an error got its {@link ErrorKind}. */
public enum Classification {
    /** The vendor's exact code is in the table. */
    CODE,
    /** The beginning of the vendor's code is in the table. */
    CODE_PREFIX,
    /** The vendor's text, because the vendor's code is used for several kinds of errors. */
    TEXT,
    /** The HTTP status, because nothing else in the answer was readable. */
    HTTP_STATUS,
    /** The exchange failed: no connection, no answer, or a truncated answer. */
    TRANSPORT,
    /** The answer does not have the documented structure. */
    SHAPE,
    /** The source of the account's credentials failed, so that no request was sent to the vendor. */
    CREDENTIALS,
    /** This library detected the error before or without an answer of the vendor. */
    LOCAL
}
