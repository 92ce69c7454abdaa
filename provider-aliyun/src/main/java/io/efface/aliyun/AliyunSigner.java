package io.efface.aliyun;

import io.efface.http.signing.VendorSigner;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okio.ByteString;

/** The common part of the vendor's two signatures: a new nonce, and headers that are added to the request. Stateless and thread-safe. */
abstract class AliyunSigner implements VendorSigner<AliyunCredentials> {
    /** The header of the nonce, which must not repeat within 15 minutes. */
    static final String NONCE_HEADER = "x-acs-signature-nonce";

    private static final int NONCE_BYTES = 16;

    /**
     * Returns the headers to add, including {@code Authorization}. Each of these headers replaces the request's header of the same name.
     *
     * @param at the time of the signature; the vendor accepts a difference of 15 minutes
     * @param nonce 32 hexadecimal digits that were not used before
     */
    abstract Map<String, String> sign(SignableRequest request, AliyunCredentials key, Instant at, String nonce);

    @Override
    public final Request sign(Request request, byte[] body, AliyunCredentials key, Instant at, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Request.Builder signed = request.newBuilder();
        sign(SignableRequest.of(request, body), key, at, HexFormat.of().formatHex(nonce))
                .forEach(signed::header);
        return signed.build();
    }

    /** Adds the headers of a temporary key. Both signature methods sign these headers. */
    static void putToken(Map<String, String> headers, AliyunCredentials key) {
        key.token().ifPresent(token -> {
            headers.put("x-acs-accesskey-id", key.id());
            headers.put("x-acs-security-token", token.reveal());
        });
    }

    /** Returns whether the vendor always signs a header. */
    static boolean isSigned(String lowerCaseName) {
        return lowerCaseName.startsWith("x-acs-");
    }

    /**
     * The parts of an unsigned request that a signature uses. Immutable.
     *
     * @param method the HTTP method, upper case
     * @param host the {@code Host} header that is sent, with the port if it is not the default port of the scheme
     * @param path the path that is sent
     * @param query the decoded parameters, sorted by name
     * @param headers all headers that are sent, signed or not
     * @param body the exact bytes of the body; empty for none
     */
    record SignableRequest(
            String method, String host, String path, Map<String, String> query, Headers headers, ByteString body) {
        static SignableRequest of(Request request, byte[] body) {
            HttpUrl url = request.url();
            String host = Objects.requireNonNullElse(request.header("Host"), url.host());
            return new SignableRequest(
                    request.method(), host, url.encodedPath(), query(url), request.headers(), ByteString.of(body));
        }

        private static Map<String, String> query(HttpUrl url) {
            if (url.querySize() == 0) {
                return Map.of();
            }
            Map<String, String> query = new TreeMap<>();
            for (int i = 0; i < url.querySize(); i++) {
                query.put(url.queryParameterName(i), Objects.requireNonNullElse(url.queryParameterValue(i), ""));
            }
            return query;
        }

        /**
         * Returns the headers of the request and the added headers, sorted by name, ignoring case. An added header replaces the header of
         * the request with the same name.
         */
        SortedMap<String, String> headersWith(Map<String, String> added) {
            SortedMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (int i = 0; i < headers.size(); i++) {
                all.put(headers.name(i), headers.value(i));
            }
            all.putAll(added);
            return all;
        }
    }
}
