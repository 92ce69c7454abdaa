package io.efface.tencent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;

/**
 * The inputs of the signature vectors. The vectors come from the vendor's Java SDK 2020-03-03 with a fixed clock and nonce, and were
 * computed a second time independently.
 */
final class SignatureVectors {
    static final String ID = "AKIDEXAMPLE0000000000000000000000000";
    static final String KEY = "SECRETEXAMPLE00000000000000000000";
    static final TencentCredentials CREDENTIALS = TencentCredentials.of(ID, KEY);
    static final TencentCredentials TEMPORARY = TencentCredentials.of(ID, KEY, "TOKENEXAMPLE==");
    static final Instant AT = Instant.ofEpochSecond(1_700_000_000L);
    static final int NONCE = 11886;
    static final String HOST = "iai.tencentcloudapi.com";
    static final String PERSON = "p-1%@#&_A";
    static final String PLAIN_BODY = "{\"PersonId\":\"2001\"}";
    static final String HOSTILE_BODY = "{\"PersonId\":\"p-1%@#&_A\"}";
    static final String FACES_BODY = "{\"PersonId\":\"p-1%@#&_A\",\"FaceIds\":[\"2875186538564559728\","
            + "\"2873640802022644880\",\"3454816969590585885\"]}";
    static final String SDK = "SDK_JAVA_3.1.1481";

    private SignatureVectors() {}

    static Request json(String host, String action, String contentType, String body) {
        return new Request.Builder()
                .url("https://" + host + "/")
                .header("Host", host)
                .header("Content-Type", contentType)
                .header(TencentSigner.ACTION, action)
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), MediaType.get(contentType)))
                .build();
    }

    /** Creates a GET request with parameters: name, value, name, value. */
    static Request query(String action, String... parameters) {
        HttpUrl.Builder url = HttpUrl.get("https://" + HOST + "/").newBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            url.addQueryParameter(parameters[i], parameters[i + 1]);
        }
        return new Request.Builder()
                .url(url.build())
                .header("Host", HOST)
                .header(TencentSigner.ACTION, action)
                .build();
    }

    /** Creates a request with a form of parameters: name, value, name, value. */
    static Request form(String action, String... parameters) {
        FormBody.Builder form = new FormBody.Builder();
        for (int i = 0; i < parameters.length; i += 2) {
            form.add(parameters[i], parameters[i + 1]);
        }
        return new Request.Builder()
                .url("https://" + HOST + "/")
                .header("Host", HOST)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(TencentSigner.ACTION, action)
                .post(form.build())
                .build();
    }

    /** Signs a request as the transport does: the signer gets the bytes of the body separately. */
    static Request signed(TencentSigner signer, Request request, TencentCredentials credentials, Instant at) {
        // The signer adds 1 to the random number.
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("a signer draws only numbers with a bound");
            }

            @Override
            public int nextInt(int bound) {
                return NONCE - 1;
            }
        };
        return signer.sign(request, bytes(request), credentials, at, random);
    }

    static Request signed(TencentSigner signer, Request request) {
        return signed(signer, request, CREDENTIALS, AT);
    }

    static byte[] bytes(Request request) {
        RequestBody body = request.body();
        if (body == null) {
            return new byte[0];
        }
        try (Buffer buffer = new Buffer()) {
            body.writeTo(buffer);
            return buffer.readByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
