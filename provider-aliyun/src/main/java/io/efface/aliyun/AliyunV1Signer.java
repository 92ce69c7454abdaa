package io.efface.aliyun;

import io.efface.http.signing.Digests;
import io.efface.spi.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Signs with HMAC-SHA1, the method that Green documents ("Signature mechanism", document 53415, read 2026-11-22).
 *
 * <p>The formula on that page has a blank line between headers and resource. This class leaves out the blank line, because neither the
 * example on the page nor the vendor's SDK has it.
 */
final class AliyunV1Signer extends AliyunSigner {
    // The locale is fixed, because the names of months and days, and the digits, must not depend on the machine.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<String> FIRST_HEADERS = List.of("Accept", "Content-MD5", "Content-Type", "Date");
    private static final int INITIAL_LENGTH = 512;

    @Override
    Map<String, String> sign(SignableRequest request, AliyunCredentials key, Instant at, String nonce) {
        Map<String, String> added = new LinkedHashMap<>();
        added.put("Content-MD5", Digests.md5Base64(request.body().toByteArray()));
        added.put("Date", HTTP_DATE.format(at));
        added.put("x-acs-signature-method", "HMAC-SHA1");
        added.put("x-acs-signature-version", "1.0");
        added.put(NONCE_HEADER, nonce);
        putToken(added, key);
        String text = stringToSign(request.method(), request.headersWith(added), request.path(), request.query());
        added.put("Authorization", "acs " + key.id() + ":" + signature(text, key.secret()));
        return added;
    }

    /**
     * Returns the string to sign. An absent header becomes an empty line.
     *
     * @param headers all headers, sorted by name ignoring case
     * @param query the parameters, sorted by name
     */
    static String stringToSign(
            String method, SortedMap<String, String> headers, String path, Map<String, String> query) {
        StringBuilder text = new StringBuilder(INITIAL_LENGTH).append(method).append('\n');
        for (String name : FIRST_HEADERS) {
            text.append(headers.getOrDefault(name, "")).append('\n');
        }
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (isSigned(lower)) {
                text.append(lower).append(':').append(value.strip()).append('\n');
            }
        });
        text.append(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            text.append(separator).append(parameter.getKey());
            if (!parameter.getValue().isEmpty()) {
                text.append('=').append(parameter.getValue());
            }
            separator = '&';
        }
        return text.toString();
    }

    /** Returns the signature of a text in Base64. */
    static String signature(String text, Secret secret) {
        return Digests.base64(Digests.hmacSha1(Digests.utf8(secret.reveal()), text));
    }
}
