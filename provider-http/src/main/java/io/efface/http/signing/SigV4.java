package io.efface.http.signing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * AWS Signature Version 4 in headers, for every service except S3, which signs paths differently. All headers of the request are signed,
 * except for headers that proxies and clients change. AWS's own SDK leaves out the same headers. Thread-safe; {@code toString} shows no
 * secret.
 *
 * <p>Sources: "Create a signed AWS API request" (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, read
 * 2026-11); the unsigned headers are those of {@code V4CanonicalRequest} in AWS's SDK for Java 2.57.8 (http-auth-aws).
 */
public final class SigV4 {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DAY_LENGTH = 8;

    private static final Set<String> UNSIGNED = Set.of(
            "authorization",
            "connection",
            "expect",
            "transfer-encoding",
            "user-agent",
            "x-amzn-trace-id",
            "x-forwarded-for");

    private final ScopedSignature signature;

    /**
     * Creates the signature of a service in a region.
     *
     * @param region the region that the endpoint belongs to, such as {@code us-east-1}
     * @param service the service's name in the credential scope, such as {@code rekognition}
     */
    public SigV4(String region, String service) {
        this.signature = new ScopedSignature("AWS4", List.of(region, service, "aws4_request"));
    }

    /**
     * Returns the request with the headers {@code X-Amz-Date}, {@code Authorization} and, for a temporary key, {@code
     * X-Amz-Security-Token}, which is signed too.
     *
     * @param request the unsigned request, complete with its {@code Host} header
     * @param body the exact bytes of the request body, empty for none
     * @param keyId the access key id
     * @param secret the secret access key, not empty
     * @param token the session token of a temporary key, or null
     * @param at the time of the signature; AWS accepts a difference of 5 minutes
     * @throws NullPointerException if the request has no {@code Host} header
     */
    public Request sign(Request request, byte[] body, String keyId, String secret, @Nullable String token, Instant at) {
        Objects.requireNonNull(request.header("Host"), "Host");
        String time = TIME.format(at);
        Request.Builder dated = request.newBuilder().header("X-Amz-Date", time);
        if (token != null) {
            dated.header("X-Amz-Security-Token", token);
        }
        Request unsigned = dated.build();
        HttpUrl url = unsigned.url();
        CanonicalRequest canonical = new CanonicalRequest(
                unsigned.method(),
                path(url.encodedPath()),
                query(parameters(url)),
                headers(unsigned.headers().toMultimap()),
                Digests.sha256Hex(body));
        return unsigned.newBuilder()
                .header("Authorization", authorization(canonical, keyId, secret, time))
                .build();
    }

    String authorization(CanonicalRequest canonical, String keyId, String secret, String time) {
        return signature.authorization(canonical, keyId, secret, time.substring(0, DAY_LENGTH), time);
    }

    /** Returns the path without empty segments and dot segments. Each segment is encoded a second time. */
    static String path(String sent) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String segment : sent.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(UriEncoding.encode(segment));
            }
        }
        boolean isFolder = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", segments) + (isFolder && !segments.isEmpty() ? "/" : "");
    }

    /**
     * Returns the query in AWS's canonical form. The given parameters are not encoded. This method encodes each name and each value, and
     * sorts the parameters by the encoded name and then by the encoded value.
     */
    static String query(List<Map.Entry<String, String>> parameters) {
        return parameters.stream()
                .map(each -> Map.entry(UriEncoding.encode(each.getKey()), UriEncoding.encode(each.getValue())))
                .sorted(Map.Entry.<String, String>comparingByKey()
                        .thenComparing(Map.Entry.comparingByValue(Comparator.naturalOrder())))
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
    }

    private static List<Map.Entry<String, String>> parameters(HttpUrl url) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (int i = 0; i < url.querySize(); i++) {
            String name = url.queryParameterName(i);
            String value = Objects.requireNonNullElse(url.queryParameterValue(i), "");
            // A question mark without text after it is not a parameter.
            if (!name.isEmpty() || !value.isEmpty()) {
                parameters.add(Map.entry(name, value));
            }
        }
        return parameters;
    }

    /** Returns the signed headers. Values have no superfluous spaces, and several values of a name keep their order. */
    static SortedMap<String, String> headers(Map<String, List<String>> all) {
        SortedMap<String, String> signed = new TreeMap<>();
        all.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!UNSIGNED.contains(lower)) {
                signed.put(
                        lower,
                        values.stream()
                                .map(value -> value.strip().replaceAll("\\s+", " "))
                                .collect(Collectors.joining(",")));
            }
        });
        return signed;
    }

    @Override
    public String toString() {
        return "SigV4[" + signature + "]";
    }
}
