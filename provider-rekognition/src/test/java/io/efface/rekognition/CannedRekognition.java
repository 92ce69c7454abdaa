package io.efface.rekognition;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that sends the prepared responses of each action in order and repeats the last response. It checks nothing and records the
 * requests.
 */
final class CannedRekognition extends VendorEmulator implements AutoCloseable {
    static final String REQUEST_ID = "03507c9b-7e84-11e9-9ad1-854a4567eb71";

    final List<EmulatorRequest> received = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<EmulatorResponse>> responses = new ConcurrentHashMap<>();
    private final EmulatorServer server;

    CannedRekognition() {
        super("canned", Clock.systemUTC(), new FaceLibrary());
        try {
            server = EmulatorServer.start(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CannedRekognition on(String action, String body) {
        return on(action, 200, body);
    }

    CannedRekognition on(String action, int status, String body) {
        return on(
                action,
                EmulatorResponse.text(status, "application/x-amz-json-1.1", body)
                        .plusHeader("x-amzn-RequestId", REQUEST_ID));
    }

    CannedRekognition on(String action, EmulatorResponse response) {
        responses.computeIfAbsent(action, name -> new ArrayDeque<>()).add(response);
        return this;
    }

    /** Adds an error response in the form that the developer guide shows. Its message contains a person's id. */
    CannedRekognition failing(String action, int status, String code) {
        return on(
                action,
                status,
                "{\"__type\":\"" + code + "\",\"Code\":\"" + code
                        + "\",\"Logref\":\"x\",\"Message\":\"alice is at fault\"}");
    }

    Endpoint endpoint() {
        return Endpoint.parse(server.url());
    }

    /** Returns the actions of the requests, in their order. */
    List<String> actions() {
        return received.stream().map(CannedRekognition::action).toList();
    }

    static String action(EmulatorRequest request) {
        return request.headers().firstOrEmpty("X-Amz-Target").replace("RekognitionService.", "");
    }

    @Override
    public synchronized EmulatorResponse respond(EmulatorRequest request) {
        received.add(request);
        Deque<EmulatorResponse> left = responses.getOrDefault(action(request), new ArrayDeque<>());
        if (left.isEmpty()) {
            return EmulatorResponse.text(500, "text/plain", "no prepared response to " + action(request));
        }
        return left.size() == 1 ? left.getFirst() : left.removeFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
