package io.efface.tencent;

import io.efface.http.signing.Digests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Signs with signature v1, with HmacSHA1 or HmacSHA256. The action, all other values and the signature are parameters of one query or form,
 * as in {@code ?Action=DeletePerson&PersonId=...}. Values are signed unencoded and sent encoded.
 *
 * <p>Source: "Signature v1" (cloud.tencent.com/document/api/306/57449, read 2026-11).
 */
final class TencentV1Signer extends TencentSigner {
    private final Common common;
    private final Algorithm algorithm;

    TencentV1Signer(Common common, Algorithm algorithm) {
        this.common = common;
        this.algorithm = algorithm;
    }

    @Override
    public Request sign(
            Request request, byte[] body, TencentCredentials credentials, Instant at, RandomGenerator random) {
        SortedMap<String, String> parameters = body.length == 0 ? query(request.url()) : form(body);
        put(parameters, "Action", request.header(ACTION));
        put(parameters, "Version", common.version());
        put(parameters, "Region", common.region());
        put(parameters, "Language", common.language());
        put(parameters, "SecretId", credentials.id());
        credentials.token().ifPresent(token -> parameters.put("Token", token.reveal()));
        put(parameters, "SignatureMethod", algorithm.text);
        put(parameters, "Timestamp", Long.toString(at.getEpochSecond()));
        put(parameters, "Nonce", Integer.toString(1 + random.nextInt(Integer.MAX_VALUE)));
        String host = Objects.requireNonNull(request.header("Host"), "Host");
        String text = stringToSign(request.method(), host, parameters);
        put(parameters, "Signature", signature(algorithm, credentials.secret().reveal(), text));

        Request.Builder sent = request.newBuilder().removeHeader(ACTION);
        if (body.length == 0) {
            HttpUrl.Builder url = request.url().newBuilder().query(null);
            parameters.forEach(url::addQueryParameter);
            return sent.url(url.build()).build();
        }
        FormBody.Builder form = new FormBody.Builder(StandardCharsets.UTF_8);
        parameters.forEach(form::add);
        return sent.method(request.method(), form.build()).build();
    }

    /**
     * Returns the string to sign. The parameters are sorted by name, and their values are not encoded. In the string, the parameters always
     * follow {@code /?}, even if they are sent in a form.
     */
    static String stringToSign(String method, String host, SortedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&", method + host + "/?", ""));
    }

    /** Returns the signature in Base64, without URL encoding. */
    static String signature(Algorithm algorithm, String secretKey, String stringToSign) {
        byte[] key = Digests.utf8(secretKey);
        return Digests.base64(
                switch (algorithm) {
                    case SHA1 -> Digests.hmacSha1(key, stringToSign);
                    case SHA256 -> Digests.hmacSha256(key, stringToSign);
                });
    }

    private static SortedMap<String, String> query(HttpUrl url) {
        SortedMap<String, String> found = new TreeMap<>();
        for (int i = 0; i < url.querySize(); i++) {
            put(found, url.queryParameterName(i), url.queryParameterValue(i));
        }
        return found;
    }

    private static SortedMap<String, String> form(byte[] body) {
        SortedMap<String, String> found = new TreeMap<>();
        String rest = new String(body, StandardCharsets.UTF_8);
        while (!rest.isEmpty()) {
            int end = rest.indexOf('&');
            String pair = end < 0 ? rest : rest.substring(0, end);
            rest = end < 0 ? "" : rest.substring(end + 1);
            int equals = pair.indexOf('=');
            put(found, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** The two hash algorithms with the vendor's names. */
    enum Algorithm {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256");

        private final String text;

        Algorithm(String text) {
            this.text = text;
        }
    }
}
