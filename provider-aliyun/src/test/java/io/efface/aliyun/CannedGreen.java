package io.efface.aliyun;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.http.Endpoint;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A server that sends scripted responses in order and records the requests. */
final class CannedGreen extends VendorEmulator implements AutoCloseable {
    static final Instant AT = Instant.parse("2026-03-17T09:30:00Z");
    static final String NONCE = "8f1c2d3e4a5b6c7d8e9f001122334455";
    static final String REQUEST_ID = "36D384DA-8023-4E84-BCFD-0C5581352C16";

    private final EmulatorServer server;
    private final Deque<CannedResponse> responses = new ArrayDeque<>();
    private final List<ReceivedRequest> received = new ArrayList<>();

    CannedGreen() {
        super("canned", Clock.fixed(AT, ZoneOffset.UTC), new FaceLibrary());
        try {
            server = EmulatorServer.start(this);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Endpoint endpoint() {
        return Endpoint.parse(server.url());
    }

    CannedGreen respondWith(String body) {
        return respondWith(200, body);
    }

    CannedGreen respondWith(int status, String body) {
        return respondWith(status, body, Map.of());
    }

    CannedGreen respondWith(int status, String body, Map<String, String> headers) {
        synchronized (responses) {
            responses.add(new CannedResponse(status, body, headers));
        }
        return this;
    }

    List<ReceivedRequest> received() {
        synchronized (responses) {
            return List.copyOf(received);
        }
    }

    /** Opens a repository with the clock and nonce of the vendor's sample requests. */
    TestAccount open() {
        return open(AliyunConfig.builder().credentials(AliyunCredentials.of("testAccessKeyId", "testAccessKeySecret")));
    }

    TestAccount open(AliyunConfig.Builder config) {
        return open(config, Clock.fixed(AT, ZoneOffset.UTC));
    }

    TestAccount open(AliyunConfig.Builder config, Clock clock) {
        return TestAccount.open(
                config.endpoint(endpoint()).build(), OpenContext.of("cn-main", clock, fixedNonce(), Map.of()));
    }

    static RandomGenerator fixedNonce() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 4;
            }

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(HexFormat.of().parseHex(NONCE), 0, bytes, 0, bytes.length);
            }
        };
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        CannedResponse canned;
        synchronized (responses) {
            received.add(new ReceivedRequest(
                    request.method(),
                    request.path() + (request.query() == null ? "" : "?" + request.query()),
                    request.headers(),
                    request.bodyText()));
            canned = responses.isEmpty()
                    ? new CannedResponse(599, "no response was scripted", Map.of())
                    : responses.remove();
        }
        EmulatorResponse response = EmulatorResponse.text(canned.status, "application/json;charset=utf-8", canned.body);
        for (Map.Entry<String, String> header : canned.headers.entrySet()) {
            response = response.plusHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    @Override
    public void close() {
        server.close();
    }

    /** A request as it arrived. */
    record ReceivedRequest(String method, String target, EmulatorHeaders headers, String body) {
        String header(String name) {
            return headers.contains(name) ? String.join(" | ", headers.all(name)) : "(absent)";
        }
    }

    private record CannedResponse(int status, String body, Map<String, String> headers) {}
}
