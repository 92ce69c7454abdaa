package io.efface.emulator.rekognition;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a request is signed by a known key with Signature Version 4. Thread-safe.
 *
 * <p>Order of the checks: form of the signature, key and token, scope, time, signature. The codes are those of AWS's common errors
 * (docs.aws.amazon.com/rekognition/latest/APIReference/CommonErrors.html, recalled from memory); their order is inferred.
 */
final class RekognitionAuthentication {
    /** The maximum difference between a timestamp and the server's clock (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html). */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String SERVICE = "rekognition";
    private static final String AMZ = "x-amz-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    private final Map<String, RekognitionKey> keys;
    private final @Nullable String region;
    private final Clock clock;

    /**
     * Creates an authentication that accepts these keys.
     *
     * @param region the only region that a signature may name, or null for any
     */
    RekognitionAuthentication(Map<String, RekognitionKey> keys, @Nullable String region, Clock clock) {
        this.keys = Map.copyOf(keys);
        this.region = region;
        this.clock = clock;
    }

    /**
     * Returns the region for which the request is signed.
     *
     * @throws RekognitionErrorException with AWS's code if the request is not correctly signed by a known key
     */
    String check(EmulatorRequest request) {
        SigV4Authorization authorization =
                SigV4Authorization.parse(request.headers().firstOrEmpty("Authorization"));
        if (!areAmzHeadersSigned(authorization, request)) {
            throw new RekognitionErrorException("IncompleteSignatureException");
        }
        String timestamp = request.headers().firstOrEmpty("X-Amz-Date");
        Instant signedAt = time(timestamp);
        RekognitionKey key = key(authorization.keyId(), request.headers().first("X-Amz-Security-Token"));
        checkScope(authorization, timestamp);
        checkTime(signedAt, timestamp);
        checkSignature(authorization, timestamp, key, request);
        return authorization.region();
    }

    /** Returns whether the signature covers every {@code x-amz-} header of the request. */
    private static boolean areAmzHeadersSigned(SigV4Authorization authorization, EmulatorRequest request) {
        return request.headers().names().stream()
                .filter(name -> name.startsWith(AMZ))
                .allMatch(authorization.signedHeaders()::contains);
    }

    private static Instant time(String timestamp) {
        try {
            return LocalDateTime.parse(timestamp, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new RekognitionErrorException("IncompleteSignatureException");
        }
    }

    private RekognitionKey key(String id, @Nullable String token) {
        RekognitionKey key = keys.get(id);
        if (key == null || !key.hasToken(token)) {
            throw new RekognitionErrorException("UnrecognizedClientException");
        }
        if (key.isExpired(clock.instant())) {
            throw new RekognitionErrorException("ExpiredTokenException");
        }
        return key;
    }

    private void checkScope(SigV4Authorization authorization, String timestamp) {
        if (!authorization.service().equals(SERVICE)) {
            throw rejected("Credential should be scoped to correct service: '" + SERVICE + "'.");
        }
        if (region != null && !authorization.region().equals(region)) {
            throw rejected("Credential should be scoped to a valid region.");
        }
        if (!timestamp.startsWith(authorization.date())) {
            throw rejected("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
    }

    private void checkTime(Instant signedAt, String timestamp) {
        Instant now = clock.instant();
        String suffix = " (" + text(now) + " %s " + WINDOW.toMinutes() + " min.)";
        if (signedAt.isBefore(now.minus(WINDOW))) {
            throw rejected("Signature expired: " + timestamp + " is now earlier than " + text(now.minus(WINDOW))
                    + suffix.replace("%s", "-"));
        }
        if (signedAt.isAfter(now.plus(WINDOW))) {
            throw rejected("Signature not yet current: " + timestamp + " is still later than " + text(now.plus(WINDOW))
                    + suffix.replace("%s", "+"));
        }
    }

    private static String text(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    private static void checkSignature(
            SigV4Authorization authorization, String timestamp, RekognitionKey key, EmulatorRequest request) {
        TreeMap<String, String> signed = new TreeMap<>();
        for (String name : authorization.signedHeaders()) {
            if (!request.headers().contains(name)) {
                throw new RekognitionErrorException("InvalidSignatureException");
            }
            signed.put(name, String.join(",", request.headers().all(name)));
        }
        for (String host : request.signableHosts()) {
            signed.put("host", host);
            String canonical = SigV4Signing.canonicalRequest(request.method(), request.query(), signed, request.body());
            if (Digests.same(
                    SigV4Signing.sign(key.secret(), authorization, timestamp, canonical), authorization.signature())) {
                return;
            }
        }
        throw new RekognitionErrorException("InvalidSignatureException");
    }

    private static RekognitionErrorException rejected(String text) {
        return new RekognitionErrorException("InvalidSignatureException", text);
    }
}
