package io.efface.emulator.iai;

import io.efface.emulator.JsonText;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request to IAI says about itself before anything is believed: the common parameters, from headers
 * (TC3-HMAC-SHA256) or from the parameters themselves (signature v1).
 *
 * @param request the request
 * @param tc3 whether it is signed with headers
 * @param common common parameters by their v1 name ({@code Action}, {@code Version}, {@code Token}, ...)
 * @param form decoded query or form body; empty for a JSON request
 */
record IaiCall(EmulatorRequest request, boolean tc3, Map<String, String> common, Map<String, String> form) {
    /** The common parameters of signature v1; a client may send them in a TC3 query too, where they say nothing. */
    static final Set<String> COMMON = Set.of(
            "Action",
            "Version",
            "Timestamp",
            "Nonce",
            "SecretId",
            "Signature",
            "SignatureMethod",
            "Region",
            "Token",
            "Language",
            "RequestClient");

    private static final String FORM = "application/x-www-form-urlencoded";

    IaiCall {
        common = Map.copyOf(common);
    }

    /**
     * Reads the head of a request.
     *
     * @throws IaiErrorException {@code InvalidParameter} if query or form body cannot be decoded
     */
    static IaiCall of(EmulatorRequest request) {
        EmulatorHeaders headers = request.headers();
        boolean get = request.method().equals("GET");
        if (headers.contains("Authorization") || headers.contains("X-TC-Action")) {
            Map<String, String> common = headers.names().stream()
                    .filter(name -> name.startsWith("x-tc-"))
                    .filter(name -> !headers.firstOrEmpty(name).isBlank())
                    .flatMap(name -> COMMON.stream()
                            .filter(known -> known.equalsIgnoreCase(name.substring("x-tc-".length())))
                            .map(known ->
                                    Map.entry(known, headers.firstOrEmpty(name).strip())))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return new IaiCall(request, true, common, get ? query(request) : Map.of());
        }
        Map<String, String> form = Map.of();
        if (get) {
            form = query(request);
        } else if (contentType(request).equals(FORM)) {
            form = IaiForm.parse(request.bodyText());
        }
        Map<String, String> common = form.entrySet().stream()
                .filter(entry -> COMMON.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new IaiCall(request, false, common, form);
    }

    private static Map<String, String> query(EmulatorRequest request) {
        return IaiForm.parse(Objects.requireNonNullElse(request.query(), ""));
    }

    /** Returns the media type of the body in lower case, without parameters. */
    static String contentType(EmulatorRequest request) {
        String type = request.headers().firstOrEmpty("Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** Returns a common parameter, or null if it is absent. */
    @Nullable String optional(String name) {
        return common.get(name);
    }

    /**
     * Returns a common parameter.
     *
     * @throws IaiErrorException {@code MissingParameter} if it is absent or empty
     */
    String required(String name) {
        String value = common.get(name);
        if (value == null || value.isEmpty()) {
            throw new IaiErrorException("MissingParameter", name);
        }
        return value;
    }

    /** Returns the vendor's name of the method this request is signed with. */
    String signatureMethod() {
        if (tc3) {
            return Tc3Authorization.ALGORITHM;
        }
        return "HmacSHA256".equals(optional("SignatureMethod")) ? "HmacSHA256" : "HmacSHA1";
    }

    /** Whether the parameters are text in a query or form rather than JSON. */
    boolean isForm() {
        return !tc3 || request.method().equals("GET");
    }

    /**
     * Returns the business parameters.
     *
     * @throws IaiErrorException {@code InvalidParameter} if the body is not the JSON object it must be, {@code InvalidRequest}
     *     if it is multipart, which no action of IAI takes
     */
    Map<String, ? extends @Nullable Object> parameters() {
        if (isForm()) {
            return IaiForm.tree(form.entrySet().stream()
                    .filter(entry -> !COMMON.contains(entry.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
        String type = contentType(request);
        if (!type.equals("application/json")) {
            throw new IaiErrorException(
                    type.startsWith("multipart/") ? "InvalidRequest" : "InvalidParameter", "Content-Type");
        }
        try {
            return JsonText.readObject(request.body());
        } catch (IOException e) {
            throw new IaiErrorException("InvalidParameter");
        }
    }

    /** Says nothing of what the request holds. */
    @Override
    public String toString() {
        return "IaiCall[" + signatureMethod() + "]";
    }
}
