package io.efface.emulator.green;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** Creates signed requests for tests of the emulator. Other tests check the signature itself. */
final class GreenRequests {

    static final String ID = "test-id";
    static final String SECRET = "test-secret";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private GreenRequests() {}

    static EmulatorHeaders unsigned(Instant date, String body) {
        return EmulatorHeaders.of(
                "Host", "green.cn-shanghai.aliyuncs.com",
                "Accept", "application/json",
                "Content-Type", "application/json",
                "Content-MD5", Base64.getEncoder().encodeToString(Digests.md5(body.getBytes(StandardCharsets.UTF_8))),
                "Date", DATE.format(date),
                "x-acs-version", "2018-05-09",
                "x-acs-signature-method", "HMAC-SHA1",
                "x-acs-signature-version", "1.0",
                "x-acs-signature-nonce", UUID.randomUUID().toString());
    }

    static EmulatorRequest signed(
            String method, String path, EmulatorHeaders headers, String body, String id, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String text = RoaV1Signature.stringToSign(new EmulatorRequest(method, path, null, headers, bytes));
        String signature = RoaV1Signature.sign(new GreenKey(id, secret, null, null, true), text);
        return new EmulatorRequest(
                method, path, null, headers.plus("Authorization", "acs " + id + ":" + signature), bytes);
    }

    static EmulatorRequest request(Instant date, GreenOperation operation, String body) {
        return signed("POST", operation.path(), unsigned(date, body), body, ID, SECRET);
    }

    static EmulatorRequest deletePerson(Instant date, String personId) {
        return request(date, GreenOperation.DELETE_PERSON, "{\"personId\":\"" + personId + "\"}");
    }
}
