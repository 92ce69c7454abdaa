package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.emulator.http.MalformedRequestException;
import io.efface.emulator.http.RequestReader;
import io.efface.emulator.http.ResponseWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an emulator on 127.0.0.1 over HTTP/1.1 with keep-alive and concurrent connections. {@code GET /__efface/people} returns the stored
 * people and needs no signature. Thread-safe.
 *
 * <p>{@code com.sun.net.httpserver} is not used for two reasons. It overwrites the {@code Date} header, from which clients learn the
 * vendor's time (tried on JDK 17 and 25). And it cannot break a connection deliberately.
 */
public final class EmulatorServer implements AutoCloseable {

    /** The maximum size of a request body in bytes. The gateways of Green and IAI accept at most 10 MB. */
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(EmulatorServer.class);
    private static final int IDLE_MILLIS = 300_000;
    private static final int BACKLOG = 512;
    private static final long CLOSE_SECONDS = 10;

    private final VendorEmulator emulator;
    private final ServerSocket listener;
    private final ExecutorService threads;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong vendorRequests = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    private EmulatorServer(VendorEmulator emulator, ServerSocket listener) {
        this.emulator = emulator;
        this.listener = listener;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "efface-emulator-" + emulator.name() + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a server on a free port of 127.0.0.1.
     *
     * @throws IOException if no port can be opened
     */
    public static EmulatorServer start(VendorEmulator emulator) throws IOException {
        return start(emulator, 0);
    }

    /**
     * Starts a server on a port of 127.0.0.1.
     *
     * @param port 1 to 65535, or 0 for a free port
     * @throws IOException if the port cannot be opened
     * @throws IllegalArgumentException if the port is outside 0 to 65535
     */
    public static EmulatorServer start(VendorEmulator emulator, int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(
                    new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port),
                    BACKLOG);
            EmulatorServer server = new EmulatorServer(emulator, listener);
            server.threads.execute(server::accept);
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** Returns the URL to which clients send requests. The URL has no final slash, for example {@code http://127.0.0.1:18080}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Returns the port of the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the number of complete requests to the emulated vendor. Requests to {@code /__efface/} are not counted. */
    public long requests() {
        return vendorRequests.get();
    }

    /** Returns the number of accepted connections. */
    public long connectionsAccepted() {
        return accepted.get();
    }

    /** Returns the number of open connections. */
    public int connectionsOpen() {
        return connections.size();
    }

    /** Closes all connections, including stalled ones, and waits for their threads. Further calls do nothing. */
    @Override
    public void close() {
        closed.countDown();
        quietly(listener::close);
        for (Socket connection : connections) {
            quietly(connection::close);
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                serve(listener.accept());
            } catch (IOException e) {
                if (closed.getCount() > 0) {
                    LOG.warn("{} emulator could not accept a connection: {}", emulator.name(), e.toString());
                }
            }
        }
    }

    private void serve(Socket connection) {
        accepted.incrementAndGet();
        connections.add(connection);
        try {
            threads.execute(() -> serveConnection(connection));
        } catch (RejectedExecutionException e) {
            closeConnection(connection);
        }
        if (closed.getCount() == 0) {
            closeConnection(connection);
        }
    }

    private void serveConnection(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            RequestReader reader = new RequestReader(in, out, MAX_BODY_BYTES);
            ResponseWriter writer = new ResponseWriter(connection, in, out, emulator.clock(), closed);
            boolean isOpen = true;
            while (isOpen) {
                isOpen = exchange(reader, writer);
            }
        } catch (IOException e) {
            LOG.debug("{} emulator lost a connection: {}", emulator.name(), e.toString());
        } finally {
            closeConnection(connection);
        }
    }

    private boolean exchange(RequestReader reader, ResponseWriter writer) throws IOException {
        RequestReader.Received received;
        try {
            received = reader.next();
        } catch (MalformedRequestException e) {
            writer.write(
                    EmulatorResponse.text(e.status(), "text/plain; charset=utf-8", e.getMessage() + "\n"), "", false);
            writer.lingerAfterRejection();
            return false;
        }
        if (received == null) {
            return false;
        }
        EmulatorRequest request = received.request();
        return writer.write(respond(request), request.method(), received.keepAlive());
    }

    private EmulatorResponse respond(EmulatorRequest request) {
        if (request.path().startsWith(PeopleEndpoint.PREFIX)) {
            return PeopleEndpoint.respond(request, emulator.library());
        }
        vendorRequests.incrementAndGet();
        try {
            return emulator.respond(request);
        } catch (RuntimeException e) {
            // The message of the exception is not logged, because it may contain parts of the request.
            LOG.error(
                    "{} emulator has a defect: {}",
                    emulator.name(),
                    e.getClass().getName());
            return EmulatorResponse.text(500, "text/plain; charset=utf-8", "the emulator has a defect\n");
        }
    }

    private void closeConnection(Socket connection) {
        connections.remove(connection);
        quietly(connection::close);
    }

    private interface Closing {
        void run() throws IOException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.run();
        } catch (IOException e) {
            LOG.debug("closing failed: {}", e.toString());
        }
    }
}
