package io.efface.aliyun;

import io.efface.Operation;
import io.efface.http.CallLabel;
import io.efface.http.RequestSigner;
import io.efface.http.SigningKeys;
import io.efface.http.VendorClock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okio.ByteString;

/** Gives every attempt its own time, nonce and signature, with the credentials of that moment. Thread-safe. */
final class GreenRequestSigner implements RequestSigner {
    private static final int NONCE_BYTES = 16;

    private final String account;
    private final AliyunSigner signer;
    private final AliyunCredentialsProvider source;
    private final VendorClock clock;
    private final RandomGenerator random;

    GreenRequestSigner(
            String account,
            AliyunSigner signer,
            AliyunCredentialsProvider source,
            VendorClock clock,
            RandomGenerator random) {
        this.account = account;
        this.signer = signer;
        this.source = source;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Request sign(Operation operation, Request request, byte[] body) {
        AliyunCredentials key = SigningKeys.current(
                new CallLabel(operation, AliyunFaceRepositoryProvider.NAME, account), source::credentials);
        Duration offset = clock.offset();
        Attempt attempt = request.tag(Attempt.class);
        if (attempt != null) {
            attempt.signed(key, offset);
        }
        Request.Builder signed = request.newBuilder();
        signer.sign(signable(request, body), key, clock.instant(offset), nonce())
                .forEach(signed::header);
        return signed.build();
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static SignableRequest signable(Request request, byte[] body) {
        HttpUrl url = request.url();
        Map<String, String> query = new LinkedHashMap<>();
        for (int i = 0; i < url.querySize(); i++) {
            String value = url.queryParameterValue(i);
            query.put(url.queryParameterName(i), value == null ? "" : value);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        String host = request.header("Host");
        return new SignableRequest(
                request.method(),
                host == null ? url.host() : host,
                url.encodedPath(),
                query,
                headers,
                ByteString.of(body));
    }
}
