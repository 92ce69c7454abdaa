package io.efface.emulator.green;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.QueryText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The V3 signature, {@code ACS3-HMAC-SHA256} ("V3 request structure and signature", 2026). The query is decoded and encoded again, because
 * clients encode it in different ways.
 *
 * @param accessKeyId the id of the key in the header
 * @param signedHeaders the names of the signed headers, separated by semicolons
 * @param signature the signature in the header
 */
record Acs3Signature(String accessKeyId, String signedHeaders, String signature) {

    static final String METHOD = "ACS3-HMAC-SHA256";

    /** Parses an Authorization value of this scheme, with its parts in any order. Returns null if a part is missing. */
    static @Nullable Acs3Signature parse(String authorization) {
        String id = "";
        String headers = "";
        String signature = "";
        for (String part : authorization.substring(METHOD.length()).split(",", -1)) {
            String trimmed = part.strip();
            int equals = trimmed.indexOf('=');
            String value = trimmed.substring(equals + 1).strip();
            switch (equals < 0 ? "" : trimmed.substring(0, equals)) {
                case "Credential" -> id = value;
                case "SignedHeaders" -> headers = value;
                case "Signature" -> signature = value;
                default -> {
                    return null;
                }
            }
        }
        return id.isEmpty() || headers.isEmpty() || signature.isEmpty()
                ? null
                : new Acs3Signature(id, headers, signature);
    }

    /** Returns the names of the signed headers in lower case. */
    List<String> names() {
        return Arrays.stream(signedHeaders.split(";", -1))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Returns the canonical request.
     *
     * @param host the host to use instead of the Host header
     */
    String canonicalRequest(EmulatorRequest request, String host) {
        StringBuilder block = new StringBuilder();
        names().stream()
                .sorted()
                .forEach(name -> block.append(name)
                        .append(':')
                        .append(
                                name.equals("host")
                                        ? host
                                        : request.headers().all(name).stream()
                                                .map(String::strip)
                                                .collect(Collectors.joining(",")))
                        .append('\n'));
        return String.join(
                "\n",
                request.method(),
                request.path(),
                canonicalQuery(request.query()),
                block,
                signedHeaders,
                request.headers().firstOrEmpty("x-acs-content-sha256"));
    }

    private static String canonicalQuery(@Nullable String query) {
        List<QueryText.Parameter> parameters = new ArrayList<>(QueryText.parse(query));
        parameters.sort(Comparator.comparing(QueryText.Parameter::name).thenComparing(QueryText.Parameter::value));
        return parameters.stream()
                .map(p -> QueryText.encode(p.name()) + "=" + QueryText.encode(p.value()))
                .collect(Collectors.joining("&"));
    }

    static String stringToSign(String canonicalRequest) {
        return METHOD + "\n" + Digests.sha256Hex(canonicalRequest);
    }

    static String sign(GreenKey key, String stringToSign) {
        return Digests.hex(Digests.hmacSha256(key.secretBytes(), stringToSign));
    }

    /** Returns a text without parts of the signature. */
    @Override
    public String toString() {
        return "Acs3Signature[<redacted>]";
    }
}
