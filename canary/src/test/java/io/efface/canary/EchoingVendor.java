package io.efface.canary;

import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wraps an emulator. If {@code echoes} is true, messages of the vendor repeat the whole request with its headers, and its request ids and
 * unknown codes contain the id of the person. Records the signatures of the requests.
 */
final class EchoingVendor extends VendorEmulator {
    private static final Pattern MESSAGE =
            Pattern.compile("(\"(?:message|msg)\"\\s*:\\s*\")((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern REQUEST_ID =
            Pattern.compile("(\"requestid\"\\s*:\\s*\")[^\"]*\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERSON =
            Pattern.compile("\"(?:personid|userid)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERSON_IN_QUERY = Pattern.compile("(?:^|&)PersonId=([^&]+)");
    private static final Pattern SIGNED = Pattern.compile("([A-Za-z0-9+/=]+)$");
    private static final Pattern SIGNED_IN_QUERY = Pattern.compile("(?:^|&)Signature=([^&]+)");
    private static final String REQUEST_ID_HEADER = "x-amzn-RequestId";
    private static final String UNKNOWN_CODE = "NobodyKnowsThis";

    private final VendorEmulator vendor;
    private final boolean echoes;
    private final Set<String> signatures = new ConcurrentSkipListSet<>();

    EchoingVendor(VendorEmulator vendor, boolean echoes) {
        super(vendor);
        this.vendor = vendor;
        this.echoes = echoes;
    }

    Set<String> signatures() {
        return signatures;
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        recordSignature(SIGNED.matcher(request.headers().firstOrEmpty("Authorization")), false);
        String query = request.query() == null ? "" : request.query();
        recordSignature(SIGNED_IN_QUERY.matcher(query), true);
        recordSignature(SIGNED_IN_QUERY.matcher(request.bodyText()), true);
        EmulatorResponse response = vendor.respond(request);
        return echoes ? withEcho(request, query, response) : response;
    }

    /** Returns the id of the person in the request, escaped for JSON. */
    private static String person(String query, String body) {
        Matcher inBody = PERSON.matcher(body);
        if (inBody.find()) {
            return inBody.group(1);
        }
        Matcher inQuery = PERSON_IN_QUERY.matcher(query);
        return inQuery.find() ? escaped(URLDecoder.decode(inQuery.group(1), StandardCharsets.UTF_8)) : "no-person";
    }

    private void recordSignature(Matcher signature, boolean encoded) {
        if (signature.find()) {
            String text = signature.group(1);
            signatures.add(encoded ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text);
        }
    }

    private static EmulatorResponse withEcho(EmulatorRequest request, String query, EmulatorResponse response) {
        String type = response.headers().firstOrEmpty("Content-Type");
        String all = request.method() + " " + request.path() + "?" + query + " "
                + request.headers().entries() + " " + request.bodyText();
        String body = response.bodyText();
        if (type.contains("html")) {
            body = body + "<!-- " + all + " -->";
        } else if (body.length() < 10_000) {
            String id = person(query, request.bodyText());
            body = MESSAGE.matcher(body)
                    .replaceAll(hit -> Matcher.quoteReplacement(
                            hit.group(1) + hit.group(2) + " (" + echo(hit.group(2), id, all) + ")\""));
            body = REQUEST_ID
                    .matcher(body)
                    .replaceAll(hit -> Matcher.quoteReplacement(hit.group(1) + "req-" + id + "\""));
            body = body.replace(UNKNOWN_CODE, UNKNOWN_CODE + "." + id);
        }
        EmulatorResponse echo = EmulatorResponse.text(response.status(), type, body)
                .plusHeader("X-Echo", query.isEmpty() ? "none" : query)
                .delivered(response.delivery());
        boolean hasRequestId =
                !response.headers().firstOrEmpty(REQUEST_ID_HEADER).isEmpty();
        return hasRequestId ? echo.plusHeader(REQUEST_ID_HEADER, "req-" + person(query, request.bodyText())) : echo;
    }

    /**
     * Returns the text to add to a message. Providers interpret a message about a missing person, so only a simple id is added to such a
     * message.
     */
    private static String echo(String message, String id, String all) {
        if (message.contains("exist")) {
            return id.matches("[A-Za-z0-9-]+") ? id : "?";
        }
        return escaped(all);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
