package io.efface.tencent;

import io.efface.http.Digests;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The texts that TC3-HMAC-SHA256 is computed over. Path is always {@code /}.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208, read 2026-11).
 *
 * @param method {@code GET} or {@code POST}
 * @param query the exact text after the question mark, or empty
 * @param headers the headers to sign by lower-case name; {@code content-type} and {@code host} are the least
 * @param bodyHash lower-case hexadecimal SHA-256 of the body
 */
record Tc3Canonical(String method, String query, SortedMap<String, String> headers, String bodyHash) {
    static final String ALGORITHM = "TC3-HMAC-SHA256";

    String signedHeaders() {
        return String.join(";", headers.keySet());
    }

    /** Returns the canonical request. */
    String request() {
        String lines = headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue().strip().toLowerCase(Locale.ROOT) + "\n")
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
    static String scope(String date, String service) {
        return date + "/" + service + "/tc3_request";
    }

    /** Returns the key of a day: three HMACs from the secret key. */
    static byte[] signingKey(String secretKey, String date, String service) {
        byte[] ofDate = Digests.hmacSha256(Digests.utf8("TC3" + secretKey), date);
        byte[] ofService = Digests.hmacSha256(ofDate, service);
        return Digests.hmacSha256(ofService, "tc3_request");
    }
}
