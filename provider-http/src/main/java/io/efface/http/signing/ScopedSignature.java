package io.efface.http.signing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A signature with a key that is valid for one day and one credential scope. AWS Signature Version 4 ({@code AWS4}) and TC3-HMAC-SHA256
 * ({@code TC3}) use such keys. The key is derived in steps. The first step is HMAC-SHA256 of the day. Its key is the prefix, followed by
 * the secret. Each further step is HMAC-SHA256 of a part of the scope, with the previous result as its key. The last derived key is cached,
 * because the derivation takes most of the time of a signature. Thread-safe; {@code toString} shows no secret.
 *
 * <p>Sources: "Create a signed AWS API request" (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
 * "Signature v3" (cloud.tencent.com/document/api/362/4208).
 */
public final class ScopedSignature {
    private final String prefix;
    private final String algorithm;
    private final List<String> scope;
    private final AtomicReference<DayKey> latest = new AtomicReference<>();

    /**
     * Creates the signature of a scope.
     *
     * @param prefix prefix of the secret; the name of the algorithm is this prefix followed by {@code -HMAC-SHA256}
     * @param scope the parts of the credential scope after the day, such as {@code us-east-1}, {@code rekognition}, {@code aws4_request}
     */
    public ScopedSignature(String prefix, List<String> scope) {
        this.prefix = Objects.requireNonNull(prefix, "prefix");
        this.algorithm = prefix + "-HMAC-SHA256";
        this.scope = List.copyOf(scope);
    }

    /**
     * Returns the value of the {@code Authorization} header.
     *
     * @param request the request to sign
     * @param keyId the public id of the key
     * @param secret the secret of the key, not empty
     * @param day the day in UTC in the vendor's form, such as {@code 20150830}
     * @param time the time in the vendor's form for the string to sign
     */
    public String authorization(CanonicalRequest request, String keyId, String secret, String day, String time) {
        DayKey key = key(secret, day);
        byte[] signature = Digests.hmacSha256(key.signingKey, textToSign(request, key.scope, time));
        return algorithm + " Credential=" + keyId + "/" + key.scope + ", SignedHeaders=" + request.signedHeaders()
                + ", Signature=" + Digests.hex(signature);
    }

    private String scope(String day) {
        return day + "/" + String.join("/", scope);
    }

    String stringToSign(CanonicalRequest request, String day, String time) {
        return textToSign(request, scope(day), time);
    }

    private String textToSign(CanonicalRequest request, String scopeOfDay, String time) {
        return algorithm + "\n" + time + "\n" + scopeOfDay + "\n" + request.hash();
    }

    /** Returns the signing key of a day. The array is shared and must not be changed. */
    byte[] signingKey(String secret, String day) {
        return key(secret, day).signingKey;
    }

    private DayKey key(String secret, String day) {
        DayKey cached = latest.get();
        if (cached != null && cached.day.equals(day) && cached.secret.equals(secret)) {
            return cached;
        }
        byte[] signingKey = Digests.hmacSha256(Digests.utf8(prefix + secret), day);
        for (String part : scope) {
            signingKey = Digests.hmacSha256(signingKey, part);
        }
        DayKey derived = new DayKey(secret, day, scope(day), signingKey);
        latest.set(derived);
        return derived;
    }

    @Override
    public String toString() {
        return "ScopedSignature[" + prefix + ", " + scope + "]";
    }

    /** The latest key. Concurrent threads may each derive the key, with the same result. */
    private static final class DayKey {
        private final String secret;
        private final String day;
        private final String scope;
        private final byte[] signingKey;

        DayKey(String secret, String day, String scope, byte[] signingKey) {
            this.secret = secret;
            this.day = day;
            this.scope = scope;
            this.signingKey = signingKey;
        }
    }
}
