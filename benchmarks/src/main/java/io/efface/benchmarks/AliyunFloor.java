package io.efface.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
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
 * The floor for {@code aliyun}: the least code that deletes a person of Alibaba Cloud Green. It uses only OkHttp and Moshi, writes and signs
 * each request (HMAC-SHA1), and parses each response. Nothing classifies an error, ends a call early or protects a log.
 *
 * <p>Source: "Signature mechanism" (Alibaba Cloud, document 53415).
 */
final class AliyunFloor implements Client.Connected {
    /** The body of the request. */
    public record Deletion(String personId) {}

    /** The response. */
    public record Envelope(
            @Nullable Integer code,
            @Nullable String requestId,
            @Nullable Data data) {}

    /** The content of the response. */
    public record Data(
            @Nullable Integer code,
            @Nullable String personId,
            @Nullable Integer deleteCount) {}

    private static final String PATH = "/green/sface/person/delete";
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ByteString SECRET = ByteString.encodeUtf8(Vendor.SECRET);
    private static final int OK = 200;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final OkHttpClient client = BareOkHttp.newClient();
    private final JsonAdapter<Deletion> deletions = new Moshi.Builder().build().adapter(Deletion.class);
    private final JsonAdapter<Envelope> envelopes = new Moshi.Builder().build().adapter(Envelope.class);
    private final HttpUrl url;

    AliyunFloor(String url) {
        this.url = HttpUrl.get(url + PATH);
    }

    @Override
    public void delete(String person) throws IOException {
        Buffer written = new Buffer();
        deletions.toJson(written, new Deletion(person));
        ByteString body = written.readByteString();
        String md5 = body.md5().base64();
        String date = HTTP_DATE.format(Instant.now());
        String nonce = UUID.randomUUID().toString();
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("Content-MD5", md5)
                .header("Date", date)
                .header("x-acs-action", "DeletePerson")
                .header("x-acs-signature-method", "HMAC-SHA1")
                .header("x-acs-signature-nonce", nonce)
                .header("x-acs-signature-version", "1.0")
                .header("x-acs-version", "2018-05-09")
                .header("Authorization", authorization(md5, date, nonce))
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            Envelope envelope = envelopes.fromJson(response.body().source());
            if (response.code() != OK
                    || envelope == null
                    || !isOk(envelope.code())
                    || envelope.data() == null
                    || !isOk(envelope.data().code())
                    || !person.equals(envelope.data().personId())) {
                throw new IOException("the deletion did not succeed, HTTP status " + response.code());
            }
        }
    }

    private static boolean isOk(@Nullable Integer code) {
        return code != null && code == OK;
    }

    private static String authorization(String md5, String date, String nonce) {
        String text = "POST\napplication/json\n" + md5 + "\napplication/json\n" + date
                + "\nx-acs-action:DeletePerson\nx-acs-signature-method:HMAC-SHA1\nx-acs-signature-nonce:" + nonce
                + "\nx-acs-signature-version:1.0\nx-acs-version:2018-05-09\n" + PATH;
        return "acs " + Vendor.KEY_ID + ":"
                + ByteString.encodeUtf8(text).hmacSha1(SECRET).base64();
    }

    @Override
    public void close() {
        BareOkHttp.close(client);
    }
}
