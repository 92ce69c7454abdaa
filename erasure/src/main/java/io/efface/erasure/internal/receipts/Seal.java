package io.efface.erasure.internal.receipts;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.internal.ledger.record.JsonEncoder;
import io.efface.erasure.keys.Digests;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A seal: a statement about consecutive events of a job, signed with the job's key. A seal contains the number and the hash of its events
 * and the hash of the previous seal, so the seals of a job form a chain. The bytes of a seal are one line of JSON without a line feed. The
 * signature and the hash in the next seal are computed from these bytes. Immutable.
 *
 * @param ledger the id of the ledger
 * @param job the job's name
 * @param jobNumber the job's number in the ledger, which no other job of the ledger ever has
 * @param number the seal's number; the seals of a job are numbered from 1 without gaps
 * @param firstPosition the position of the first sealed event; the events of all seals of a job are numbered from 1 without gaps
 * @param lastPosition the position of the last sealed event, or {@code firstPosition - 1} if the seal has no events
 * @param sha256 the SHA-256 of the sealed events in hex, with a line feed after each event
 * @param previous the SHA-256 of the previous seal in hex, or 64 zeros in the first seal
 * @param at the time of sealing
 * @param digest the digest of the plan in a final seal, otherwise null
 * @param totals the totals of the job in a final seal, otherwise null
 * @param macs the part about the HMACs of the sealed events, or null in a ledger of version 1, whose events have no HMACs
 */
public record Seal(
        String ledger,
        String job,
        long jobNumber,
        long number,
        long firstPosition,
        long lastPosition,
        String sha256,
        String previous,
        Instant at,
        @Nullable String digest,
        @Nullable Map<String, Object> totals,
        @Nullable Macs macs) {
    /**
     * The part of a seal about the HMACs of the sealed events. If a seal has this part, every later seal of the job must have it, too.
     *
     * @param key the fingerprint of the HMAC key
     * @param lastSeq the sequence number of the last sealed event; the next event must have the next number
     * @param isUpgrade true in the one seal that upgrades a job of ledger version 1. Every event after that seal has an HMAC
     */
    public record Macs(String key, long lastSeq, boolean isUpgrade) {}

    /** The value of {@code previous} in the first seal. */
    static final String NO_PREVIOUS_HASH = "0".repeat(64);

    private static final String FORMAT = "efface-seal-1";

    /** Returns the number of sealed events. */
    public long count() {
        return lastPosition - firstPosition + 1;
    }

    /** Returns whether this is a final seal, which is made when the job has no work left. */
    public boolean isFinal() {
        return totals != null;
    }

    public byte[] bytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("ledger", ledger);
        fields.put("job", job);
        fields.put("jobNumber", jobNumber);
        fields.put("number", number);
        fields.put("first", firstPosition);
        fields.put("last", lastPosition);
        fields.put("count", count());
        fields.put("sha256", sha256);
        fields.put("previous", previous);
        fields.put("at", at.toString());
        fields.put("final", isFinal());
        if (macs != null) {
            fields.put("mac", macs.key());
            fields.put("lastSeq", macs.lastSeq());
            if (macs.isUpgrade()) {
                fields.put("upgrade", true);
            }
        }
        if (digest != null) {
            fields.put("plan", digest);
        }
        if (totals != null) {
            fields.put("totals", totals);
        }
        return JsonEncoder.of(fields);
    }

    /** Returns the hash of a seal's bytes, which the next seal contains. */
    static String hash(byte[] bytes) {
        return Digests.sha256(bytes);
    }

    /** Parses the bytes of a seal. Returns null if they are not a seal. */
    public static @Nullable Seal parse(byte[] bytes) {
        try (JsonReader json = JsonReader.of(new Buffer().write(bytes))) {
            Object value = json.readJsonValue();
            return json.peek() == JsonReader.Token.END_DOCUMENT && value instanceof Map<?, ?> map ? of(map) : null;
        } catch (IOException
                | JsonDataException
                | DateTimeException
                | ClassCastException
                | NullPointerException
                | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Seal of(Map<?, ?> map) {
        if (!FORMAT.equals(map.get("format"))) {
            return null;
        }
        Map<String, Object> totals = null;
        if (Boolean.TRUE.equals(map.get("final"))) {
            totals = withLongs((Map<?, ?>) Objects.requireNonNull(map.get("totals")));
        }
        Seal seal = new Seal(
                text(map, "ledger"),
                text(map, "job"),
                number(map, "jobNumber"),
                number(map, "number"),
                number(map, "first"),
                number(map, "last"),
                text(map, "sha256"),
                text(map, "previous"),
                Instant.parse(text(map, "at")),
                (String) map.get("plan"),
                totals,
                map.containsKey("mac")
                        ? new Macs(text(map, "mac"), number(map, "lastSeq"), Boolean.TRUE.equals(map.get("upgrade")))
                        : null);
        return seal.count() >= 0 && seal.count() == number(map, "count") ? seal : null;
    }

    private static String text(Map<?, ?> map, String name) {
        return (String) Objects.requireNonNull(map.get(name));
    }

    /**
     * Returns a copy of a parsed map with a {@code Long} for each {@code Double}, because the parser reads every number as a
     * {@code Double}.
     */
    private static Map<String, Object> withLongs(Map<?, ?> map) {
        Map<String, Object> converted = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = Objects.requireNonNull(entry.getValue());
            if (value instanceof Map<?, ?> inner) {
                value = withLongs(inner);
            } else if (value instanceof Double fraction) {
                value = whole(fraction);
            }
            converted.put((String) entry.getKey(), value);
        }
        return converted;
    }

    private static long number(Map<?, ?> map, String name) {
        return whole((Double) Objects.requireNonNull(map.get(name)));
    }

    private static long whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new ArithmeticException("not a whole number");
        }
        return (long) value;
    }
}
