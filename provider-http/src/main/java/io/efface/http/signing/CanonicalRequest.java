package io.efface.http.signing;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The canonical form of a request that AWS Signature Version 4, TC3-HMAC-SHA256 and ACS3-HMAC-SHA256 sign: six parts, each on a separate
 * line. The vendors write some parts differently, such as the case of header values and the encoding of the path; the caller supplies each
 * part in the vendor's form. Immutable and thread-safe; {@code toString} shows the method and the names of the headers only.
 *
 * <p>Sources: "Create a signed AWS API request" (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html),
 * "Signature v3" (cloud.tencent.com/document/api/362/4208), "Request structure and signature of V3" (Alibaba Cloud, document 2593177).
 *
 * @param method the HTTP method, upper case
 * @param path the path in the vendor's form for signatures, beginning with a slash
 * @param query the query in the vendor's form for signatures, without the question mark; empty for none
 * @param headers the values of the signed headers by their names in lower case
 * @param bodyHash the hash of the body in lower-case hexadecimal
 */
public record CanonicalRequest(
        String method, String path, String query, SortedMap<String, String> headers, String bodyHash) {
    // The lengths determine only how much memory is reserved.
    private static final int AVERAGE_NAME = 16;
    private static final int AVERAGE_HEADER = 64;
    private static final int OTHERS = 80;

    /**
     * Copies the headers.
     *
     * @throws NullPointerException if an argument is null
     */
    public CanonicalRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(bodyHash, "bodyHash");
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    /** Returns the sorted names of the signed headers, separated by semicolons. */
    public String signedHeaders() {
        StringBuilder names = new StringBuilder(headers.size() * AVERAGE_NAME);
        appendNames(names);
        return names.toString();
    }

    private void appendNames(StringBuilder text) {
        String separator = "";
        for (String name : headers.keySet()) {
            text.append(separator).append(name);
            separator = ";";
        }
    }

    /** Returns the whole text. The text contains the values of the headers, which may include a token. */
    public String text() {
        StringBuilder text =
                new StringBuilder(path.length() + query.length() + headers.size() * AVERAGE_HEADER + OTHERS);
        text.append(method).append('\n').append(path).append('\n').append(query).append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        text.append('\n');
        appendNames(text);
        return text.append('\n').append(bodyHash).toString();
    }

    /** Returns the SHA-256 hash of the text in lower-case hexadecimal. */
    public String hash() {
        return Digests.sha256Hex(text());
    }

    @Override
    public String toString() {
        return "CanonicalRequest[" + method + ", " + signedHeaders() + "]";
    }
}
