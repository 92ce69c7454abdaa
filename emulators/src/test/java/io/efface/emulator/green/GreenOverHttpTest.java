package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the emulator with its server, through the client of the JDK, which offers an upgrade to HTTP/2. */
@NullUnmarked
@Timeout(120)
class GreenOverHttpTest {

    private final GreenEmulator green =
            GreenEmulator.builder().key(GreenRequests.ID, GreenRequests.SECRET).build();
    private final HttpClient client = HttpClient.newHttpClient();
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmulatorServer.start(green);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CompletableFuture<HttpResponse<String>> delete(String personId) {
        EmulatorRequest signed = GreenRequests.deletePerson(Clock.systemUTC().instant(), personId);
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(server.url() + signed.path()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(signed.body()));
        for (EmulatorHeaders.Entry header : signed.headers().entries()) {
            // V1 does not sign Host, and this client sets it by itself.
            if (!header.name().equals("Host")) {
                http.header(header.name(), header.value());
            }
        }
        return client.sendAsync(http.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void deletePerson_manyConcurrentCalls_eachPersonIsDeletedOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            green.library().put("p" + i, "f");
        }
        for (int i = 0; i < 200; i++) {
            calls.add(delete("p" + i % 100));
        }

        int deleted = 0;
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            String body = call.get(60, TimeUnit.SECONDS).body();
            assertThat(body).containsAnyOf("\"deleteCount\":1", "\"code\":400");
            deleted += body.contains("\"deleteCount\":1") ? 1 : 0;
        }
        assertThat(deleted).isEqualTo(100);
        assertThat(green.library().size()).isZero();
        assertThat(green.calls().count("DeletePerson")).isEqualTo(200);
    }

    @Test
    void deletePerson_droppedAfterTheEffect_isDeletedWithoutAResponse() {
        green.library().put("p1", "f");
        green.faults().always(Fault.drop(Fault.When.AFTER_EFFECT));

        assertThatThrownBy(() -> delete("p1").get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(green.library().size()).isZero();
    }

    @Test
    void deletePerson_responseIsTruncated_failsWithAnIOException() {
        green.library().put("p1", "f");
        green.faults().next(Fault.truncate(10));

        assertThatThrownBy(() -> delete("p1").get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void people_afterADeletion_areThePeopleThatRemain() throws Exception {
        green.library().put("p1", "f");
        green.library().put("p2", "31842550077981747");
        delete("p1").get(60, TimeUnit.SECONDS);

        String people = client.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/__efface/people"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(people).isEqualTo("{\"people\":[{\"person_id\":\"p2\",\"face_ids\":[\"31842550077981747\"]}]}");
        assertThat(green.calls().count()).isEqualTo(1);
    }

    @Test
    void respond_randomRequests_neverThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] paths = {"/", "/green/sface/person/delete", "/green/sface/face/delete", "/green/sface/faces", "/%"};
        String[] names = {"Authorization", "Date", "x-acs-date", "x-acs-version", "Accept", "x-acs-signature-nonce"};
        String[] values = {
            "",
            "acs a:b",
            "acs " + GreenRequests.ID + ":x",
            "ACS3-HMAC-SHA256 ",
            "2018-05-09",
            "ACS3-HMAC-SHA256 Credential=" + GreenRequests.ID + ",SignedHeaders=;;,Signature=="
        };
        for (int i = 0; i < 20_000; i++) {
            List<EmulatorHeaders.Entry> headers = new ArrayList<>();
            for (int j = random.nextInt(8); j > 0; j--) {
                headers.add(new EmulatorHeaders.Entry(
                        names[random.nextInt(names.length)], values[random.nextInt(values.length)]));
            }
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            EmulatorRequest request = new EmulatorRequest(
                    random.nextBoolean() ? "POST" : "X",
                    paths[random.nextInt(paths.length)],
                    random.nextBoolean() ? null : new String(body, StandardCharsets.ISO_8859_1),
                    EmulatorHeaders.of(headers),
                    body);

            assertThatCode(() -> assertThat(green.respond(request).status()).isGreaterThanOrEqualTo(400))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }
}
