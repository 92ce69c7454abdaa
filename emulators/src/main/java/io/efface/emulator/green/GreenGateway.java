package io.efface.emulator.green;

import io.efface.emulator.Digests;
import io.efface.emulator.NonceCache;
import io.efface.emulator.http.EmulatorRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, which receives each request before the service. It finds the operation of a request, then checks key, token, time, signature
 * and nonce, in this order. A nonce counts as used only if the signature of its request is valid. Thread-safe.
 */
final class GreenGateway {

    /** "The time stamp is valid for 15 minutes" ("ROA signature", document 315525). A nonce must not repeat within this time. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    static final String VERSION = "2018-05-09";

    private static final String EMPTY_SHA256 = Digests.sha256Hex(new byte[0]);

    private final Map<String, GreenKey> keys;
    private final Clock clock;
    private final NonceCache nonces = new NonceCache(WINDOW);

    GreenGateway(Map<String, GreenKey> keys, Clock clock) {
        this.keys = Map.copyOf(keys);
        this.clock = clock;
    }

    /** Returns the operation of a request, before its signature is checked. */
    GreenOperation route(EmulatorRequest request) throws GreenErrorException {
        GreenOperation operation =
                GreenOperation.at(request.path()).orElseThrow(() -> new GreenErrorException("InvalidApi.NotFound"));
        if (!request.method().equals("POST")) {
            throw new GreenErrorException("UnsupportedHTTPMethod");
        }
        String version = request.headers().first("x-acs-version");
        if (version == null) {
            throw new GreenErrorException("MissingVersion");
        }
        String action = request.headers().first("x-acs-action");
        if (!version.equals(VERSION) || (action != null && !action.equalsIgnoreCase(operation.action()))) {
            throw new GreenErrorException("InvalidAction.NotFound");
        }
        return operation;
    }

    /** Returns the name of the signature method in a request, or null if there is none. */
    static @Nullable String claimedMethod(EmulatorRequest request) {
        String authorization = request.headers().firstOrEmpty("Authorization");
        if (authorization.startsWith("ACS3-")) {
            int blank = authorization.indexOf(' ');
            return blank < 0 ? authorization : authorization.substring(0, blank);
        }
        return request.headers().first("x-acs-signature-method");
    }

    /** Rejects a request unless a known key signed exactly this request, its timestamp is current, and its nonce is new. */
    void check(EmulatorRequest request, GreenVariants.Acs3Payload acs3Payload) throws GreenErrorException {
        String authorization = request.headers().firstOrEmpty("Authorization");
        if (authorization.startsWith(Acs3Signature.METHOD + " ")) {
            checkAcs3(request, authorization, acs3Payload);
        } else if (authorization.startsWith("ACS3-")) {
            throw new GreenErrorException("InvalidSignatureMethod");
        } else if (authorization.startsWith(RoaV1Signature.SCHEME)) {
            checkV1(request, authorization.substring(RoaV1Signature.SCHEME.length()));
        } else {
            throw new GreenErrorException("IncompleteSignature");
        }
    }

