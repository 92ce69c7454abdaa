package io.efface.erasure.internal.ledger.record;

/**
 * A seal as it is stored: its bytes, its signature, and some of its fields as columns.
 *
 * @param number the seal's number in its job, from 1
 * @param firstPosition the position of the first event that the seal covers
 * @param lastPosition the position of the last event that the seal covers
 * @param isFinal whether the seal is final
 * @param bytes one line of JSON without a line feed
 * @param signature the signature of {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record SealRow(
        long number, long firstPosition, long lastPosition, boolean isFinal, byte[] bytes, byte[] signature) {}
