package io.efface.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import okhttp3.Headers;

/** Decides which header values may be shown. Only the values of listed headers are shown. Stateless and thread-safe. */
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
     * Returns all headers in one line. A value that may not be {@linkplain #isShown shown} is replaced by {@code <redacted>}. So is a
     * request id that does not have the form of one, or that repeats an id of the request.
     *
     * @param ids the ids in the request
     */
    public static String show(Headers headers, SentIds ids) {
        StringJoiner line = new StringJoiner(", ");
        for (int i = 0; i < headers.size(); i++) {
            line.add(printable(headers.name(i)) + ": "
                    + (isShown(headers.name(i), headers.value(i), ids) ? printable(headers.value(i)) : "<redacted>"));
        }
        return line.toString();
    }

    private static boolean isShown(String header, String value, SentIds ids) {
        return isShown(header) && (!isRequestId(header) || ids.requestId(value).isPresent());
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

    /** Replaces control characters, which must not reach a terminal through a log. */
    private static String printable(String value) {
        return UNPRINTABLE.matcher(value).replaceAll("?");
    }

    private static boolean isRequestId(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-") && (name.endsWith("request-id") || name.endsWith("requestid"));
    }
}
