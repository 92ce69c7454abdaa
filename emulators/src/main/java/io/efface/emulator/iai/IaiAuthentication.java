package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import io.efface.emulator.NonceCache;
import io.efface.emulator.http.EmulatorRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Checks the signature of a request: TC3-HMAC-SHA256 or signature v1. Thread-safe.
 *
 * <p>The checks run in this order: form of the signature, key, token, time, signature, replay. All codes are from the page "Error Codes"
 * (cloud.tencent.com/document/api/867/45021).
 */
final class IaiAuthentication {
    /** The maximum difference between a timestamp and the server's clock (cloud.tencent.com/document/api/362/4208). */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    private final Map<String, IaiKey> keys;
    private final Clock clock;
    private final NonceCache nonces = new NonceCache(WINDOW.multipliedBy(2));

    IaiAuthentication(Map<String, IaiKey> keys, Clock clock) {
        this.keys = Map.copyOf(keys);
        this.clock = clock;
    }

    /**
     * Returns normally if a known key signed the request.
     *
     * @param replaysRejected whether a signature v1 with a repeated nonce and timestamp is rejected
     * @throws IaiErrorException with the vendor's code if the check fails
     */
    void check(IaiCall call, boolean replaysRejected) {
        if (call.tc3()) {
            checkTc3(call);
        } else {
            checkV1(call, replaysRejected);
        }
    }

    private void checkTc3(IaiCall call) {
        EmulatorRequest request = call.request();
        Tc3Authorization authorization =
                Tc3Authorization.parse(request.headers().firstOrEmpty("Authorization"));
        long timestamp = timestamp(call);
        IaiKey key = key(authorization.secretId(), call);
        checkTime(timestamp);
        String date = LocalDate.ofInstant(Instant.ofEpochSecond(timestamp), ZoneOffset.UTC)
                .toString();
        if (!authorization.date().equals(date) || !isServiceOf(authorization.service(), request)) {
            throw new IaiErrorException("AuthFailure.SignatureFailure");
        }
        TreeMap<String, String> signed = new TreeMap<>();
        for (String name : authorization.signedHeaders()) {
            String value = request.headers().first(name);
            if (value == null) {
                throw new IaiErrorException("AuthFailure.SignatureFailure");
            }
            signed.put(name, value);
        }
        byte[] signingKey = Tc3Signing.signingKey(
                Tc3Signing.serviceKey(Tc3Signing.dateKey(key.secretKey(), date), authorization.service()));
        for (String host : request.signableHosts()) {
            signed.put("host", host);
            String canonical = Tc3Signing.canonicalRequest(
                    request.method(), request.query() == null ? "" : request.query(), signed, payloadHash(request));
            String expected = Tc3Signing.sign(
                    signingKey, Tc3Signing.stringToSign(timestamp, date, authorization.service(), canonical));
            if (Digests.same(expected, authorization.signature())) {
                return;
            }
        }
        throw new IaiErrorException("AuthFailure.SignatureFailure");
    }

    /**
     * Returns whether a service name is valid for a request. The name must be {@code iai}, or the part of the Host before its first dot,
     * because the vendor's SDKs take the name from the endpoint. On loopback, this part is {@code 127} or {@code localhost:PORT}.
     */
    private static boolean isServiceOf(String service, EmulatorRequest request) {
        String host = request.headers().firstOrEmpty("Host");
        String label = host.split("\\.", 2)[0];
        int colon = label.lastIndexOf(':');
        return service.equals("iai")
                || service.equals(label)
                || (colon >= 0 && service.equals(label.substring(0, colon)));
    }

    private static String payloadHash(EmulatorRequest request) {
        boolean unsigned = Tc3Signing.UNSIGNED_PAYLOAD.equals(request.headers().first("X-TC-Content-SHA256"));
        return Digests.sha256Hex(
                unsigned ? Tc3Signing.UNSIGNED_PAYLOAD.getBytes(StandardCharsets.UTF_8) : request.body());
    }

    private void checkV1(IaiCall call, boolean replaysRejected) {
        String nonce = call.required("Nonce");
        String secretId = call.required("SecretId");
        String signature = call.required("Signature");
        if (!nonce.matches("\\d{1,19}")) {
            throw new IaiErrorException("InvalidParameter", "Nonce");
        }
        long timestamp = timestamp(call);
        IaiKey key = key(secretId, call);
        checkTime(timestamp);
        // The vendor's SDKs replace "_" in the name of a parameter by "."; the page about the signature does not
        // mention this. A signature is accepted with and without this replacement.
        if (!isSignedV1(call, key, signature, UnaryOperator.identity())
                && !isSignedV1(call, key, signature, name -> name.replace('_', '.'))) {
            throw new IaiErrorException("AuthFailure.SignatureFailure");
        }
        boolean isFirst = nonces.firstSeen(secretId + "\n" + timestamp + "\n" + nonce, clock.instant());
        if (replaysRejected && !isFirst) {
            throw new IaiErrorException("AuthFailure.SignatureFailure");
        }
    }

    private static boolean isSignedV1(IaiCall call, IaiKey key, String signature, UnaryOperator<String> spelling) {
        EmulatorRequest request = call.request();
        return request.signableHosts().stream()
                .map(host -> IaiV1Signing.stringToSign(request.method(), host, call.form(), spelling))
                .anyMatch(text -> Digests.same(
                        IaiV1Signing.sign(call.optional("SignatureMethod"), key.secretKey(), text), signature));
    }

    private IaiKey key(String secretId, IaiCall call) {
        IaiKey key = keys.get(secretId);
        if (key == null) {
            throw new IaiErrorException("AuthFailure.SecretIdNotFound");
        }
        if (!key.accepts(call.optional("Token"), clock.instant())) {
            throw new IaiErrorException("AuthFailure.TokenFailure");
        }
        return key;
    }

    private static long timestamp(IaiCall call) {
        String text = call.required("Timestamp");
        if (!text.matches("\\d{1,12}") || Long.parseLong(text) > LATEST) {
            throw new IaiErrorException("InvalidParameter", "Timestamp");
        }
        return Long.parseLong(text);
    }

    private void checkTime(long timestamp) {
        if (Math.abs(clock.instant().getEpochSecond() - timestamp) > WINDOW.toSeconds()) {
            throw new IaiErrorException("AuthFailure.SignatureExpire");
        }
    }
}
