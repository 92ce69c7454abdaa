package io.efface.tencent;

import io.efface.http.Digests;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * TC3-HMAC-SHA256: JSON by POST, or parameters in the query by GET; everything else in headers. The least set of signed headers,
 * content-type and host, leaves the action open, so that a recorded request for one action would pass as another: the action is
 * signed too, in lower case as the vendor's example has it.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208, read 2026-11).
 */
final class Tc3Signer implements TencentSigner {
    /** The first label of every IAI host, and so part of what is signed wherever the request really goes. */
    private static final String SERVICE = "iai";

    /** What a GET must say, though it has no body. */
    private static final String FORM = "application/x-www-form-urlencoded";

    private final CommonParameters common;
    private final boolean actionSigned;
    private final Tc3DayKey dayKey = new Tc3DayKey(SERVICE);

    Tc3Signer(CommonParameters common) {
        this(common, true);
    }

    /** As above; without the action signed it gives what the vendor's own SDK gives. */
    Tc3Signer(CommonParameters common, boolean actionSigned) {
        this.common = common;
        this.actionSigned = actionSigned;
    }

    @Override
    public Request sign(Request request, byte[] body, TencentCredentials credentials, Instant at, int nonce) {
        String contentType = Objects.requireNonNullElse(request.header("Content-Type"), FORM);
        SortedMap<String, String> signed = new TreeMap<>();
        signed.put("content-type", contentType);
        signed.put("host", Objects.requireNonNull(request.header("Host"), "Host"));
        if (actionSigned) {
            signed.put("x-tc-action", Objects.requireNonNull(request.header(ACTION), ACTION));
        }
        String query = Objects.requireNonNullElse(request.url().encodedQuery(), "");
        Tc3Canonical canonical = new Tc3Canonical(request.method(), query, signed, Digests.sha256Hex(body));
        String date = at.atZone(ZoneOffset.UTC).toLocalDate().toString();
        String authorization = canonical.authorization(
                credentials.secretId(),
                dayKey.of(credentials.secretKey(), date),
                at.getEpochSecond(),
                Tc3Canonical.scope(date, SERVICE));

        Request.Builder sent = request.newBuilder()
                .header("Content-Type", contentType)
                .header("Authorization", authorization)
                .header("X-TC-Version", common.version())
                .header("X-TC-Timestamp", Long.toString(at.getEpochSecond()));
        put(sent, "X-TC-Region", common.region());
        put(sent, "X-TC-Language", common.language());
        put(
                sent,
                "X-TC-Token",
                credentials.token() == null ? null : credentials.token().reveal());
        return sent.build();
    }

    private static void put(Request.Builder request, String header, @Nullable String value) {
        if (value != null) {
            request.header(header, value);
        }
    }
}
