package io.efface.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards TCP connections to a server of this machine, and can stop forwarding without closing them. */
final class StallingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object monitor = new Object();
    private boolean isStalled;

    StallingProxy(int server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void stall() {
        setStalled(true);
    }

    void forward() {
        setStalled(false);
    }

    private void setStalled(boolean stalled) {
        synchronized (monitor) {
            isStalled = stalled;
            monitor.notifyAll();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "stalling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket target = new Socket(InetAddress.getByName("localhost"), server);
                sockets.add(client);
                sockets.add(target);
                start(() -> pump(client, target));
                start(() -> pump(target, client));
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitForwarding();
                out.write(buffer, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            // One of the sides has closed the connection.
        }
    }

    private void awaitForwarding() throws InterruptedException {
        synchronized (monitor) {
            while (isStalled) {
                monitor.wait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        forward();
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
