package io.efface.erasure.internal.ledger.record;

/**
 * A seal as it is stored: its bytes and signature, and beside them some of what the bytes say.
 *
 * @param number from 1
 * @param first the position of the first event that it covers
 * @param last the position of the last one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SealRow(long number, long first, long last, boolean isFinal, byte[] bytes, byte[] signature) {}
