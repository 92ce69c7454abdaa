package io.efface.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One HTTP answer and the way it reaches the client. Immutable. */
public final class EmulatorResponse {

    private final int status;
    private final EmulatorHeaders headers;
    private final byte[] body;
    private final Delivery delivery;

    /**
     * Keeps an answer that is delivered whole.
     *
     * @param status HTTP status, 200 to 599
     * @param headers what the vendor adds; the front itself adds {@code Content-Length}, {@code Connection}, and the
     *     emulator's {@code Date} unless one is given here
     * @param body copied
     * @throws IllegalArgumentException if the status is outside 200 to 599
     */
    public EmulatorResponse(int status, EmulatorHeaders headers, byte[] body) {
        this(status, headers, body, new Delivery.Whole());
    }

    private EmulatorResponse(int status, EmulatorHeaders headers, byte[] body, Delivery delivery) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("HTTP status " + status + " is outside 200 to 599");
        }
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = body.clone();
        this.delivery = Objects.requireNonNull(delivery, "delivery");
    }

    /** An answer of UTF-8 text. */
    public static EmulatorResponse text(int status, String contentType, String body) {
        return new EmulatorResponse(
                status, EmulatorHeaders.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer, delivered in another way. */
    public EmulatorResponse delivered(Delivery how) {
        return new EmulatorResponse(status, headers, body, how);
    }

    /** The same answer with one header line more. */
    public EmulatorResponse plusHeader(String name, String value) {
        return new EmulatorResponse(status, headers.plus(name, value), body, delivery);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The vendor's headers. */
    public EmulatorHeaders headers() {
        return headers;
    }

    /** A copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How the answer reaches the client. */
    public Delivery delivery() {
        return delivery;
    }

    /** Status and delivery only: the body may hold ids. */
    @Override
    public String toString() {
        return status + " " + delivery.getClass().getSimpleName();
    }
}
