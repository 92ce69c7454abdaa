package io.efface.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A server on loopback that counts the bytes it receives and sends scripted bytes. */
final class RawServer implements AutoCloseable {
    private static final int LONGEST_WAIT_SECONDS = 60;

    private final ServerSocket listening;
    private final Script script;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RawServer(Script script) {
        this(ServerSocketFactory.getDefault(), script);
    }

    RawServer(ServerSocketFactory sockets, Script script) {
        this.script = script;
        try {
            this.listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    Endpoint endpoint() {
        return Endpoint.parse("http://127.0.0.1:" + port());
    }

    /** Returns the requests of all connections, without those whose headers did not arrive completely. */
    List<Received> received() {
        return received;
    }

    int connections() {
        return connections.get();
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (stopped.getCount() > 0) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                connections.incrementAndGet();
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Connection connection = new Connection(socket);
            for (Received request = read(in); request != null; request = read(in)) {
                received.add(request);
                script.response(received.size(), request, connection);
            }
        } catch (IOException e) {
            // The client closed the connection, or a handshake failed. The tests check the client's side only.
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable Received read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon < 0) {
                // Not HTTP, for example the first message of a TLS handshake.
                return null;
            }
            headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Received(line, headers, ByteString.of(in.readNBytes(length)));
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return text.toString();
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }

    /** A request as it arrived. */
    record Received(String line, Map<String, String> headers, ByteString content) {
        String text() {
            return content.utf8();
        }
    }

    /** Decides how the server responds to a request. */
    interface Script {
        void response(int number, Received request, Connection connection) throws IOException;
    }

    /** The connection to the client. */
    final class Connection {
        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        void bytes(byte[] some) throws IOException {
            out.write(some);
            out.flush();
        }

        void text(String some) throws IOException {
            bytes(some.getBytes(StandardCharsets.UTF_8));
        }

        void respond(int status, String body, String... headers) throws IOException {
            respond(status, body.getBytes(StandardCharsets.UTF_8), headers);
        }

        void respond(int status, byte[] body, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append(String.format(Locale.ROOT, "Content-Length: %d%n", body.length)
                            .replace("\n", "\r\n"))
                    .append("\r\n");
            text(head.toString());
            bytes(body);
        }

        void drop() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Sends nothing until the server is closed. */
        void stall() {
            await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        }

        /** Sends one byte of a response every few milliseconds, until the client or the server closes the connection. */
        void drip(Runnable afterSome) throws IOException {
            text("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            for (int sent = 0; !await(20, TimeUnit.MILLISECONDS); sent++) {
                text(" ");
                if (sent == 3) {
                    afterSome.run();
                }
            }
        }

        private boolean await(long time, TimeUnit unit) {
            try {
                return stopped.await(time, unit);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
