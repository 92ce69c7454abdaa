package io.efface.http.signing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A signature whose key is valid for one day and one credential scope only, as AWS Signature Version 4 ({@code AWS4}) and TC3-HMAC-SHA256
 * ({@code TC3}) define it: the signing key is an HMAC-SHA256 of the day under the prefixed secret, then of each part of the scope under the
 * result. Keeps the key of the latest day and secret, since deriving it costs most of a signature. Thread-safe; {@code toString} shows no
 * secret.
 *
 * <p>Sources: "Create a signed AWS API request" (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), "Signature
 * v3" (cloud.tencent.com/document/api/362/4208).
 */
public final class ScopedSignature {
    private final String prefix;
    private final List<String> scope;
    private final AtomicReference<DayKey> latest = new AtomicReference<>();

    /**
     * Makes the signature of a scope.
     *
     * @param prefix what the secret is prefixed with, and the algorithm's name before {@code -HMAC-SHA256}
     * @param scope the parts of the credential scope after the day, such as {@code us-east-1}, {@code rekognition},
     *     {@code aws4_request}
     */
    public ScopedSignature(String prefix, List<String> scope) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.scope = List.copyOf(scope);
    }

    /**
     * Returns the value of the {@code Authorization} header.
     *
     * @param request what is signed
     * @param keyId the public id of the key
     * @param secret the secret of the key, not empty
     * @param day the day in UTC as the vendor writes it, such as {@code 20150830}
     * @param time the time as the vendor writes it in the string to sign
     */
    public String authorization(CanonicalRequest request, String keyId, String secret, String day, String time) {
        byte[] signature = Digests.hmacSha256(signingKey(secret, day), stringToSign(request, day, time));
        return algorithm() + " Credential=" + keyId + "/" + scope(day) + ", SignedHeaders=" + request.signedHeaders()
                + ", Signature=" + Digests.hex(signature);
    }

    private String algorithm() {
        return prefix + "-HMAC-SHA256";
    }

    private String scope(String day) {
        return day + "/" + String.join("/", scope);
    }

    String stringToSign(CanonicalRequest request, String day, String time) {
        return String.join("\n", algorithm(), time, scope(day), request.hash());
    }

    /** Returns the signing key of a day. The array is shared: not to be changed. */
    byte[] signingKey(String secret, String day) {
        DayKey kept = latest.get();
        if (kept != null && kept.day.equals(day) && kept.secret.equals(secret)) {
            return kept.signingKey;
        }
        byte[] signingKey = Digests.hmacSha256(Digests.utf8(prefix + secret), day);
        for (String part : scope) {
            signingKey = Digests.hmacSha256(signingKey, part);
        }
        latest.set(new DayKey(secret, day, signingKey));
        return signingKey;
    }

    @Override
    public String toString() {
        return "ScopedSignature[" + prefix + ", " + scope + "]";
    }

    /** The latest key. Threads that race derive the same one. */
    private static final class DayKey {
        private final String secret;
        private final String day;
        private final byte[] signingKey;

        DayKey(String secret, String day, byte[] signingKey) {
            this.secret = secret;
            this.day = day;
            this.signingKey = signingKey;
        }
    }
}
