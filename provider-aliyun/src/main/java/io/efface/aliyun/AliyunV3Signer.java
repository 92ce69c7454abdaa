package io.efface.aliyun;

import io.efface.http.signing.CanonicalRequest;
import io.efface.http.signing.UriEncoding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okio.ByteString;

/**
 * Signs with ACS3-HMAC-SHA256, the vendor's general method ("Request structure and signature of V3", document 2593177, read 2026-11-22).
 * Green's pages do not mention this method, so it is used only if it is configured.
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
        SortedMap<String, String> signed = new TreeMap<>();
        request.headersWith(added).forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (isSigned(lower) || lower.equals("content-type")) {
                signed.put(lower, value.strip());
            }
        });
        signed.put("host", request.host());
        CanonicalRequest canonical = new CanonicalRequest(
                request.method(), request.path().isEmpty() ? "/" : request.path(), query(request), signed, payload);
        String text = ALGORITHM + "\n" + canonical.hash();
        String signature = ByteString.encodeUtf8(text)
                .hmacSha256(ByteString.encodeUtf8(key.secret().reveal()))
                .hex();
        added.put(
                "Authorization",
                ALGORITHM + " Credential=" + key.id() + ",SignedHeaders=" + canonical.signedHeaders() + ",Signature="
                        + signature);
        return added;
    }

    private static String query(SignableRequest request) {
        return request.query().entrySet().stream()
                .map(each -> UriEncoding.encode(each.getKey()) + "=" + UriEncoding.encode(each.getValue()))
                .collect(Collectors.joining("&"));
    }
}
