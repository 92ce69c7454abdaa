package io.efface.tencent;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.http.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that responds to every request with the same text, without any check, and records the requests. */
final class CannedServer extends VendorEmulator implements AutoCloseable {
    final List<EmulatorRequest> received = new CopyOnWriteArrayList<>();
    private final EmulatorServer server;
    private volatile EmulatorResponse response = EmulatorResponse.text(200, "application/json", "");

    CannedServer() {
        super("canned", Clock.systemUTC(), new FaceLibrary());
        try {
            server = EmulatorServer.start(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CannedServer respondWith(int status, String body, Map<String, String> headers) {
        EmulatorResponse next = EmulatorResponse.text(status, "application/json", body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            next = next.plusHeader(header.getKey(), header.getValue());
        }
        response = next;
        return this;
    }

    CannedServer respondWith(String body) {
        return respondWith(200, body, Map.of());
    }

    Endpoint endpoint() {
        return Endpoint.parse(server.url());
    }

    EmulatorRequest last() {
        return received.get(received.size() - 1);
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        received.add(request);
        return response;
    }

    @Override
    public void close() {
        server.close();
    }
}