    private void checkV1(EmulatorRequest request, String credentials) throws GreenErrorException {
        int colon = credentials.lastIndexOf(':');
        if (colon < 1 || colon == credentials.length() - 1) {
            throw new GreenErrorException("IncompleteSignature");
        }
        GreenKey key = key(request, credentials.substring(0, colon).strip());
        String method = required(request, "x-acs-signature-method", "MissingSignatureMethod");
        String version = required(request, "x-acs-signature-version", "MissingSignatureVersion");
        String nonce = required(request, "x-acs-signature-nonce", "MissingSignatureNonce");
        if (!method.equals(RoaV1Signature.METHOD) || !version.equals("1.0")) {
            throw new GreenErrorException("InvalidSignatureMethod");
        }
        checkTime(request.headers().first("Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        String expected = RoaV1Signature.stringToSign(request);
        if (!Digests.same(RoaV1Signature.sign(key, expected), credentials.substring(colon + 1))) {
            throw mismatch(expected);
        }
        String md5 = request.headers().first("Content-MD5");
        if (md5 != null && !md5.equals(Base64.getEncoder().encodeToString(Digests.md5(request.body())))) {
            throw new GreenErrorException("ContentMD5NotMatched");
        }
        checkNonce(key, nonce);
    }

    private void checkAcs3(EmulatorRequest request, String authorization, GreenVariants.Acs3Payload payload)
            throws GreenErrorException {
        Acs3Signature sent = Acs3Signature.parse(authorization);
        if (sent == null) {
            throw new GreenErrorException("IncompleteSignature");
        }
        GreenKey key = key(request, sent.accessKeyId());
        String nonce = required(request, "x-acs-signature-nonce", "MissingSignatureNonce");
        boolean lenient = payload == GreenVariants.Acs3Payload.EMPTY_HASH_ALLOWED;
        requireSigned(request, sent, lenient);
        checkTime(request.headers().first("x-acs-date"), DateTimeFormatter.ISO_INSTANT);
        String claimed = request.headers().firstOrEmpty("x-acs-content-sha256");
        boolean emptyHash = lenient && claimed.equals(EMPTY_SHA256);
        List<String> expected = request.signableHosts().stream()
                .map(host -> Acs3Signature.stringToSign(sent.canonicalRequest(request, host)))
                .toList();
        if (expected.stream().noneMatch(text -> Digests.same(Acs3Signature.sign(key, text), sent.signature()))
                || (!emptyHash && !claimed.equals(Digests.sha256Hex(request.body())))) {
            throw mismatch(expected.get(0));
        }
        checkNonce(key, nonce);
    }

    /**
     * Checks the list of signed headers. The page of this signature requires host, content-type and every x-acs header in the list. Every
     * header in the list must exist. If {@code lenient} is true, host may be missing in the list.
     */
    private static void requireSigned(EmulatorRequest request, Acs3Signature sent, boolean lenient)
            throws GreenErrorException {
        Set<String> signed = Set.copyOf(sent.names().stream().distinct().toList());
        List<String> present = request.headers().names();
        boolean listedButAbsent = signed.stream().anyMatch(name -> !present.contains(name));
        boolean presentButUnlisted = present.stream()
                .filter(name ->
                        name.startsWith("x-acs-") || name.equals("content-type") || (name.equals("host") && !lenient))
                .anyMatch(name -> !signed.contains(name));
        if (listedButAbsent || presentButUnlisted) {
            throw new GreenErrorException("IncompleteSignature");
        }
    }

    private GreenKey key(EmulatorRequest request, String id) throws GreenErrorException {
        GreenKey key = keys.get(id);
        if (key == null) {
            throw new GreenErrorException("InvalidAccessKeyId.NotFound");
        }
        if (!key.active()) {
            throw new GreenErrorException("InvalidAccessKeyId.Inactive");
        }
        checkToken(request, key);
        return key;
    }

    private void checkToken(EmulatorRequest request, GreenKey key) throws GreenErrorException {
        String sent = request.headers().first("x-acs-security-token");
        String sentKeyId = request.headers().first("x-acs-accesskey-id");
        if (key.token() == null) {
            if (sent != null) {
                throw new GreenErrorException("InvalidSecurityToken.MismatchWithAccessKey");
            }
            return;
        }
        if (sent == null || sent.isEmpty()) {
            throw new GreenErrorException("MissingSecurityToken");
        }
        if (!Digests.same(sent, key.token())) {
            boolean isTokenOfOtherKey = keys.values().stream().anyMatch(k -> sent.equals(k.token()));
            throw new GreenErrorException(
                    isTokenOfOtherKey
                            ? "InvalidSecurityToken.MismatchWithAccessKey"
                            : "InvalidSecurityToken.Malformed");
        }
        if (sentKeyId != null && !sentKeyId.equals(key.id())) {
            throw new GreenErrorException("InvalidSecurityToken.MismatchWithAccessKey");
        }
        if (key.expiresAt() != null && !clock.instant().isBefore(key.expiresAt())) {
            throw new GreenErrorException("InvalidSecurityToken.Expired");
        }
    }

    private void checkTime(@Nullable String text, DateTimeFormatter format) throws GreenErrorException {
        if (text == null || text.isEmpty()) {
            throw new GreenErrorException("IllegalTimestamp");
        }
        Instant sent;
        try {
            sent = format.withLocale(Locale.ENGLISH).parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new GreenErrorException("InvalidTimeStamp.Format");
        }
        if (Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) > 0) {
            throw new GreenErrorException("InvalidTimeStamp.Expired");
        }
    }

    private void checkNonce(GreenKey key, String nonce) throws GreenErrorException {
        if (!nonces.firstSeen(key.id() + "\n" + nonce, clock.instant())) {
            throw new GreenErrorException("SignatureNonceUsed");
        }
    }

    private static String required(EmulatorRequest request, String header, String codeWhenMissing)
            throws GreenErrorException {
        String value = request.headers().first(header);
        if (value == null || value.isEmpty()) {
            throw new GreenErrorException(codeWhenMissing);
        }
        return value;
    }

    /**
     * Returns the gateway's error for a wrong signature. Clients must not log the message of this error, because it contains the string to
     * sign, and this string contains the token.
     */
    private static GreenErrorException mismatch(String expected) {
        return new GreenErrorException(
                "SignatureDoesNotMatch",
                GreenErrors.gateway("SignatureDoesNotMatch").message() + " server string to sign is:" + expected);
    }
}
