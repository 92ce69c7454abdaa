package io.efface;

/** How an error came to its kind. */
public enum Classification {
    /** The vendor's exact code is in the table. */
    CODE,
    /** The beginning of the vendor's code is in the table. */
    CODE_PREFIX,
    /** A text of the vendor decided, because no code does. */
    TEXT,
    /** Only the HTTP status was readable. */
    HTTP_STATUS,
    /** The exchange broke: connection, silence, truncation. */
    TRANSPORT,
    /** The answer was not of the documented shape. */
    SHAPE,
    /** The source of the account's credentials failed, so that the vendor was not asked. Says nothing of the vendor. */
    CREDENTIALS,
    /** This library decided without the vendor. */
    LOCAL
}
