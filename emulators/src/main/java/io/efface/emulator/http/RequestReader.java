package io.efface.emulator.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 and HTTP/1.0 requests from a connection (RFC 9112). Not thread-safe. */
public final class RequestReader {

    /** A request, and whether the connection can be used for another request. */
    public record Received(EmulatorRequest request, boolean keepAlive) {}

    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_CHUNK_LINE = 1024;

    private final InputStream in;
    private final OutputStream out;
    private final int maxBody;

    /**
     * Creates a reader for a connection.
     *
     * @param in the buffered input of the connection
     * @param out the output of the connection, for {@code 100 Continue}
     * @param maxBody maximum size of a body in bytes
     */
    public RequestReader(InputStream in, OutputStream out, int maxBody) {
        this.in = in;
        this.out = out;
        this.maxBody = maxBody;
    }

    /**
     * Reads the next request.
     *
     * @return the request, or null if the client closed the connection between requests
     * @throws MalformedRequestException if the bytes are not a request, or the request is too large
     * @throws IOException if the connection breaks
     */
    public @Nullable Received next() throws IOException {
        int bytesLeft = MAX_HEAD;
        String requestLine = line(bytesLeft, 431);
        // A server should ignore an empty line before a request (RFC 9112, section 2.2).
        while (requestLine != null && requestLine.isEmpty() && bytesLeft > 0) {
            bytesLeft -= 2;
            requestLine = line(bytesLeft, 431);
        }
        if (requestLine == null) {
            return null;
        }
        bytesLeft -= requestLine.length();
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || !parts[2].startsWith("HTTP/1.")) {
            throw new MalformedRequestException(400, "the first line is not a request line of HTTP/1");
        }
        EmulatorHeaders headers = headers(bytesLeft);
        byte[] body = body(headers, !parts[2].equals("HTTP/1.0"));
        return new Received(request(parts[0], parts[1], headers, body), keepAlive(parts[2], headers));
    }

    private EmulatorHeaders headers(int bytesLeft) throws IOException {
        List<EmulatorHeaders.Entry> entries = new ArrayList<>();
        int left = bytesLeft;
        while (true) {
            String line = line(left, 431);
            if (line == null) {
                throw new EOFException("the head ends early");
            }
            if (line.isEmpty()) {
                return EmulatorHeaders.of(entries);
            }
            left -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon < 1 || Character.isWhitespace(line.charAt(0)) || line.charAt(colon - 1) == ' ') {
                throw new MalformedRequestException(400, "a line between the first line and the body is not a header");
            }
            entries.add(new EmulatorHeaders.Entry(line.substring(0, colon), trimmed(line.substring(colon + 1))));
        }
    }

    private byte[] body(EmulatorHeaders headers, boolean mayContinue) throws IOException {
        List<String> lengths = headers.all("Content-Length").stream().distinct().toList();
        String coding = headers.first("Transfer-Encoding");
        if (lengths.size() > 1 || (coding != null && !lengths.isEmpty())) {
            throw new MalformedRequestException(400, "the headers state different lengths of the body");
        }
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new MalformedRequestException(501, "the transfer coding is not chunked");
        }
        int length = coding == null && !lengths.isEmpty() ? length(lengths.get(0)) : 0;
        if (length > maxBody) {
            throw new MalformedRequestException(413, "the body is too large");
        }
        boolean bodyFollows = coding != null || length > 0;
        if (bodyFollows && mayContinue && headers.firstOrEmpty("Expect").equalsIgnoreCase("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return coding != null ? chunks() : exactly(length);
    }

    private static int length(String text) throws MalformedRequestException {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedRequestException(400, "the Content-Length is not a whole number");
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            String size = line(MAX_CHUNK_LINE, 400);
            if (size == null) {
                throw new EOFException("the body ends early");
            }
            int length = chunkLength(size);
            if (length > maxBody - all.size()) {
                throw new MalformedRequestException(413, "the body is too large");
            }
            if (length == 0) {
                headers(MAX_HEAD);
                return all.toByteArray();
            }
            all.writeBytes(exactly(length));
            String end = line(2, 400);
            if (end == null || !end.isEmpty()) {
                throw new MalformedRequestException(400, "a chunk is longer than its announced size");
            }
        }
    }

    private static int chunkLength(String line) throws MalformedRequestException {
        int semicolon = line.indexOf(';');
        String hex = trimmed(semicolon < 0 ? line : line.substring(0, semicolon));
        if (hex.isEmpty() || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new MalformedRequestException(400, "the length of a chunk is not a hexadecimal number");
        }
        String digits = hex.replaceFirst("^0+(?=.)", "");
        return digits.length() > 7 ? Integer.MAX_VALUE : Integer.parseInt(digits, 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ends early");
        }
        return bytes;
    }

    /** Returns a line without its line end, or null if the stream ended before the line. */
    private @Nullable String line(int maxLength, int statusWhenLonger) throws IOException {
        byte[] bytes = new byte[128];
        int size = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (size == 0) {
                    return null;
                }
                throw new EOFException("a line ends early");
            }
            if (size > maxLength) {
                throw new MalformedRequestException(statusWhenLonger, "a line is too long");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = (byte) b;
        }
        int end = size > 0 && bytes[size - 1] == '\r' ? size - 1 : size;
        String line = new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (line.indexOf('\r') >= 0) {
            throw new MalformedRequestException(400, "a line contains a carriage return that does not end the line");
        }
        return line;
    }

    private static EmulatorRequest request(String method, String target, EmulatorHeaders headers, byte[] body)
            throws MalformedRequestException {
        String originForm = target;
        // A client that uses this server as its proxy sends the whole URL (RFC 9112, section 3.2.2).
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = target.indexOf('/', 7);
            originForm = slash < 0 ? "/" : target.substring(slash);
        }
        if (!originForm.startsWith("/")) {
            throw new MalformedRequestException(400, "the target of the request is neither a path nor an http URL");
        }
        int mark = originForm.indexOf('?');
        return mark < 0
                ? new EmulatorRequest(method, originForm, null, headers, body)
                : new EmulatorRequest(
                        method, originForm.substring(0, mark), originForm.substring(mark + 1), headers, body);
    }

    private static boolean keepAlive(String version, EmulatorHeaders headers) {
        String connection = String.join(",", headers.all("Connection")).toLowerCase(Locale.ROOT);
        List<String> options = Arrays.stream(connection.split(",", -1))
                .map(RequestReader::trimmed)
                .toList();
        return version.equals("HTTP/1.0") ? options.contains("keep-alive") : !options.contains("close");
    }

    /** Returns a value without the blanks and tabs that HTTP allows around it. Other white space is a part of the value. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return text.substring(start, end);
    }
}
