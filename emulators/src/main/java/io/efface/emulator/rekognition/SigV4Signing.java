package io.efface.emulator.rekognition;

import io.efface.emulator.Digests;
import io.efface.emulator.http.QueryText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes signatures of Signature Version 4, as a server does to check a request. All methods are pure functions.
 *
 * <p>Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. This code is independent of every client's
 * signer, so that the emulator detects mistakes of the signer.
 */
final class SigV4Signing {
    private SigV4Signing() {}

    /**
     * Returns the canonical request for the path {@code /}.
     *
     * @param rawQuery the text after {@code ?} as sent, or null
     * @param headers the signed headers by lower-case name, each value as sent
     * @param body the payload
     */
    static String canonicalRequest(
            String method, @Nullable String rawQuery, SortedMap<String, String> headers, byte[] body) {
        StringBuilder canonical = new StringBuilder()
                .append(method)
                .append("\n/\n")
                .append(canonicalQuery(rawQuery))
                .append('\n');
        headers.forEach((name, value) -> canonical
                .append(name)
                .append(':')
                .append(value.strip().replaceAll(" +", " "))
                .append('\n'));
        return canonical
                .append('\n')
                .append(String.join(";", headers.keySet()))
                .append('\n')
                .append(Digests.sha256Hex(body))
                .toString();
    }

    private static String canonicalQuery(@Nullable String rawQuery) {
        return QueryText.parse(rawQuery).stream()
                .map(parameter -> new QueryText.Parameter(
                        QueryText.encode(parameter.name()), QueryText.encode(parameter.value())))
                .sorted(Comparator.comparing(QueryText.Parameter::name).thenComparing(QueryText.Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    /** Returns the signature of a canonical request in lower-case hexadecimal. */
    static String sign(String secret, SigV4Authorization authorization, String timestamp, String canonicalRequest) {
        String text = String.join(
                "\n",
                SigV4Authorization.ALGORITHM,
                timestamp,
                authorization.scope(),
                Digests.sha256Hex(canonicalRequest));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : authorization.scope().split("/", -1)) {
            key = Digests.hmacSha256(key, part);
        }
        return Digests.hex(Digests.hmacSha256(key, text));
    }
}
