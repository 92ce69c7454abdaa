package io.efface.erasure.internal.ledger;

/** From where rows are counted. */
public enum Scan {
    /** From an index where there is one, which is fast. */
    INDEX,
    /** From the table alone, since an index may be damaged by itself. */
    TABLE
}
