package io.efface.tencent;

import io.efface.http.signing.Digests;
import io.efface.spi.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * TC3-HMAC-SHA256: JSON by POST, or parameters in the query by GET; everything else in headers. The least set of signed headers,
 * content-type and host, leaves the action open, so that a recorded request for one action would pass as another: the action is
 * signed too, in lower case as the vendor's example has it.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208, read 2026-11).
 */
final class TencentV3Signer extends TencentSigner {
    /** The first label of every IAI host, and so part of what is signed wherever the request really goes. */
    private static final String SERVICE = "iai";

    /** What a GET must say, though it has no body. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Common common;
    private final boolean actionSigned;
    private final DayKey dayKey = new DayKey();

    TencentV3Signer(Common common) {
        this(common, true);
    }

    /** As above; without the action signed it gives what the vendor's own SDK gives. */
    TencentV3Signer(Common common, boolean actionSigned) {
        this.common = common;
        this.actionSigned = actionSigned;
    }

    @Override
    Request sign(Request request, byte[] body, TencentCredentials credentials, Instant at, int nonce) {
        String contentType = Objects.requireNonNullElse(request.header("Content-Type"), FORM);
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("content-type", contentType);
        signed.put("host", Objects.requireNonNull(request.header("Host"), "Host"));
        if (actionSigned) {
            signed.put("x-tc-action", Objects.requireNonNull(request.header(ACTION), ACTION));
        }
        String query = Objects.requireNonNullElse(request.url().encodedQuery(), "");
        Canonical canonical = new Canonical(request.method(), query, signed, Digests.sha256Hex(body));
        String date = at.atZone(ZoneOffset.UTC).toLocalDate().toString();
        String authorization = canonical.authorization(
                credentials.id(), dayKey.of(credentials.secret(), date), at.getEpochSecond(), Canonical.scope(date));

        Request.Builder sent = request.newBuilder()
                .header("Content-Type", contentType)
                .header("Authorization", authorization)
                .header("X-TC-Version", common.version())
                .header("X-TC-Timestamp", Long.toString(at.getEpochSecond()));
        put(sent, "X-TC-Region", common.region());
        put(sent, "X-TC-Language", common.language());
        credentials.token().ifPresent(token -> sent.header("X-TC-Token", token.reveal()));
        return sent.build();
    }

    private static void put(Request.Builder request, String header, @Nullable String value) {
        if (value != null) {
            request.header(header, value);
        }
    }

    /**
     * The texts that TC3-HMAC-SHA256 is computed over. Path is always {@code /}.
     *
     * @param method {@code GET} or {@code POST}
     * @param query the exact text after the question mark, or empty
     * @param headers the headers to sign by lower-case name; {@code content-type} and {@code host} are the least
     * @param bodyHash lower-case hexadecimal SHA-256 of the body
     */
    record Canonical(String method, String query, SortedMap<String, String> headers, String bodyHash) {
        static final String ALGORITHM = "TC3-HMAC-SHA256";

        String signedHeaders() {
            return String.join(";", headers.keySet());
        }

        /** Returns the canonical request. */
        String request() {
            String lines = headers.entrySet().stream()
                    .map(header ->
                            header.getKey() + ":" + header.getValue().strip().toLowerCase(Locale.ROOT) + "\n")
                    .collect(Collectors.joining());
            return method + "\n/\n" + query + "\n" + lines + "\n" + signedHeaders() + "\n" + bodyHash;
        }

        String stringToSign(long epochSecond, String scope) {
            return ALGORITHM + "\n" + epochSecond + "\n" + scope + "\n" + Digests.sha256Hex(request());
        }

        /** Returns the value of the Authorization header. */
        String authorization(String secretId, byte[] signingKey, long epochSecond, String scope) {
            byte[] signature = Digests.hmacSha256(signingKey, stringToSign(epochSecond, scope));
            return ALGORITHM + " Credential=" + secretId + "/" + scope + ", SignedHeaders=" + signedHeaders()
                    + ", Signature=" + Digests.hex(signature);
        }

        /** Returns the credential scope of a UTC day such as {@code 2023-11-14}. */
        static String scope(String date) {
            return date + "/" + SERVICE + "/tc3_request";
        }

        /** Returns the key of a day: three HMACs from the secret key. */
        static byte[] signingKey(String secretKey, String date, String service) {
            byte[] ofDate = Digests.hmacSha256(Digests.utf8("TC3" + secretKey), date);
            byte[] ofService = Digests.hmacSha256(ofDate, service);
            return Digests.hmacSha256(ofService, "tc3_request");
        }
    }

    /**
     * Keeps the signing key of the day, which costs three of the four HMACs of a signature. Holds one key: a new day or another
     * secret key replaces it. Thread-safe; threads that race derive the same key.
     */
    static final class DayKey {
        private final AtomicReference<Derived> latest = new AtomicReference<>();

        /** Returns the signing key for a UTC day such as {@code 2023-11-14}. The array is shared: not to be changed. */
        byte[] of(Secret secretKey, String date) {
            Derived kept = latest.get();
            if (kept != null && kept.date.equals(date) && kept.secretKey.equals(secretKey)) {
                return kept.signingKey;
            }
            byte[] signingKey = Canonical.signingKey(secretKey.reveal(), date, SERVICE);
            latest.set(new Derived(secretKey, date, signingKey));
            return signingKey;
        }

        private static final class Derived {
            private final Secret secretKey;
            private final String date;
            private final byte[] signingKey;

            Derived(Secret secretKey, String date, byte[] signingKey) {
                this.secretKey = secretKey;
                this.date = date;
                this.signingKey = signingKey;
            }
        }
    }
}
