package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Operation;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Proxy-Authorization",
                "X-TC-Token",
                "x-acs-security-token",
                "x-acs-accesskey-id",
                "x-acs-signature-nonce",
                "Cookie",
                "Set-Cookie",
                "Location",
                "X-Anything-New"
            })
    void isShown_unlistedHeader_isHidden(String header) {
        assertThat(Redaction.isShown(header)).isFalse();
        assertThat(Redaction.show(Headers.of(header, "hidden-text"))).isEqualTo(header + ": <redacted>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "host", "Retry-After", "Date", "x-acs-request-id", "X-TC-RequestId"})
    void isShown_listedHeader_isShown(String header) {
        assertThat(Redaction.show(Headers.of(header, "value"))).isEqualTo(header + ": value");
    }

    @Test
    void show_controlCharacters_areReplaced() {
        Headers headers = new Headers.Builder()
                .addUnsafeNonAscii("Content-Type", "text\u001b[31m")
                .addUnsafeNonAscii("x-request-id", "r\u001b[31m")
                .build();

        assertThat(Redaction.show(headers)).isEqualTo("Content-Type: text?[31m, x-request-id: r?[31m");
        assertThat(Redaction.requestId(headers)).isEmpty();
    }

    @Test
    void exchange_loggedAtTrace_logsNoSecrets() throws IOException {
        RequestSigner signer = (operation, request, body) -> request.newBuilder()
                .header("Authorization", "hidden-text")
                .header("X-Token", "hidden-text")
                .url(request.url()
                        .newBuilder()
                        .addQueryParameter("Signature", "hidden-text")
                        .build())
                .build();
        try (RawServer server = new RawServer((number, request, connection) ->
                        connection.respond(200, "hidden-text", "X-Echo: hidden-text", "x-vendor-request-id: r-77"));
                HttpTransport transport = HttpTransport.open(
                        "vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context())) {
            for (TestApi.Form form : TestApi.Form.values()) {
                transport.exchange(Operation.DELETE_PERSON, form.call(transport), LayerCall.plain());
            }
        }

        assertThat(Files.readString(Path.of("target/test.log")))
                .contains(
                        "acc deletePerson: POST 127.0.0.1:",
                        "/json -> 200 in ",
                        "request r-77",
                        "Authorization: <redacted>")
                .doesNotContain("hidden-text", "p-1", "personId");
    }
}
