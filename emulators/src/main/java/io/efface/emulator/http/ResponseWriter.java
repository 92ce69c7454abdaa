package io.efface.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes responses to a connection with their {@link Delivery}. Not thread-safe. */
public final class ResponseWriter {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int LINGER_MILLIS = 1_000;
    private static final long MOST_LINGERED = 256L * 1024 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Clock clock;
    private final CountDownLatch closed;

    /**
     * Creates a writer for a connection. A stalled delivery waits until the client closes the connection or {@code closed} is counted down.
     */
    public ResponseWriter(Socket socket, InputStream in, OutputStream out, Clock clock, CountDownLatch closed) {
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.clock = clock;
        this.closed = closed;
    }

    /**
     * Writes one response.
     *
     * @param method method of the request; a response to HEAD has no body
     * @param keepAlive whether the client wants to keep the connection
     * @return whether the connection can be used for another request
     * @throws IOException if the client has closed the connection
     */
    public boolean write(EmulatorResponse response, String method, boolean keepAlive) throws IOException {
        byte[] body = response.body();
        Delivery delivery = response.delivery();
        if (delivery instanceof Delivery.Drop drop) {
            if (drop.reset()) {
                socket.setSoLinger(true, 0);
            }
            return false;
        }
        if (delivery instanceof Delivery.Stall) {
            awaitHangUp();
            return false;
        }
        // A client would not notice that an empty body is truncated, so such a response announces one byte.
        int announced = delivery instanceof Delivery.Truncated ? Math.max(1, body.length) : body.length;
        byte[] head = head(response, announced, keepAlive);
        boolean hasNoBody = method.equals("HEAD") || response.status() == 204 || response.status() == 304;
        if (hasNoBody) {
            out.write(head);
            out.flush();
            return keepAlive;
        }
        if (delivery instanceof Delivery.Truncated truncated) {
            out.write(joined(head, body, Math.max(0, Math.min(truncated.bytes(), body.length - 1))));
            out.flush();
            return false;
        }
        if (delivery instanceof Delivery.Drip drip) {
            return drip(head, body, drip) && keepAlive;
        }
        // Head and body are sent in one write, because the body would otherwise wait for the client's acknowledgement
        // of the head.
        out.write(joined(head, body, body.length));
        out.flush();
        return keepAlive;
    }

    /**
     * Reads the remaining bytes of the client. If the connection were closed with unread bytes, it would be reset, and the client would
     * lose the response.
     */
    public void lingerAfterRejection() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        byte[] ignored = new byte[8192];
        long left = MOST_LINGERED;
        for (int read = in.read(ignored); read >= 0 && left > 0; read = in.read(ignored)) {
            left -= read;
        }
    }

    private boolean drip(byte[] head, byte[] body, Delivery.Drip drip) throws IOException {
        if (drip.bytes() >= body.length) {
            if (isClosedDuringPause(drip)) {
                return false;
            }
            out.write(joined(head, body, body.length));
            out.flush();
            return true;
        }
        out.write(head);
        out.flush();
        int sent = 0;
        while (sent < body.length) {
            if (isClosedDuringPause(drip)) {
                return false;
            }
            int size = Math.min(drip.bytes(), body.length - sent);
            out.write(body, sent, size);
            out.flush();
            sent += size;
        }
        return true;
    }

    private boolean isClosedDuringPause(Delivery.Drip drip) {
        try {
            return closed.await(drip.pause().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for the end of a stall. Reading ends when the client or the server closes the connection. */
    private void awaitHangUp() throws IOException {
        byte[] ignored = new byte[1024];
        socket.setSoTimeout(0);
        int read = in.read(ignored);
        while (read >= 0) {
            read = in.read(ignored);
        }
    }

    private byte[] head(EmulatorResponse response, int length, boolean keepAlive) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(ReasonPhrases.of(response.status()))
                .append("\r\n");
        if (!response.headers().contains("Date")) {
            line(head, "Date", HTTP_DATE.format(clock.instant()));
        }
        for (EmulatorHeaders.Entry entry : response.headers().entries()) {
            line(head, entry.name(), entry.value());
        }
        if (!response.headers().contains("Content-Length") && response.status() != 204) {
            line(head, "Content-Length", Integer.toString(length));
        }
        line(head, "Connection", keepAlive ? "keep-alive" : "close");
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] joined(byte[] head, byte[] body, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + length);
        all.writeBytes(head);
        all.write(body, 0, length);
        return all.toByteArray();
    }
}
