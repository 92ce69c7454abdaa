package io.efface.benchmarks;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The floor for {@code tencent}: the least code that deletes a person of Tencent Cloud IAI. It uses only OkHttp and Moshi, writes and signs
 * each request (TC3-HMAC-SHA256), and parses each response. Nothing classifies an error, ends a call early or protects a log.
 *
 * <p>Source: "Signature v3" (cloud.tencent.com/document/api/362/4208).
 */
final class TencentFloor implements Client.Connected {
    /** The body of the request. */
    public record Deletion(@Json(name = "PersonId") String personId) {}

    /** The response. */
    public record Envelope(
            @Json(name = "Response") @Nullable Content response) {}

    /** The content of the response. */
    public record Content(
            @Json(name = "RequestId") @Nullable String requestId,
            @Json(name = "Error") @Nullable Failure error) {}

    /** The vendor's error. */
    public record Failure(@Json(name = "Code") String code) {}

    private record DayKey(LocalDate day, ByteString key) {}

    private static final String CONTENT_TYPE = "application/json; charset=utf-8";
    private static final MediaType JSON = MediaType.get(CONTENT_TYPE);
    private static final String SIGNED_HEADERS = "content-type;host;x-tc-action";

    private final OkHttpClient client = BareOkHttp.newClient();
    private final JsonAdapter<Deletion> deletions = new Moshi.Builder().build().adapter(Deletion.class);
    private final JsonAdapter<Envelope> envelopes = new Moshi.Builder().build().adapter(Envelope.class);
    private final HttpUrl url;
    private final String host;
    private volatile @Nullable DayKey latest;

    TencentFloor(String url) {
        this.url = HttpUrl.get(url);
        this.host = this.url.host() + ":" + this.url.port();
    }

    @Override
    public void delete(String person) throws IOException {
        Buffer written = new Buffer();
        deletions.toJson(written, new Deletion(person));
        ByteString body = written.readByteString();
        Instant now = Instant.now();
        String time = Long.toString(now.getEpochSecond());
        Request request = new Request.Builder()
                .url(url)
                .header("Host", host)
                .header("Authorization", authorization(body, LocalDate.ofInstant(now, ZoneOffset.UTC), time))
                .header("X-TC-Action", "DeletePerson")
                .header("X-TC-Version", "2020-03-03")
                .header("X-TC-Region", "ap-guangzhou")
                .header("X-TC-Timestamp", time)
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            Envelope envelope = envelopes.fromJson(response.body().source());
            if (response.code() != 200
                    || envelope == null
                    || envelope.response() == null
                    || envelope.response().error() != null
                    || envelope.response().requestId() == null) {
                throw new IOException("the deletion did not succeed, HTTP status " + response.code());
            }
        }
    }

    private String authorization(ByteString body, LocalDate day, String time) {
        String canonical =
                "POST\n/\n\ncontent-type:" + CONTENT_TYPE + "\nhost:" + host + "\nx-tc-action:deleteperson\n\n"
                        + SIGNED_HEADERS + "\n" + body.sha256().hex();
        String scope = day + "/iai/tc3_request";
        String text = "TC3-HMAC-SHA256\n" + time + "\n" + scope + "\n"
                + ByteString.encodeUtf8(canonical).sha256().hex();
        return "TC3-HMAC-SHA256 Credential=" + Vendor.KEY_ID + "/" + scope + ", SignedHeaders=" + SIGNED_HEADERS
                + ", Signature="
                + ByteString.encodeUtf8(text).hmacSha256(key(day)).hex();
    }

    /** Returns the signing key of a day. Three hashes are needed to derive the key, so the latest key is stored. */
    private ByteString key(LocalDate day) {
        DayKey stored = latest;
        if (stored == null || !stored.day.equals(day)) {
            ByteString dated =
                    ByteString.encodeUtf8(day.toString()).hmacSha256(ByteString.encodeUtf8("TC3" + Vendor.SECRET));
            ByteString ofService = ByteString.encodeUtf8("iai").hmacSha256(dated);
            stored = new DayKey(day, ByteString.encodeUtf8("tc3_request").hmacSha256(ofService));
            latest = stored;
        }
        return stored.key;
    }

    @Override
    public void close() {
        BareOkHttp.close(client);
    }
}
