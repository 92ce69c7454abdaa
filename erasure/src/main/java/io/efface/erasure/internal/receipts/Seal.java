package io.efface.erasure.internal.receipts;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.internal.ledger.record.JsonLine;
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
 * What vouches for a run of a job's events: their number, their hash, and the seal before. Its bytes are one line of JSON without the
 * line's end; they are what is signed, and what the next seal's {@code previous} is the SHA-256 of. Immutable.
 *
 * @param job the job's name
 * @param jobNumber the job's number in its ledger, which no other job ever has there
 * @param number from 1, without gaps
 * @param first the first event's position; positions count from 1 over all seals, without gaps
 * @param last the last event's position; {@code first - 1} if there are none
 * @param sha256 in hex, over the bytes of each event and a line's end behind each
 * @param previous in hex, 64 zeros in the first seal
 * @param digest the digest of what was planned, in a final seal
 * @param totals what became of the plan, in a final seal; otherwise null
 * @param macs how its events were authenticated before it was made; null in a seal of a ledger of version 1, whose events had no HMAC
 */
public record Seal(
        String ledger,
        String job,
        long jobNumber,
        long number,
        long first,
        long last,
        String sha256,
        String previous,
        Instant at,
        @Nullable String digest,
        @Nullable Map<String, Object> totals,
        @Nullable Macs macs) {
    /**
     * What a seal says of HMACs. All seals after the first that says it have to.
     *
     * @param key the fingerprint of the key
     * @param lastSeq the sequence number of the last event that is sealed: the next one has the next number
     * @param isUpgrade whether this is the first seal of its kind in the chain of an older job, from which on every event has an HMAC
     */
    public record Macs(String key, long lastSeq, boolean isUpgrade) {}

    /** What the first seal has for the hash of the one before. */
    static final String NOTHING = "0".repeat(64);

    private static final String FORMAT = "efface-seal-1";

    /** Returns how many events it covers. */
    public long count() {
        return last - first + 1;
    }

    /** Returns whether no work was left when it was made. */
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
        fields.put("first", first);
        fields.put("last", last);
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
        return JsonLine.of(fields);
    }

    /** Returns the hash that the next seal names. */
    static String hash(byte[] bytes) {
        return Digests.sha256(bytes);
    }

    /** Reads a seal, or returns null if these bytes are none. */
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
            totals = numbered((Map<?, ?>) Objects.requireNonNull(map.get("totals")));
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

    /** Returns a map with whole numbers as they were written, which the parser makes fractions of. */
    private static Map<String, Object> numbered(Map<?, ?> map) {
        Map<String, Object> numbered = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = Objects.requireNonNull(entry.getValue());
            if (value instanceof Map<?, ?> inner) {
                value = numbered(inner);
            } else if (value instanceof Double fraction) {
                value = whole(fraction);
            }
            numbered.put((String) entry.getKey(), value);
        }
        return numbered;
    }

    private static long number(Map<?, ?> map, String name) {
        return whole((Double) Objects.requireNonNull(map.get(name)));
    }

    private static long whole(double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new ArithmeticException("no whole number");
        }
        return (long) value;
    }
}
