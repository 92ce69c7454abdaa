package io.efface.quota.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay between a store and its server on the loopback address. It simulates a network that can stall and break. */
public final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private boolean stalled;

    /** Opens a relay to a server on the loopback address. */
    public Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("relay", this::accept);
    }

    /** Returns the port of the relay. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Stops forwarding bytes, like a server that does not respond. Connections are still accepted. */
    public void stall() {
        synchronized (lock) {
            stalled = true;
        }
    }

    /** Forwards bytes again. */
    public void resume() {
        synchronized (lock) {
            stalled = false;
            lock.notifyAll();
        }
    }

    /** Breaks all connections. New connections are accepted. */
    public void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket();
                sockets.addAll(List.of(client, server));
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                start("relay there", () -> pump(client, server));
                start("relay back", () -> pump(server, client));
            } catch (IOException e) {
                // The relay is closed, or the server has stopped. The client of the connection notices the failure.
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitPassage();
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One connection broke. The other connection is closed, too, so that its program notices the failure.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPassage() throws InterruptedException {
        synchronized (lock) {
            while (stalled) {
                lock.wait();
            }
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        resume();
    }
}
