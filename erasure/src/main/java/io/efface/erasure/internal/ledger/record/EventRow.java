package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param position its place among sealed events, from 1; 0 if no seal covers it
 * @param bytes one line of JSON without the line's end
 * @param hmac what authenticates it, or null in a ledger without HMACs
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record EventRow(long number, long position, byte[] bytes, byte @Nullable [] hmac) {}
