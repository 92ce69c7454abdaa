package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(Redaction.show(Headers.of(header, "hidden-text"), SentIds.NONE))
                .isEqualTo(header + ": <redacted>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "host", "Retry-After", "Date", "x-acs-request-id", "X-TC-RequestId"})
    void isShown_listedHeader_isShown(String header) {
        assertThat(Redaction.show(Headers.of(header, "value"), SentIds.NONE)).isEqualTo(header + ": value");
    }

    @Test
    void show_controlCharacters_areReplaced() {
        Headers headers = new Headers.Builder()
                .addUnsafeNonAscii("Content-Type", "text\u001b[31m")
                .addUnsafeNonAscii("x-request-id", "r\u001b[31m")
                .build();

        assertThat(Redaction.show(headers, SentIds.NONE))
                .isEqualTo("Content-Type: text?[31m, x-request-id: <redacted>");
        assertThat(Redaction.requestId(headers, SentIds.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, text/html; x=lilei-4711, Content-Type: <redacted>",
        "Content-Type, text/html; x=LiLei-4711, Content-Type: <redacted>",
        "Content-Type, text/html; x=%6cilei%2D4711, Content-Type: <redacted>",
        "Date, face-0815, Date: <redacted>",
        "Retry-After, lilei-4711, Retry-After: <redacted>",
        "Content-Length, 4711, Content-Length: 4711",
        "x-request-id, r-lilei-4711, x-request-id: <redacted>",
        "Content-Type, text/html; x=lilei%252D4711, Content-Type: <redacted>",
        "Content-Type, text/html; p=100%; x=lilei%2D4711, Content-Type: <redacted>",
        "Content-Type, text/html; x=f1, Content-Type: <redacted>",
        "Content-Type, text/html; x=xf1, Content-Type: text/html; x=xf1",
        "lilei-4711, text, <redacted>: <redacted>",
        "X-%6cilei-4711, text, <redacted>: <redacted>"
    })
    void show_headerRepeatsAnId_isHidden(String name, String value, String shown) {
        SentIds ids = SentIds.of(PersonId.of("lilei-4711"), Set.of(FaceId.of("face-0815"), FaceId.of("f1")));

        assertThat(Redaction.show(Headers.of(name, value), ids)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "/people/lilei-4711/faces, /people/<redacted>/faces",
        "/people/Lilei%2D4711, /people/<redacted>",
        "/people:lilei-4711, /<redacted>",
        "/people/, /people/",
        "/, /"
    })
    void path_repeatsAnId_isHidden(String path, String shown) {
        HttpUrl url = HttpUrl.get("https://vendor.example" + path);

        assertThat(Redaction.path(url, SentIds.of(PersonId.of("lilei-4711")))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "42, /people/42/faces, /people/<redacted>/faces",
        "42, /people/person:42, /people/<redacted>",
        "42, /people/person%3A42, /people/<redacted>",
        "42, /people(42), /<redacted>",
        "42, /people/142/v42, /people/142/v42",
        "p1, /people;id=P1;x, /<redacted>",
        "lilei/4711, /people/lilei/4711, /<redacted>",
        "lilei/4711, /people/lilei%2F4711, /people/<redacted>",
        "1, /v1/people/1, /v1/people/<redacted>",
        "lilei-4711, /people/lilei%252D4711, /people/<redacted>",
        "lilei-4711, /people/lilei%25252d4711, /people/<redacted>",
        "lilei 4711, /people/lilei+4711, /people/<redacted>",
        "lilei 4711, /people/lilei%2B4711, /people/<redacted>",
        "42, /people/person%253A42, /people/<redacted>",
        "李雷, /people/%E6%9D%8E%E9%9B%B7, /people/<redacted>",
        "p%1, /people/p%251, /people/<redacted>"
    })
    void path_idIsAPartOfASegmentOrSeveralSegments_isHidden(String person, String path, String shown) {
        HttpUrl url = HttpUrl.get("https://vendor.example" + path);

        assertThat(Redaction.path(url, SentIds.of(PersonId.of(person)))).isEqualTo(shown);
    }

    @Test
    void exchange_loggedAtTrace_logsNoSecrets() throws IOException {
        RequestSigner signer = (operation, request, body) -> SignedRequest.of(request.newBuilder()
                .header("Authorization", "hidden-text")
                .header("X-Token", "hidden-text")
                .url(request.url()
                        .newBuilder()
                        .addQueryParameter("Signature", "hidden-text")
                        .build())
                .build());
        try (RawServer server = new RawServer((number, request, connection) ->
                        connection.respond(200, "hidden-text", "X-Echo: hidden-text", "x-vendor-request-id: r-77"));
                HttpTransport transport = HttpTransport.open(
                        "vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context())) {
            for (TestApi.Form form : TestApi.Form.values()) {
                transport.exchange(Operation.DELETE_PERSON, form.call(transport), SentIds.NONE, LayerCall.plain());
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

    @Test
    void exchange_pathAndResponseRepeatThePerson_areNotLogged() throws IOException {
        RequestSigner signer = (operation, request, body) -> SignedRequest.of(request);
        try (RawServer server = new RawServer((number, request, way) -> way.respond(
                        200,
                        "{}",
                        "x-vendor-request-id: req-lilei-4711-x",
                        "Content-Type: text/lilei-4711",
                        "Date: lilei-4711",
                        "Retry-After: lilei-4711",
                        "X-lilei-4711: 1"));
                HttpTransport transport = HttpTransport.open(
                        "vendor", Transports.PATIENT, server.endpoint(), signer, Transports.context())) {
            HttpResponse response = transport.exchange(
                    Operation.DELETE_PERSON,
                    transport.create(TestApi.class).delete("lilei-4711"),
                    SentIds.of(PersonId.of("lilei-4711")),
                    LayerCall.plain());

            assertThat(response.status()).isEqualTo(200);
        }

        assertThat(Files.readString(Path.of("target/test.log")))
                .contains(
                        "acc deletePerson: DELETE 127.0.0.1:",
                        "/people/<redacted> -> 200 in ",
                        "x-vendor-request-id: <redacted>",
                        "Content-Type: <redacted>",
                        "Date: <redacted>",
                        "Retry-After: <redacted>",
                        "<redacted>: <redacted>")
                .doesNotContain("lilei-4711");
    }
}
