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
 * The common parameters of a request to IAI, before the signature is checked. With TC3-HMAC-SHA256, these parameters are in headers. With
 * signature v1, these parameters are in the query or the form.
 *
 * @param request the request
 * @param tc3 whether the request is signed with TC3-HMAC-SHA256, in headers
 * @param common the common parameters by their v1 names ({@code Action}, {@code Version}, {@code Token}, ...)
 * @param form the decoded query or form body; empty for a JSON request
 */
record IaiCall(EmulatorRequest request, boolean tc3, Map<String, String> common, Map<String, String> form) {
    /** The names of the common parameters of signature v1. In the query of a TC3 request, these parameters are ignored. */
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
     * Reads the common parameters of a request.
     *
     * @throws IaiErrorException with code {@code InvalidParameter} if the query or the form body cannot be decoded
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
     * @throws IaiErrorException with code {@code MissingParameter} if the parameter is absent or empty
     */
    String required(String name) {
        String value = common.get(name);
        if (value == null || value.isEmpty()) {
            throw new IaiErrorException("MissingParameter", name);
        }
        return value;
    }

    /** Returns the vendor's name of the signature method. */
    String signatureMethod() {
        if (tc3) {
            return Tc3Authorization.ALGORITHM;
        }
        return "HmacSHA256".equals(optional("SignatureMethod")) ? "HmacSHA256" : "HmacSHA1";
    }

    /** Returns whether the parameters are texts in a query or form, and not JSON. */
    boolean isForm() {
        return !tc3 || request.method().equals("GET");
    }

    /**
     * Returns the action's own parameters.
     *
     * @throws IaiErrorException with code {@code InvalidParameter} if the body is not a JSON object, or with code {@code InvalidRequest} if
     *     the body is multipart, which no action of IAI accepts
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

    /** Returns a text without the contents of the request. */
    @Override
    public String toString() {
        return "IaiCall[" + signatureMethod() + "]";
    }
}
