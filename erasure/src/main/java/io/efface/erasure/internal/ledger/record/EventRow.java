package io.efface.erasure.internal.ledger.record;

import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param number the event's number in its job, from 1
 * @param position the event's position among the sealed events of the job, from 1, or 0 if no seal covers the event
 * @param bytes one line of JSON without a line feed
 * @param hmac the HMAC of the event, or null in a ledger without HMACs
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record EventRow(long number, long position, byte[] bytes, byte @Nullable [] hmac) {}
