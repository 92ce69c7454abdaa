package io.efface.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** An HTTP response and the way in which it is sent. Immutable. */
public final class EmulatorResponse {

    private final int status;
    private final EmulatorHeaders headers;
    private final byte[] body;
    private final Delivery delivery;

    /**
     * Creates a response that is sent at once and completely.
     *
     * @param status HTTP status, 200 to 599
     * @param headers the headers of the vendor; the server adds {@code Content-Length}, {@code Connection}, and the emulator's {@code Date}
     *     if these headers have no {@code Date}
     * @param body the bytes of the body; the array is copied
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

    /** Returns a response with UTF-8 text. */
    public static EmulatorResponse text(int status, String contentType, String body) {
        return new EmulatorResponse(
                status, EmulatorHeaders.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a copy that is sent in another way. */
    public EmulatorResponse delivered(Delivery how) {
        return new EmulatorResponse(status, headers, body, how);
    }

    /** Returns a copy with another header line. */
    public EmulatorResponse plusHeader(String name, String value) {
        return new EmulatorResponse(status, headers.plus(name, value), body, delivery);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers of the vendor. */
    public EmulatorHeaders headers() {
        return headers;
    }

    /** Returns a copy of the body. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the body, decoded as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the way in which the response is sent. */
    public Delivery delivery() {
        return delivery;
    }

    /** Shows only the status and the delivery, because the body may contain ids. */
    @Override
    public String toString() {
        return status + " " + delivery.getClass().getSimpleName();
    }
}
