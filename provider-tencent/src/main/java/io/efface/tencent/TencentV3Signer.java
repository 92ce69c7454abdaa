package io.efface.tencent;

import io.efface.http.signing.CanonicalRequest;
import io.efface.http.signing.Digests;
import io.efface.http.signing.ScopedSignature;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Signs with TC3-HMAC-SHA256. The parameters are in the JSON body of a POST or in the query of a GET; all other values are in headers. The
 * vendor only requires that the headers content-type and host are signed. This class also signs the header of the action, because somebody
 * could otherwise reuse a recorded request for another action. The values of all signed headers are in lower case, as in the vendor's
 * example.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208, read 2026-11).
 */
final class TencentV3Signer extends TencentSigner {
    /** The service in the credential scope: the first label of every IAI host, independent of the endpoint. */
    private static final String SERVICE = "iai";

    /** The content type that a GET must have, even without a body. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Common common;
    private final boolean isActionSigned;
    private final ScopedSignature signature = new ScopedSignature("TC3", List.of(SERVICE, "tc3_request"));

    TencentV3Signer(Common common) {
        this(common, true);
    }

    /** Creates a signer. If the action is not signed, the signatures are equal to those of the vendor's own SDK. */
    TencentV3Signer(Common common, boolean isActionSigned) {
        this.common = common;
        this.isActionSigned = isActionSigned;
    }

    @Override
    public Request sign(
            Request request, byte[] body, TencentCredentials credentials, Instant at, RandomGenerator random) {
        String contentType = Objects.requireNonNullElse(request.header("Content-Type"), FORM);
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("content-type", contentType);
        signed.put("host", Objects.requireNonNull(request.header("Host"), "Host"));
        if (isActionSigned) {
            signed.put("x-tc-action", Objects.requireNonNull(request.header(ACTION), ACTION));
        }
        String query = Objects.requireNonNullElse(request.url().encodedQuery(), "");
        signed.replaceAll((name, value) -> value.strip().toLowerCase(Locale.ROOT));
        CanonicalRequest canonical =
                new CanonicalRequest(request.method(), "/", query, signed, Digests.sha256Hex(body));
        String time = Long.toString(at.getEpochSecond());
        String authorization = signature.authorization(
                canonical,
                credentials.id(),
                credentials.secret().reveal(),
                LocalDate.ofInstant(at, ZoneOffset.UTC).toString(),
                time);

        Request.Builder sent = request.newBuilder()
                .header("Content-Type", contentType)
                .header("Authorization", authorization)
                .header("X-TC-Version", common.version())
                .header("X-TC-Timestamp", time);
        put(sent, "X-TC-Region", common.region());
        put(sent, "X-TC-Language", common.language());
        credentials.token().ifPresent(token -> sent.header("X-TC-Token", token.reveal()));
        return sent.build();
    }

    private static void put(Request.Builder request, String header, @Nullable String value) {
        if (value != null) {
            request.header(header, value);
        }
    }
}
