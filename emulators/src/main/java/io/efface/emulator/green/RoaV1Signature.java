package io.efface.emulator.green;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.QueryText;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The V1 signature of Green: {@code Authorization: acs ID:base64(HMAC-SHA1)} ("Signature", document 53415). The formula of the page has an
 * extra line break, which is left out here, because the example of the page and the vendor's SDK do not have it. A header that the request
 * lacks becomes an empty line.
 */
final class RoaV1Signature {

    static final String METHOD = "HMAC-SHA1";
    static final String SCHEME = "acs ";

    private RoaV1Signature() {}

    static String stringToSign(EmulatorRequest request) {
        EmulatorHeaders headers = request.headers();
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(headers.firstOrEmpty("Accept"))
                .append('\n')
                .append(headers.firstOrEmpty("Content-MD5"))
                .append('\n')
                .append(headers.firstOrEmpty("Content-Type"))
                .append('\n')
                .append(headers.firstOrEmpty("Date"))
                .append('\n');
        headers.entries().stream()
                .map(e -> new EmulatorHeaders.Entry(e.name().toLowerCase(Locale.ROOT), e.value()))
                .filter(e -> e.name().startsWith("x-acs-"))
                .sorted(Comparator.comparing(EmulatorHeaders.Entry::name))
                .forEach(
                        e -> text.append(e.name()).append(':').append(e.value()).append('\n'));
        return text.append(resource(request)).toString();
    }

    /** Returns the path and the decoded query. Clients encode the query in different ways, so it is decoded before the comparison. */
    private static String resource(EmulatorRequest request) {
        List<QueryText.Parameter> parameters = QueryText.parse(request.query());
        if (parameters.isEmpty()) {
            return request.path();
        }
        List<String> pairs = parameters.stream()
                .sorted(Comparator.comparing(QueryText.Parameter::name))
                .map(p -> p.value().isEmpty() ? p.name() : p.name() + "=" + p.value())
                .toList();
        return request.path() + "?" + String.join("&", pairs);
    }

    static String sign(GreenKey key, String stringToSign) {
        return Base64.getEncoder().encodeToString(Digests.hmacSha1(key.secretBytes(), stringToSign));
    }
}
