package io.efface;

/** The basis on which an error got its {@link ErrorKind}. */
public enum Classification {
    /** The provider's error table contains the vendor's exact code. */
    CODE,
    /** The provider's error table contains the beginning of the vendor's code. */
    CODE_PREFIX,
    /** The kind follows from the vendor's text, because the vendor uses the same code for several kinds of errors. */
    TEXT,
    /** The kind follows from the HTTP status, because nothing else in the response was readable. */
    HTTP_STATUS,
    /** The exchange failed: no connection, no response, or a truncated response. */
    TRANSPORT,
    /** The response does not have the documented structure. */
    SHAPE,
    /** The source of the account's credentials failed, so that no request was sent to the vendor. */
    CREDENTIALS,
    /** This library detected the error itself, without a response of the vendor. */
    LOCAL
}
