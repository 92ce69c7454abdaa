package io.efface.emulator.rekognition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parts of an {@code Authorization} header of Signature Version 4.
 *
 * <p>Grammar: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, "Add the signature to the request".
 *
 * @param keyId the access key id
 * @param date the date of the credential scope, {@code yyyyMMdd}
 * @param region the region of the credential scope
 * @param service the service of the credential scope
 * @param signedHeaders the names of the signed headers in lower case, sorted and without repetitions
 * @param signature the signature as sent
 */
record SigV4Authorization(
        String keyId, String date, String region, String service, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    private static final int SCOPE_PARTS = 5;
    private static final Pattern DATE = Pattern.compile("\\d{8}");

    SigV4Authorization {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /**
     * Reads a header.
     *
     * @throws RekognitionErrorException {@code MissingAuthenticationTokenException} if the header is empty, {@code
     *     IncompleteSignatureException} if it is malformed or does not sign {@code host}
     */
    static SigV4Authorization parse(String header) {
        String text = header.strip();
        if (text.isEmpty()) {
            throw new RekognitionErrorException("MissingAuthenticationTokenException");
        }
        if (!text.startsWith(ALGORITHM + " ")) {
            throw malformed();
        }
        Map<String, String> parts = parts(text.substring(ALGORITHM.length() + 1));
        List<String> scope = List.of(part(parts, "Credential").split("/", -1));
        if (scope.size() != SCOPE_PARTS
                || scope.stream().anyMatch(String::isBlank)
                || !DATE.matcher(scope.get(1)).matches()
                || !scope.get(SCOPE_PARTS - 1).equals(TERMINATOR)) {
            throw malformed();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String name : part(parts, "SignedHeaders").split(";", -1)) {
            if (name.isBlank() || !name.equals(name.toLowerCase(Locale.ROOT))) {
                throw malformed();
            }
            names.add(name.strip());
        }
        if (!names.contains("host")) {
            throw malformed();
        }
        return new SigV4Authorization(
                scope.get(0), scope.get(1), scope.get(2), scope.get(3), List.copyOf(names), part(parts, "Signature"));
    }

    /** Returns the credential scope without the key id. */
    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
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

    private static RekognitionErrorException malformed() {
        return new RekognitionErrorException("IncompleteSignatureException");
    }

    /** Returns a text without key id and signature. */
    @Override
    public String toString() {
        return "SigV4Authorization[" + scope() + ", signedHeaders=" + signedHeaders + "]";
    }
}
