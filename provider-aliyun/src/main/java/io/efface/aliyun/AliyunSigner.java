package io.efface.aliyun;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs one attempt: request, key, time and nonce in, headers out. Pure, thus thread-safe; the result goes onto the request
 * unchanged, in place of headers of the same name.
 */
interface AliyunSigner {
    /** Headers of credentials with a security token; both methods sign them. */
    String KEY_ID_HEADER = "x-acs-accesskey-id";

    /** The security token, a secret. */
    String TOKEN_HEADER = "x-acs-security-token";

    /** The nonce, which may not repeat within 15 minutes. */
    String NONCE_HEADER = "x-acs-signature-nonce";

    /**
     * Returns the headers to add, {@code Authorization} among them.
     *
     * @param at the time to sign with; the vendor accepts 15 minutes either way
     * @param nonce 32 hexadecimal digits, never used before
     */
    Map<String, String> sign(SignableRequest request, AliyunCredentials key, Instant at, String nonce);

    /** Returns every header whose name the vendor signs as a matter of course, by lower-case name, sorted. */
    static SortedMap<String, String> acsHeaders(Map<String, String> headers) {
        TreeMap<String, String> found = new TreeMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-acs-")) {
                found.put(lower, value.strip());
            }
        });
        return found;
    }
}
