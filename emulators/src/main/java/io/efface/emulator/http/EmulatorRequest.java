package io.efface.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One HTTP request as it stood on the wire: nothing is decoded, so that signatures can be checked. Immutable. */
public final class EmulatorRequest {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final EmulatorHeaders headers;
    private final byte[] body;

    /**
     * Keeps a request.
     *
     * @param method as sent, for example {@code POST}
     * @param path the raw, still percent-encoded path, beginning with {@code /}
     * @param query the raw text after the first {@code ?}, or null when there was no {@code ?}
     * @param headers as sent
     * @param body the bytes after transfer decoding; copied
     * @throws NullPointerException if an argument other than the query is null
     */
    public EmulatorRequest(String method, String path, @Nullable String query, EmulatorHeaders headers, byte[] body) {
        this.method = Objects.requireNonNull(method, "method");
        this.path = Objects.requireNonNull(path, "path");
        this.query = query;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = body.clone();
    }

    /**
     * Returns the hosts that a signature may be over: the Host header as sent, and without its port. A real endpoint of either vendor
     * has no port, and their SDKs of several languages sign the name alone.
     */
    public List<String> signableHosts() {
        String sent = headers.firstOrEmpty("Host");
        String name = PORT.matcher(sent).replaceFirst("");
        return name.equals(sent) ? List.of(sent) : List.of(sent, name);
    }

    /** The method as sent. */
    public String method() {
        return method;
    }

    /** The raw path. */
    public String path() {
        return path;
    }

    /** The raw query without its question mark, or null when there was none. */
    public @Nullable String query() {
        return query;
    }

    /** The headers as sent. */
    public EmulatorHeaders headers() {
        return headers;
    }

    /** A copy of the body's bytes; empty when there was no body. */
    public byte[] body() {
        return body.clone();
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The number of bytes in the body. */
    public int bodyLength() {
        return body.length;
    }

    /** Method and path only: query, headers and body may hold credentials and ids. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
