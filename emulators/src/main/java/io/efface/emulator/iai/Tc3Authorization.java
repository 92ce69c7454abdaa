package io.efface.emulator.iai;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parts of a {@code TC3-HMAC-SHA256} Authorization header.
 *
 * <p>Source of the syntax: Tencent Cloud API 3.0, "Signature method v3" (cloud.tencent.com/document/api/362/4208).
 *
 * @param secretId the public id of the key
 * @param date the date of the credential scope, {@code yyyy-MM-dd}
 * @param service the service of the credential scope, which the vendor's SDKs take from the endpoint
 * @param signedHeaders the signed header names in lower case, sorted and without repetitions
 * @param signature the received signature
 */
record Tc3Authorization(String secretId, String date, String service, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "TC3-HMAC-SHA256";
    static final String TERMINATOR = "tc3_request";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    Tc3Authorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /**
     * Parses a header.
     *
     * @throws IaiErrorException with code {@code AuthFailure.InvalidAuthorization} if the text does not have the vendor's form, if the
     *     scope does not end with {@code tc3_request}, or if {@code content-type} or {@code host} is not signed
     */
    static Tc3Authorization parse(String header) {
        String text = header.strip();
        if (!text.startsWith(ALGORITHM + " ")) {
            throw malformed();
        }
        Map<String, String> parts = parts(text.substring(ALGORITHM.length() + 1));
        List<String> scope = List.of(part(parts, "Credential").split("/", -1));
        if (scope.size() != 4
                || scope.stream().anyMatch(String::isBlank)
                || !DATE.matcher(scope.get(1)).matches()
                || !scope.get(3).equals(TERMINATOR)) {
            throw malformed();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String name : part(parts, "SignedHeaders").split(";", -1)) {
            if (name.isBlank()) {
                throw malformed();
            }
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        if (!names.containsAll(List.of("content-type", "host"))) {
            throw malformed();
        }
        return new Tc3Authorization(
                scope.get(0), scope.get(1), scope.get(2), List.copyOf(names), part(parts, "Signature"));
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0
                    || parts.put(
                                    part.substring(0, equals).strip(),
                                    part.substring(equals + 1).strip())
                            != null) {
                throw malformed();
            }
        }
        return parts;
    }

    private static String part(Map<String, String> parts, String name) {
        String value = parts.get(name);
        if (value == null || value.isEmpty()) {
            throw malformed();
        }
        return value;
    }

    private static IaiErrorException malformed() {
        return new IaiErrorException("AuthFailure.InvalidAuthorization");
    }

    /** Returns a text without secret id and signature. */
    @Override
    public String toString() {
        return "Tc3Authorization[date=" + date + ", service=" + service + ", signedHeaders=" + signedHeaders + "]";
    }
}
