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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningInterceptorTest {
    static Stream<Arguments> statuses() {
        return Stream.of(TestApi.Form.values())
                .flatMap(form -> Stream.of(
                        Arguments.of(form, 503, "X-None: 1"),
                        Arguments.of(form, 503, "Retry-After: 0"),
                        Arguments.of(form, 408, "X-None: 1"),
                        Arguments.of(form, 408, "Retry-After: 0"),
                        Arguments.of(form, 401, "WWW-Authenticate: Basic realm=\"x\""),
                        Arguments.of(form, 407, "Proxy-Authenticate: Basic realm=\"x\""),
                        Arguments.of(form, 421, "X-None: 1"),
                        Arguments.of(form, 300, "Location: /elsewhere"),
                        Arguments.of(form, 301, "Location: /elsewhere"),
                        Arguments.of(form, 302, "Location: /elsewhere"),
                        Arguments.of(form, 303, "Location: /elsewhere"),
                        Arguments.of(form, 307, "Location: /elsewhere"),
                        Arguments.of(form, 308, "Location: /elsewhere"),
                        Arguments.of(form, 302, "Location: https://example.invalid/")));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void exchange_statusAfterWhichClientsUsuallyRepeat_sendsOneRequest(TestApi.Form form, int status, String header)
            throws IOException {
        try (RawServer server =
                        new RawServer((number, request, connection) -> connection.respond(status, "<html>", header));
                HttpTransport transport = Transports.patient(server.endpoint())) {
            HttpResponse response =
                    transport.exchange(Operation.DELETE_PERSON, form.call(transport), SentIds.NONE, LayerCall.plain());

            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body().utf8()).isEqualTo("<html>");
            assertThat(response.header(header.substring(0, header.indexOf(':'))))
                    .isPresent();
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestApi.Form.class)
    void exchange_newConnectionDropped_sendsOneRequestOfUnknownEffect(TestApi.Form form) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.drop());
                HttpTransport transport = Transports.patient(server.endpoint())) {
            FaceException failure = failure(form, transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(failure.advice()).isEqualTo(RetryAdvice.BACKOFF);
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(server.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestApi.Form.class)
    void exchange_reusedConnectionDropped_sendsOneRequestOfUnknownEffect(TestApi.Form form) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    if (number == 1) {
                        connection.respond(200, "{}");
                    } else {
                        connection.drop();
                    }
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            transport.exchange(Operation.DELETE_PERSON, form.call(transport), SentIds.NONE, LayerCall.plain());
            FaceException failure = failure(form, transport);

            assertThat(failure.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(server.received()).hasSize(2);
            assertThat(server.connections())
                    .as("the second request used the connection of the first")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestApi.Form.class)
    void exchange_reusedConnectionReset_sendsOneRequest(TestApi.Form form) throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> {
                    if (number == 1) {
                        connection.respond(200, "{}");
                    } else {
                        connection.reset();
                    }
                });
                HttpTransport transport = Transports.patient(server.endpoint())) {
            transport.exchange(Operation.DELETE_PERSON, form.call(transport), SentIds.NONE, LayerCall.plain());
            FaceException failure = failure(form, transport);

            assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
            assertThat(server.received()).hasSize(2);
        }
    }

    private static FaceException failure(TestApi.Form form, HttpTransport transport) {
        return catchThrowableOfType(
                FaceException.class,
                () -> transport.exchange(
                        Operation.DELETE_PERSON, form.call(transport), SentIds.NONE, LayerCall.plain()));
    }
}
