package io.efface.emulator.rekognition;

import io.efface.emulator.AdjustableClock;
import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Creates signed requests without HTTP, step by step as AWS's page on signatures describes it. */
@NullUnmarked
final class RekognitionRequests {
    static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");
    static final String DAY = "20260317";
    static final String ID = "AKIDEXAMPLE";
    static final String SECRET = "secret";
    static final String STAFF = "staff";

    private RekognitionRequests() {}

    static RekognitionEmulator.Builder emulator() {
        return RekognitionEmulator.builder().key(ID, SECRET).collection(STAFF).clock(new AdjustableClock(NOW));
    }

    static EmulatorRequest signed(String action, String body) {
        return signed(action, body, DAY + "/us-east-1/rekognition");
    }

    /** Returns a request that is signed for a scope with day, region and service, such as {@code 20260317/us-east-1/rekognition}. */
    static EmulatorRequest signed(String action, String body, String scope) {
        EmulatorHeaders headers = EmulatorHeaders.of(
                "Host",
                "rekognition.us-east-1.amazonaws.com",
                "Content-Type",
                "application/x-amz-json-1.1",
                "X-Amz-Date",
                stamp(),
                "X-Amz-Target",
                "RekognitionService." + action);
        return new EmulatorRequest(
                "POST",
                "/",
                null,
                headers.plus("Authorization", authorization(headers, body, scope)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static EmulatorRequest with(EmulatorRequest request, EmulatorHeaders headers) {
        return new EmulatorRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    private static String stamp() {
        return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").format(NOW.atOffset(ZoneOffset.UTC));
    }

    private static String authorization(EmulatorHeaders headers, String body, String shortScope) {
        List<String> names = List.of("content-type", "host", "x-amz-date", "x-amz-target");
        StringBuilder canonical = new StringBuilder("POST\n/\n\n");
        names.forEach(name ->
                canonical.append(name).append(':').append(headers.first(name)).append('\n'));
        canonical.append('\n').append(String.join(";", names)).append('\n').append(Digests.sha256Hex(body));
        String scope = shortScope + "/aws4_request";
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = Digests.hmacSha256(key, part);
        }
        String signature = Digests.hex(Digests.hmacSha256(
                key, "AWS4-HMAC-SHA256\n" + stamp() + "\n" + scope + "\n" + Digests.sha256Hex(canonical.toString())));
        return "AWS4-HMAC-SHA256 Credential=" + ID + "/" + scope + ", SignedHeaders=" + String.join(";", names)
                + ", Signature=" + signature;
    }
}
