package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Creates signed requests, also with fields that no SDK sends. The tests with vectors check the signatures that this class uses. */
final class IaiRequests {
    static final String ID = "AKIDtest";
    static final String KEY = "secret";
    static final String HOST = "127.0.0.1:8080";

    private final Instant now;
    private final EmulatorHeaders more;

    IaiRequests(Instant now) {
        this(now, EmulatorHeaders.none());
    }

    private IaiRequests(Instant now, EmulatorHeaders more) {
        this.now = now;
        this.more = more;
    }

    /** Returns a factory whose requests also have this header. The header is added before the request is signed. */
    IaiRequests with(String header, String value) {
        return new IaiRequests(now, more.with(header, value));
    }

    EmulatorRequest post(String action, String json) {
        return tc3("POST", action, "", json, "iai", "content-type;host");
    }

    EmulatorRequest get(String action, String query) {
        return tc3("GET", action, query, "", "iai", "content-type;host");
    }

    EmulatorRequest tc3(String method, String action, String query, String body, String service, String signedHeaders) {
        EmulatorHeaders headers = EmulatorHeaders.of(
                "Host",
                HOST,
                "Content-Type",
                method.equals("GET") ? "application/x-www-form-urlencoded" : "application/json",
                "X-TC-Action",
                action,
                "X-TC-Version",
                "2020-03-03",
                "X-TC-Timestamp",
                Long.toString(now.getEpochSecond()));
        for (EmulatorHeaders.Entry entry : more.entries()) {
            headers = headers.with(entry.name(), entry.value());
        }
        TreeMap<String, String> signed = new TreeMap<>();
        for (String name : signedHeaders.split(";", -1)) {
            signed.put(name, headers.firstOrEmpty(name));
        }
        String date = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        String canonical = Tc3Signing.canonicalRequest(method, query, signed, Digests.sha256Hex(body));
        String signature = Tc3Signing.sign(
                Tc3Signing.signingKey(Tc3Signing.serviceKey(Tc3Signing.dateKey(KEY, date), service)),
                Tc3Signing.stringToSign(now.getEpochSecond(), date, service, canonical));
        headers = headers.plus(
                "Authorization",
                "TC3-HMAC-SHA256 Credential=" + ID + "/" + date + "/" + service + "/tc3_request, SignedHeaders="
                        + signedHeaders + ", Signature=" + signature);
        return new EmulatorRequest(
                method, "/", query.isEmpty() ? null : query, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a request with signature v1. */
    EmulatorRequest v1(String method, String action, Map<String, String> parameters) {
        return v1(method, action, parameters, HOST);
    }

    /** Returns a request with signature v1 that is signed for the given host and sent to {@link #HOST}. */
    EmulatorRequest v1(String method, String action, Map<String, String> parameters, String signedHost) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("Action", action);
        form.putIfAbsent("Version", "2020-03-03");
        form.putIfAbsent("Nonce", "1");
        form.putIfAbsent("SecretId", ID);
        form.putIfAbsent("Timestamp", Long.toString(now.getEpochSecond()));
        String signature = IaiV1Signing.sign(
                form.get("SignatureMethod"),
                KEY,
                IaiV1Signing.stringToSign(method, signedHost, form, UnaryOperator.identity()));
        return form(method, HOST, form, signature);
    }

    /** Returns a request with the given signature v1. */
    static EmulatorRequest form(String method, String host, Map<String, String> form, String signature) {
        Map<String, String> signed = new LinkedHashMap<>(form);
        signed.put("Signature", signature);
        String encoded = signed.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        boolean get = method.equals("GET");
        return new EmulatorRequest(
                method,
                "/",
                get ? encoded : null,
                EmulatorHeaders.of("Host", host, "Content-Type", "application/x-www-form-urlencoded"),
                get ? new byte[0] : encoded.getBytes(StandardCharsets.UTF_8));
    }

    static String value(Map<String, String> form, String name) {
        return Objects.requireNonNull(form.get(name), name);
    }
}
