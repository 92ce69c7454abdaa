package io.efface.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * Decides which header values and parts of a path may be shown. The value of a header is shown only if the header is in a fixed list or
 * contains a request id. Stateless and thread-safe.
 */
public final class Redaction {
    private static final Set<String> SHOWN = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "host",
            "retry-after",
            "transfer-encoding",
            "user-agent");

    private static final String HIDDEN = "<redacted>";

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private Redaction() {}

    /**
     * Returns whether the value of a header may be shown: the header is in a fixed list, or contains a request id of the server. The case
     * of the name is ignored.
     */
    public static boolean isShown(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return SHOWN.contains(name) || isRequestId(name);
    }

    /**
     * Returns all headers in one line. A value that may not be {@linkplain #isShown shown} is replaced by {@code <redacted>}. The same text
     * replaces each name and each value that repeats an id of the request, and each request id that is malformed.
     *
     * @param ids the ids in the request
     */
    public static String show(Headers headers, SentIds ids) {
        StringJoiner line = new StringJoiner(", ");
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            String value = headers.value(i);
            line.add((ids.areRepeatedByPart(name) ? HIDDEN : printable(name)) + ": "
                    + (isShown(name, value, ids) ? printable(value) : HIDDEN));
        }
        return line.toString();
    }

    private static boolean isShown(String header, String value, SentIds ids) {
        return isRequestId(header)
                ? ids.requestId(value).isPresent()
                : isShown(header) && !ids.areRepeatedByPart(value);
    }

    /** Returns the server's request id, or empty if no header contains a value that may be shown as a request id. */
    static Optional<String> requestId(Headers headers, SentIds ids) {
        for (int i = 0; i < headers.size(); i++) {
            if (isRequestId(headers.name(i))) {
                Optional<String> id = ids.requestId(headers.value(i));
                if (id.isPresent()) {
                    return id;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the encoded path of a URL, in which {@code <redacted>} replaces each segment that repeats an id of the request. If an id extends
     * over several segments, {@code <redacted>} replaces the whole path.
     */
    static String path(HttpUrl url, SentIds ids) {
        StringJoiner path = new StringJoiner("/", "/", "");
        url.encodedPathSegments().forEach(segment -> path.add(ids.areRepeatedByPart(segment) ? HIDDEN : segment));
        String shown = path.toString();
        return ids.areRepeatedByPart(shown) ? "/" + HIDDEN : shown;
    }

    /** Replaces control characters, which must not reach a terminal through a log. */
    private static String printable(String value) {
        return UNPRINTABLE.matcher(value).replaceAll("?");
    }

    private static boolean isRequestId(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-") && (name.endsWith("request-id") || name.endsWith("requestid"));
    }
}
