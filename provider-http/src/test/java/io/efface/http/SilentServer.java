package io.efface.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback that accepts connections, waits for the first byte, and never sends a byte. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Runnable onFirstByte;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SilentServer(Runnable onFirstByte) {
        this.onFirstByte = onFirstByte;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                if (socket.getInputStream().read() >= 0) {
                    onFirstByte.run();
                }
            }
        } catch (IOException e) {
            // The server was closed.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
