package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests linkage errors, which a wrong version of a library causes, at each stage of a call. */
@Timeout(60)
class LinkageFailureTest {
    @Test
    void exchange_signerDoesNotLink_isConfigurationAndSendsNothing() throws IOException {
        RequestSigner signer = (operation, request, body) -> {
            throw new NoSuchMethodError("hidden-text");
        };
        try (RawServer server = server();
                HttpTransport transport = HttpTransport.open(
                        "vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context())) {
            assertConfiguration(failure(transport), Effect.NONE, 0);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void exchange_clientDoesNotLinkAfterTheRequest_isConfigurationOfUnknownEffect() throws IOException {
        Interceptor broken = chain -> {
            chain.proceed(chain.request()).close();
            throw new NoSuchFieldError("hidden-text");
        };
        try (RawServer server = server();
                HttpTransport transport = through(server, broken)) {
            assertConfiguration(failure(transport), Effect.UNKNOWN, 1);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void exchange_responseBodyDoesNotLink_isConfigurationOfUnknownEffect() throws IOException {
        Interceptor broken = chain -> {
            okhttp3.Response response = chain.proceed(chain.request());
            ForwardingSource source = new ForwardingSource(response.body().source()) {
                @Override
                public long read(Buffer sink, long byteCount) {
                    throw new NoSuchMethodError("hidden-text");
                }
            };
            ResponseBody body = ResponseBody.create(
                    Okio.buffer(source),
                    response.body().contentType(),
                    response.body().contentLength());
            return response.newBuilder().body(body).build();
        };
        try (RawServer server = server();
                HttpTransport transport = through(server, broken)) {
            assertConfiguration(failure(transport), Effect.UNKNOWN, 1);
        }
    }

    @Test
    void onFailure_clientHidesALinkageError_isConfigurationAndNotCancelled() {
        CallLabel label = new CallLabel(Operation.DELETE_PERSON, "vendor", "acc");
        OkHttpClient client = new OkHttpClient();
        Exchange exchange = new Exchange(
                label,
                SentIds.NONE,
                Clock.systemUTC(),
                1024,
                ProxySelection.of(Transports.PATIENT, Endpoint.parse("http://127.0.0.1:1"), Transports.context()));
        okhttp3.Call call = client.newCall(
                new okhttp3.Request.Builder().url("http://127.0.0.1:1/").build());
        call.cancel();
        // RealCall.AsyncCall of OkHttp 4 creates such an exception.
        IOException canceled = new IOException("canceled due to java.lang.NoSuchMethodError");
        canceled.addSuppressed(new NoSuchMethodError("hidden-text"));
        exchange.onFailure(call, canceled);

        FaceException failure = catchThrowableOfType(
                FaceException.class,
                () -> exchange.run(call, new Exchange.Limit(java.time.Duration.ofSeconds(30), false)));

        assertConfiguration(failure, Effect.NONE, 0);
    }

    private static void assertConfiguration(FaceException failure, Effect effect, int attempts) {
        assertThat(failure)
                .returns(ErrorKind.CONFIGURATION, FaceException::kind)
                .returns(effect, FaceException::effect)
                .returns(attempts, FaceException::attempts)
                .returns(RetryAdvice.NEVER, FaceException::advice)
                .hasMessageContaining(
                        "a library on the class path is missing or has an incompatible version: java.lang.NoSuch")
                .hasMessageNotContaining("hidden-text")
                .hasNoCause();
    }

    private static RawServer server() {
        return new RawServer((number, request, connection) -> connection.respond(200, "{}"));
    }

    private static HttpTransport through(RawServer server, Interceptor interceptor) {
        OkHttpClient client =
                new OkHttpClient.Builder().addInterceptor(interceptor).build();
        return HttpTransport.open(
                "vendor",
                Transports.PATIENT,
                server.endpoint(),
                RequestSigner.NONE,
                Transports.context(Clock.systemUTC(), Map.of(OkHttpClient.class, client)));
    }

    private static FaceException failure(HttpTransport transport) {
        return catchThrowableOfType(
                FaceException.class,
                () -> transport.exchange(
                        Operation.DELETE_PERSON,
                        TestApi.Form.POST_JSON.call(transport),
                        SentIds.NONE,
                        LayerCall.plain()));
    }
}
