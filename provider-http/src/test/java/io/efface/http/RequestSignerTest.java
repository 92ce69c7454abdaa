package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Cancellation;
import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.http.signing.Digests;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestSignerTest {
    private final RawServer server = new RawServer((number, request, connection) -> connection.respond(200, "{}"));

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void exchange_signed_sendsTheRequestThatTheSignerReturns() {
        MediaType ignored = MediaType.get("text/plain");
        RequestSigner signer = (operation, request, body) -> SignedRequest.of(request.newBuilder()
                .url(request.url()
                        .newBuilder()
                        .addQueryParameter("op", operation.spelling())
                        .build())
                .header("X-Signed-Host", request.header("Host"))
                .header("X-Signed-Type", request.header("Content-Type"))
                .header("X-Signed-Hash", Digests.sha256Hex(body))
                .post(RequestBody.create("changed", ignored))
                .build());
        try (HttpTransport transport =
                HttpTransport.open("vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context())) {
            exchange(transport, LayerCall.plain());
            exchange(transport, LayerCall.plain());
        }

        assertThat(server.received()).hasSize(2).allSatisfy(request -> {
            assertThat(request.line()).isEqualTo("POST /json?op=deletePerson HTTP/1.1");
            assertThat(request.text()).isEqualTo("changed");
            assertThat(request.headers())
                    .containsEntry("X-Signed-Host", "127.0.0.1:" + server.port())
                    .containsEntry("X-Signed-Type", "application/json; charset=UTF-8")
                    .containsEntry("Content-Type", "application/json; charset=UTF-8")
                    .containsEntry("X-Signed-Hash", Digests.sha256Hex("{\"personId\":\"p-1\"}"));
        });
    }

    @Test
    void exchange_signerThrowsFaceException_isThrownWithoutSending() {
        FaceException failure = failureOf((operation, request, body) -> {
            throw FaceException.of(operation, ErrorKind.UNAUTHENTICATED)
                    .advice(RetryAdvice.NEVER)
                    .detail("no credentials")
                    .build();
        });

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(failure).hasMessage("deletePerson: UNAUTHENTICATED (vendor): no credentials");
        assertThat(failure.account()).contains("acc");
        assertNothingSent(failure);
    }

    @Test
    void exchange_signerThrowsAnotherException_isConfigurationErrorWithoutItsMessage() {
        FaceException failure = failureOf((operation, request, body) -> SignedRequest.of(
                request.newBuilder().header("X-Token", "tell\nnobody").build()));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.getMessage()).doesNotContain("nobody");
        assertThat(failure).hasNoCause();
        assertNothingSent(failure);
    }

    @Test
    void exchange_signerChangesTheHost_isRejectedWithoutSending() {
        FaceException failure = failureOf((operation, request, body) ->
                SignedRequest.of(request.newBuilder().url("http://example.com/").build()));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertNothingSent(failure);
    }

    @Test
    void exchange_cancelledWhileSigning_endsAndNeverSends() throws Exception {
        CountDownLatch signing = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        RequestSigner slow = (operation, request, body) -> {
            signing.countDown();
            await(released);
            return SignedRequest.of(request);
        };
        Cancellation cancellation = new Cancellation();
        try (HttpTransport transport = transport(slow)) {
            CompletableFuture<FaceException> failure = CompletableFuture.supplyAsync(
                    () -> failure(transport, LayerCall.plain().withCancellation(cancellation)));
            await(signing);
            cancellation.cancel();

            assertThat(failure.get(30, TimeUnit.SECONDS).kind()).isEqualTo(ErrorKind.CANCELLED);
            assertNothingSent(failure.join());
            released.countDown();
            exchange(transport, LayerCall.plain());
            assertThat(server.received())
                    .as("only the request of the later call")
                    .hasSize(1);
        }
    }

    @Test
    void exchange_signingExceedsTheCallTimeout_isNotReportedAsAVendorTimeout() {
        Duration allowed = Duration.ofMillis(200);
        while (!endsWhileSigning(allowed)) {
            allowed = allowed.multipliedBy(4);
        }
    }

    /** Returns false if the timeout ended before the signing began. Such a run proves nothing. */
    private boolean endsWhileSigning(Duration allowed) {
        CountDownLatch signing = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        RequestSigner slow = (operation, request, body) -> {
            signing.countDown();
            await(released);
            return SignedRequest.of(request);
        };
        HttpSettings impatient = HttpSettings.builder().callTimeout(allowed).build();
        try (HttpTransport transport =
                HttpTransport.open("vendor", impatient, server.endpoint(), slow, Transports.context())) {
            FaceException failure = failure(transport, LayerCall.plain());
            if (signing.getCount() > 0 && allowed.compareTo(Duration.ofSeconds(10)) < 0) {
                return false;
            }
            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("no credentials for the signature");
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(failure.classification()).isEqualTo(Classification.CREDENTIALS);
            assertNotSent(failure);
            return true;
        } finally {
            released.countDown();
        }
    }

    @Test
    void exchange_deadlineWhileSigning_endsAndNeverSends() {
        CountDownLatch released = new CountDownLatch(1);
        RequestSigner slow = (operation, request, body) -> {
            await(released);
            return SignedRequest.of(request);
        };
        try (HttpTransport transport = transport(slow)) {
            FaceException failure = failure(
                    transport,
                    LayerCall.plain().withDeadline(Clock.systemUTC().instant().plusMillis(200)));

            assertThat(failure.kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
            assertNothingSent(failure);
        } finally {
            released.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpTransport transport(RequestSigner signer) {
        return HttpTransport.open("vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context());
    }

    private FaceException failureOf(RequestSigner signer) {
        try (HttpTransport transport = transport(signer)) {
            return failure(transport, LayerCall.plain());
        }
    }

    private void assertNothingSent(FaceException failure) {
        assertNotSent(failure);
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
        assertThat(failure.classification()).isEqualTo(Classification.LOCAL);
    }

    private void assertNotSent(FaceException failure) {
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
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
