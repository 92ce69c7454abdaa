package io.efface.testkit.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.tomakehurst.wiremock.http.Fault;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests that WireMock passes requests and responses of the emulator unchanged, and that stubs and verification of WireMock work beside the
 * emulator.
 */
final class EmulatorExtensionTest {
    private static final EchoEmulator ECHO = new EchoEmulator();

    @RegisterExtension
    static final EmulatorExtension vendor = EmulatorExtension.of(ECHO)
            .seed(library -> library.put("p", "f"))
            .journalEntries(3)
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    @BeforeEach
    void deliverWhole() {
        ECHO.delivery.set(new Delivery.Whole());
    }

    @Test
    void request_unusualBytes_reachesTheEmulatorAsSent() throws Exception {
        byte[] body = {0, 1, (byte) 0xff, '{', '\r', '\n', 'x'};
        send(HttpRequest.newBuilder(uri("/a%2Fb/%E4%B8%80//c?x=%20+&y=%2B&flag&x=2"))
                .header("X-Many", "1")
                .header("X-Many", "2")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        EmulatorRequest received = ECHO.last.get();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.path()).isEqualTo("/a%2Fb/%E4%B8%80//c");
        assertThat(received.query()).isEqualTo("x=%20+&y=%2B&flag&x=2");
        assertThat(received.headers().all("x-many")).containsExactly("1", "2");
        assertThat(received.headers().first("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(received.headers().first("Host"))
                .isEqualTo("127.0.0.1:" + vendor.wireMock().port());
        assertThat(received.body()).isEqualTo(body);
    }

    @Test
    void request_form_keepsItsBody() throws Exception {
        send(HttpRequest.newBuilder(uri("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=DeletePerson&PersonId=a%26b+c")));
        assertThat(ECHO.last.get().bodyText()).isEqualTo("Action=DeletePerson&PersonId=a%26b+c");
        assertThat(ECHO.last.get().query()).isNull();
    }

    @Test
    void respond_whole_arrivesAsGiven() throws Exception {
        HttpResponse<String> response = get("/x");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo(EchoEmulator.BODY);
        assertThat(response.headers().allValues("X-Vendor")).containsExactly("one", "two");
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json; charset=utf-8");
        assertThat(response.headers().allValues("Date")).containsExactly("Sat, 29 Feb 2020 12:34:56 GMT");
    }

    @Test
    void respond_dropped_endsTheConnection() {
        ECHO.delivery.set(new Delivery.Drop(false));
        assertThatIOException().isThrownBy(() -> get("/x"));
        ECHO.delivery.set(new Delivery.Drop(true));
        assertThatIOException().isThrownBy(() -> get("/x"));
    }

    @Test
    void respond_truncated_isNeverWhole() {
        ECHO.delivery.set(new Delivery.Truncated(5));
        assertThatIOException().isThrownBy(() -> get("/x"));
    }

    @Test
    void respond_dripped_arrivesSlowlyAndWhole() throws Exception {
        ECHO.delivery.set(new Delivery.Drip(10, Duration.ofMillis(100)));
        long began = System.nanoTime();
        assertThat(get("/x").body()).isEqualTo(EchoEmulator.BODY);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(200));
        ECHO.delivery.set(new Delivery.Drip(Integer.MAX_VALUE, Duration.ofMillis(300)));
        began = System.nanoTime();
        assertThat(get("/x").body()).isEqualTo(EchoEmulator.BODY);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void respond_stalled_hasNoResponseAndOtherRequestsWork() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/stalled"))
                .timeout(Duration.ofSeconds(60))
                .build();
        CompletableFuture<HttpResponse<String>> stalled =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        assertThat(ECHO.stalled.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get("/other").statusCode()).isEqualTo(202);
        assertThat(stalled).isNotDone();
        Throwable end = null;
        for (int i = 0; end == null && i < 200; i++) {
            // This ends the stall, like the end of a test. Repeats it, because the request may not have reached the
            // stall yet.
            vendor.afterEach(null);
            try {
                end = stalled.handle((response, error) -> error).get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertThat(stalled).isNotDone();
            }
        }
        assertThat(end).isNotNull().hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void stub_ofTheTest_hasPriorityOverTheEmulator() throws Exception {
        vendor.wireMock()
                .stubFor(any(urlEqualTo("/mine")).willReturn(aResponse().withStatus(418)));
        assertThat(get("/mine").statusCode()).isEqualTo(418);
        assertThat(get("/other").statusCode()).isEqualTo(202);
    }

    @Test
    void stub_faultOfWireMock_hasPriorityOverTheEmulator() throws Exception {
        vendor.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
        assertThatIOException().isThrownBy(() -> get("/x"));
    }

    @Test
    void verify_afterCalls_seesThem() throws Exception {
        get("/seen?a=1");
        vendor.wireMock().verify(1, getRequestedFor(urlEqualTo("/seen?a=1")));
        vendor.wireMock().verify(0, postRequestedFor(urlPathEqualTo("/seen")));
    }

    @Test
    void journal_manyCalls_isCapped() throws Exception {
        for (int i = 0; i < 8; i++) {
            get("/x" + i);
        }
        // WireMock removes old entries of the journal before it adds the latest entry.
        assertThat(vendor.wireMock().getAllServeEvents()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void beforeEach_afterChanges_restoresTheInitialState() throws Exception {
        vendor.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        vendor.emulator().library().clear();
        vendor.emulator().library().put("q", "g");
        vendor.beforeEach(null);
        assertThat(vendor.emulator().library().snapshot())
                .singleElement()
                .satisfies(person -> assertThat(person.id()).isEqualTo("p"));
        assertThat(get("/x").statusCode()).isEqualTo(202);
        vendor.wireMock().verify(1, getRequestedFor(anyUrl()));
    }

    @Test
    void stubs_resetByTheTest_leaveTheEmulator() throws Exception {
        vendor.wireMock().stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        assertThat(get("/x").statusCode()).isEqualTo(500);
        vendor.wireMock().resetAll();
        assertThat(get("/x").statusCode()).isEqualTo(202);
        vendor.wireMock().resetMappings();
        assertThat(get("/x").statusCode()).isEqualTo(202);
    }

    @Test
    void url_always_isLoopback() throws Exception {
        assertThat(vendor.url()).matches("http://127\\.0\\.0\\.1:[0-9]+");
        assertThat(InetAddress.getByName(URI.create(vendor.url()).getHost()).isLoopbackAddress())
                .isTrue();
        assertThat(vendor.account("cn"))
                .containsOnlyKeys("efface.accounts.cn.endpoint")
                .containsValue(vendor.url());
    }

    @Test
    void wireMock_outsideATest_reportsWhy() {
        EmulatorExtension unused = EmulatorExtension.green().build();
        assertThatIllegalStateException().isThrownBy(unused::wireMock).withMessageContaining("@RegisterExtension");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmulatorExtension.iai().journalEntries(0));
    }

    @Test
    void instanceField_eachTest_hasAServerOfItsOwn() {
        EmulatorExtension perTest = EmulatorExtension.green().build();
        perTest.beforeEach(null);
        int port = perTest.wireMock().port();
        assertThat(port).isPositive();
        assertThat(perTest.account("a"))
                .containsEntry("efface.accounts.a.provider", "aliyun")
                .containsEntry("efface.accounts.a.endpoint", "http://127.0.0.1:" + port);
        perTest.afterEach(null);
        assertThatIllegalStateException().isThrownBy(perTest::url);
    }

    private HttpResponse<String> get(String target) throws Exception {
        return send(HttpRequest.newBuilder(uri(target)).GET());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static URI uri(String target) {
        return URI.create(vendor.url() + target);
    }
}
