package io.efface.http.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs AWS's signing test suite. The README next to the vectors names the source and the licence of the suite. */
class SigV4VectorsTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "X-Amz-Security-Token";
    private static final String TIME = "20150830T123600Z";

    private final SigV4 signature = new SigV4("us-east-1", "service");

    /**
     * One case of the suite.
     *
     * @param target path and query from the request line; they are not always valid in a URL
     */
    record Vector(
            String name,
            String method,
            String target,
            Map<String, List<String>> headers,
            String body,
            String signedHeaders,
            String signature) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream in = SigV4VectorsTest.class.getResourceAsStream("/sigv4/vectors.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n\n")).map(SigV4VectorsTest::vector).toList().stream();
        }
    }

    private static Vector vector(String block) {
        List<String> lines = block.strip().lines().toList();
        String[] request = lines.get(1).split(" ", 2);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Host", List.of("example.amazonaws.com"));
        headers.put("X-Amz-Date", List.of(TIME));
        String body = "";
        for (String line : lines.subList(2, lines.size() - 1)) {
            if (line.startsWith("|")) {
                body = line.substring(1);
            } else {
                String[] header = line.split(":", 2);
                headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
            }
        }
        String[] expected = lines.get(lines.size() - 1).split(" ", 3);
        return new Vector(lines.get(0), request[0], request[1], headers, body, expected[1], expected[2]);
    }

    @Test
    void vectors_ofTheSuite_areAllRead() throws IOException {
        assertThat(vectors().map(Vector::name)).hasSize(30).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void authorization_caseOfTheSuite_isTheExpectedHeader(Vector vector) {
        String[] target = vector.target().split("\\?", 2);
        CanonicalRequest canonical = new CanonicalRequest(
                vector.method(),
                SigV4.path(target[0]),
                SigV4.query(parameters(target.length == 1 ? "" : target[1])),
                SigV4.headers(vector.headers()),
                Digests.sha256Hex(vector.body()));

        assertThat(signature.authorization(canonical, "AKIDEXAMPLE", SECRET, TIME))
                .as(canonical.text())
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=" + vector.signedHeaders() + ", Signature=" + vector.signature());
    }

    /** Returns the cases that an HTTP client can send: their paths contain no space and no unencoded character. */
    static Stream<Vector> requests() throws IOException {
        return vectors()
                .filter(each -> !Set.of("get-space-normalized", "get-utf8").contains(each.name()));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void sign_caseOfTheSuite_hasTheExpectedHeader(Vector vector) {
        Request.Builder request = new Request.Builder()
                .url("https://example.amazonaws.com" + vector.target())
                .method(
                        vector.method(),
                        vector.method().equals("POST") ? RequestBody.create(vector.body(), null) : null);
        vector.headers().forEach((name, values) -> {
            if (!Set.of("X-Amz-Date", TOKEN).contains(name)) {
                values.forEach(value -> request.addHeader(name, value));
            }
        });

        Request signed = signature.sign(
                request.build(),
                vector.body().getBytes(StandardCharsets.UTF_8),
                "AKIDEXAMPLE",
                SECRET,
                vector.headers().containsKey(TOKEN)
                        ? vector.headers().get(TOKEN).get(0)
                        : null,
                Instant.parse("2015-08-30T12:36:00Z"));

        assertThat(signed.header("X-Amz-Date")).isEqualTo(TIME);
        assertThat(signed.header("Authorization")).endsWith(", Signature=" + vector.signature());
    }

    private static List<Map.Entry<String, String>> parameters(String query) {
        return Stream.of(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.entry(decoded(pair[0]), decoded(pair[1])))
                .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
