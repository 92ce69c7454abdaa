package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;

/**
 * The computation of {@code TC3-HMAC-SHA256} signatures on the server. Stateless.
 *
 * <p>Source: Tencent Cloud API 3.0, "Signature method v3" (cloud.tencent.com/document/api/362/4208). This code is separate from the signer
 * of the client, so that a mistake in one of them is noticed.
 */
final class Tc3Signing {
    /** The text whose hash replaces the hash of the body if {@code X-TC-Content-SHA256} contains this text. */
    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private Tc3Signing() {}

    /**
     * Returns the canonical request.
     *
     * @param method {@code GET} or {@code POST}
     * @param rawQuery the received text after {@code ?}; ignored for POST, for which the vendor requires an empty query
     * @param headers the signed headers by lower-case name; this method trims the values and converts them to lower case
     * @param payloadHash the SHA-256 hash of the body in lower-case hexadecimal
     */
    static String canonicalRequest(
            String method, String rawQuery, SortedMap<String, String> headers, String payloadHash) {
        StringBuilder canonical = new StringBuilder()
                .append(method)
                .append("\n/\n")
                .append(method.equals("POST") ? "" : rawQuery)
                .append('\n');
        headers.forEach((name, value) -> canonical
                .append(name)
                .append(':')
                .append(value.strip().toLowerCase(Locale.ROOT))
                .append('\n'));
        return canonical
                .append('\n')
                .append(String.join(";", headers.keySet()))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    /** Returns the string to sign for a time in UNIX seconds and its UTC date {@code yyyy-MM-dd}. */
    static String stringToSign(long timestamp, String date, String service, String canonicalRequest) {
        return Tc3Authorization.ALGORITHM + "\n" + timestamp + "\n" + date + "/" + service + "/"
                + Tc3Authorization.TERMINATOR + "\n" + Digests.sha256Hex(canonicalRequest);
    }

    /** Returns the key for a UTC day, {@code yyyy-MM-dd}. */
    static byte[] dateKey(String secretKey, String date) {
        return Digests.hmacSha256(("TC3" + secretKey).getBytes(StandardCharsets.UTF_8), date);
    }

    /** Returns the key for a service on the day of the given key. */
    static byte[] serviceKey(byte[] dateKey, String service) {
        return Digests.hmacSha256(dateKey, service);
    }

    /** Returns the key that signs requests. */
    static byte[] signingKey(byte[] serviceKey) {
        return Digests.hmacSha256(serviceKey, Tc3Authorization.TERMINATOR);
    }

    /** Returns the signature in lower-case hexadecimal. */
    static String sign(byte[] signingKey, String stringToSign) {
        return Digests.hex(Digests.hmacSha256(signingKey, stringToSign));
    }
}
