package io.efface.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listening socket with a full queue, so that the next connection attempt hangs: it neither succeeds nor is rejected. */
final class FullQueue implements AutoCloseable {
    private static final int MOST = 1000;

    private final ServerSocket listening;
    private final List<Socket> queued = new ArrayList<>();

    FullQueue() {
        try {
            listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            while (enqueue()) {
                if (queued.size() > MOST) {
                    throw new AssertionError("the queue does not fill up");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean enqueue() throws IOException {
        Socket socket = new Socket();
        queued.add(socket);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 300);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket each : queued) {
            each.close();
        }
        listening.close();
    }
}
