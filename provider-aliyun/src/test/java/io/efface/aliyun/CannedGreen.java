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

/** A server that sends scripted answers in order and records the requests. */
final class CannedGreen extends VendorEmulator implements AutoCloseable {
    static final Instant AT = Instant.parse("2026-03-17T09:30:00Z");
    static final String NONCE = "8f1c2d3e4a5b6c7d8e9f001122334455";
    static final String REQUEST_ID = "36D384DA-8023-4E84-BCFD-0C5581352C16";

    private final EmulatorServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

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

    CannedGreen answers(String body) {
        return answers(200, body);
    }

    CannedGreen answers(int status, String body) {
        return answers(status, body, Map.of());
    }

    CannedGreen answers(int status, String body, Map<String, String> headers) {
        synchronized (answers) {
            answers.add(new Answer(status, body, headers));
        }
        return this;
    }

    List<Asked> asked() {
        synchronized (answers) {
            return List.copyOf(asked);
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
    public EmulatorResponse answer(EmulatorRequest request) {
        Answer answer;
        synchronized (answers) {
            asked.add(new Asked(
                    request.method(),
                    request.path() + (request.query() == null ? "" : "?" + request.query()),
                    request.headers(),
                    request.bodyText()));
            answer = answers.isEmpty() ? new Answer(599, "no answer was scripted", Map.of()) : answers.remove();
        }
        EmulatorResponse reply = EmulatorResponse.text(answer.status, "application/json;charset=utf-8", answer.body);
        for (Map.Entry<String, String> header : answer.headers.entrySet()) {
            reply = reply.plusHeader(header.getKey(), header.getValue());
        }
        return reply;
    }

    @Override
    public void close() {
        server.close();
    }

    /** One request as it arrived. */
    record Asked(String method, String target, EmulatorHeaders headers, String body) {
        String header(String name) {
            return headers.contains(name) ? String.join(" | ", headers.all(name)) : "(absent)";
        }
    }

    private record Answer(int status, String body, Map<String, String> headers) {}
}
