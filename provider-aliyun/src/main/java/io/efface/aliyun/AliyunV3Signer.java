package io.efface.aliyun;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import okio.ByteString;

/**
 * ACS3-HMAC-SHA256, the vendor's general method ("Request structure and signature of V3", document 2593177, read 2026-11-22).
 * Green's own pages do not name it; by configuration only.
 */
final class AliyunV3Signer extends AliyunSigner {
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final DateTimeFormatter ISO_SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    Map<String, String> sign(SignableRequest request, AliyunCredentials key, Instant at, String nonce) {
        String payload = request.body().sha256().hex();
        Map<String, String> added = new LinkedHashMap<>();
        added.put("x-acs-date", ISO_SECONDS.format(at));
        added.put(NONCE_HEADER, nonce);
        added.put("x-acs-content-sha256", payload);
        putToken(added, key);
        SortedMap<String, String> signed = acsHeaders(request.headers());
        signed.putAll(added);
        signed.put("host", request.host());
        String contentType = request.headers().get("Content-Type");
        if (contentType != null) {
            signed.put("content-type", contentType.strip());
        }
        String names = String.join(";", signed.keySet());
        String canonical = canonicalRequest(request, signed, names, payload);
        String text =
                ALGORITHM + "\n" + ByteString.encodeUtf8(canonical).sha256().hex();
        String signature = ByteString.encodeUtf8(text)
                .hmacSha256(ByteString.encodeUtf8(key.secret().reveal()))
                .hex();
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + key.id() + ",SignedHeaders=" + names + ",Signature=" + signature);
        return added;
    }

    /** Returns the canonical request over the given headers, lower-case names, sorted. */
    static String canonicalRequest(
            SignableRequest request, SortedMap<String, String> signed, String names, String payload) {
        StringBuilder text = new StringBuilder(request.method())
                .append('\n')
                .append(request.path().isEmpty() ? "/" : request.path())
                .append('\n');
        String separator = "";
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            text.append(separator).append(encoded(parameter.getKey())).append('=');
            text.append(encoded(parameter.getValue()));
            separator = "&";
        }
        text.append('\n');
        signed.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n').append(names).append('\n').append(payload).toString();
    }

    /** Encodes by RFC 3986: everything but letters, digits, dash, dot, underscore and tilde. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 15));
            }
        }
        return encoded.toString();
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
