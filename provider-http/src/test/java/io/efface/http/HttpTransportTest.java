package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Cancellation;
import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;

@Timeout(60)
class HttpTransportTest {
    private final RawServer server =
            new RawServer((number, request, connection) -> connection.respond(200, "{}", "Date: now"));

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** A record that Moshi cannot write, because it is not public. */
    record NotPublic(String id) {}

    interface ApiWithAMistake {
        @POST("/")
        Call<ResponseBody> send(@Body NotPublic request);
    }

    @Test
    void create_recordIsNotPublic_failsAndNamesTheInterfaceAndTheRecord() {
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> transport.create(ApiWithAMistake.class))
                    .withMessageContaining(ApiWithAMistake.class.getName())
                    .withMessageContaining("NotPublic")
                    .havingCause();
        }
    }

    @Test
    void exchange_jsonBody_arrivesAsWritten() {
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            exchange(transport, LayerCall.plain());
        }

        RawServer.Received request = server.received().get(0);
        assertThat(request.line()).isEqualTo("POST /json HTTP/1.1");
        assertThat(request.text()).isEqualTo("{\"personId\":\"p-1\"}");
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json; charset=UTF-8")
                .containsEntry("Host", "127.0.0.1:" + server.port())
                .containsEntry("User-Agent", "efface")
                .containsEntry("Content-Length", "18");
    }

    @Test
    void exchange_closed_isRejectedWithoutSending() {
        HttpTransport transport = Transports.patient(server.endpoint());
        transport.close();
        transport.close();

        FaceException failure = failure(transport, LayerCall.plain());

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertNothingSent(failure);
    }

    @Test
    void exchange_alreadyCancelled_isRejectedWithoutSending() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(transport, LayerCall.plain().withCancellation(cancellation));

            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertNothingSent(failure);
        }
    }

    @Test
    void exchange_alreadyInterrupted_isRejectedWithFlagSet() {
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            Thread.currentThread().interrupt();
            FaceException failure = failure(transport, LayerCall.plain());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertNothingSent(failure);
        }
    }

    @Test
    void exchange_deadlinePassedByTheContextsClock_isRejectedWithoutSending() {
        Instant now = Instant.parse("2001-01-01T00:00:00Z");
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        try (HttpTransport transport = HttpTransport.open(
                "vendor",
                Transports.PATIENT,
                server.endpoint(),
                RequestSigner.NONE,
                Transports.context(clock, Map.of()))) {
            FaceException failure = failure(transport, LayerCall.plain().withDeadline(now));

            assertThat(failure.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
            assertNothingSent(failure);
            HttpResponse inTime = exchange(transport, LayerCall.plain().withDeadline(now.plusSeconds(30)));
            assertThat(inTime.receivedAt()).isEqualTo(now);
        }
    }

    @Test
    void exchange_finished_removesItsCancellationListener() {
        Cancellation cancellation = new Cancellation();
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            assertThat(exchange(transport, LayerCall.plain().withCancellation(cancellation))
                            .status())
                    .isEqualTo(200);
            cancellation.cancel();
            assertThat(exchange(transport, LayerCall.plain()).status()).isEqualTo(200);
        }
    }

    @Test
    void open_applicationsClient_isSharedAndNotClosed() throws IOException {
        OkHttpClient application = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-App", "yes").build()))
                .build();
        HttpTransport transport = withClient(application);
        exchange(transport, LayerCall.plain());
        assertThat(application.connectionPool().connectionCount()).isEqualTo(1);

        transport.close();

        assertThat(application.connectionPool().connectionCount()).isEqualTo(1);
        Request own = new Request.Builder().url(server.endpoint().url()).build();
        try (Response response = application.newCall(own).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        assertThat(server.received().get(0).headers()).containsEntry("X-App", "yes");
        application.dispatcher().executorService().shutdown();
    }

    @Test
    void exchange_applicationsInterceptorRepeats_sendsOneRequest() {
        OkHttpClient application = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                })
                .build();
        try (HttpTransport transport = withClient(application)) {
            FaceException failure = failure(transport, LayerCall.plain());

            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void exchange_applicationsInterceptorThrows_isConfigurationErrorWithoutItsMessage() {
        OkHttpClient application = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException("hidden-text");
                })
                .build();
        try (HttpTransport transport = withClient(application)) {
            FaceException failure = failure(transport, LayerCall.plain());

            assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
            assertThat(failure.getMessage()).doesNotContain("hidden-text");
            assertNothingSent(failure);
        }
    }

    @Test
    void open_ownClient_startsOnlyDaemonThreads() {
        try (HttpTransport transport = Transports.patient(server.endpoint())) {
            exchange(transport, LayerCall.plain());

            assertThat(threadsOfTheAccount()).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    /**
     * Returns the threads with the names that they have after a call. While a thread of OkHttp works for a call, the thread has the name of
     * this call. The thread gets its old name back a moment after the response.
     */
    private static List<Thread> threadsOfTheAccount() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        List<Thread> named = List.of();
        while (named.isEmpty() && System.nanoTime() < end) {
            named = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("efface-acc"))
                    .toList();
        }
        return named;
    }

    private HttpTransport withClient(OkHttpClient application) {
        return HttpTransport.open(
                "vendor",
                Transports.PATIENT,
                server.endpoint(),
                RequestSigner.NONE,
                Transports.context(Clock.systemUTC(), Map.of(OkHttpClient.class, application)));
    }

    private void assertNothingSent(FaceException failure) {
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
        assertThat(failure.classification()).isEqualTo(Classification.LOCAL);
        assertThat(server.received()).isEmpty();
    }

    private static HttpResponse exchange(HttpTransport transport, LayerCall options) {
        return transport.exchange(
                Operation.DELETE_PERSON, TestApi.Form.POST_JSON.call(transport), SentIds.NONE, options);
    }

    private static FaceException failure(HttpTransport transport, LayerCall options) {
        return catchThrowableOfType(FaceException.class, () -> exchange(transport, options));
    }
}
