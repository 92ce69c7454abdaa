package io.efface.emulator.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An HTTP request exactly as it was received. Nothing is decoded, so that signatures can be checked. Immutable. */
public final class EmulatorRequest {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final EmulatorHeaders headers;
    private final byte[] body;

    /**
     * Creates a request.
     *
     * @param method the method, for example {@code POST}
     * @param path the raw, still percent-encoded path, beginning with {@code /}
     * @param query the raw text after the first {@code ?}, or null if there was no {@code ?}
     * @param headers the received headers
     * @param body the bytes after transfer decoding; the array is copied
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
     * Returns the hosts that a client may have signed: the received Host header, and this host without its port. The vendors' real
     * endpoints have no port, and the vendors' SDKs of several languages sign only the name.
     */
    public List<String> signableHosts() {
        String sent = headers.firstOrEmpty("Host");
        String name = PORT.matcher(sent).replaceFirst("");
        return name.equals(sent) ? List.of(sent) : List.of(sent, name);
    }

    /** Returns the received method. */
    public String method() {
        return method;
    }

    /** Returns the raw path. */
    public String path() {
        return path;
    }

    /** Returns the raw query without its question mark, or null if there was none. */
    public @Nullable String query() {
        return query;
    }

    /** Returns the received headers. */
    public EmulatorHeaders headers() {
        return headers;
    }

    /** Returns a copy of the body, possibly empty. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the body, decoded as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the number of bytes in the body. */
    public int bodyLength() {
        return body.length;
    }

    /** Shows only the method and the path, because query, headers and body may contain credentials and ids. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
