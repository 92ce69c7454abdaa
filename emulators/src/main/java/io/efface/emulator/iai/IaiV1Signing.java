package io.efface.emulator.iai;

import io.efface.emulator.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The computation of signature v1 ({@code HmacSHA1}, {@code HmacSHA256}) on the server. Stateless.
 *
 * <p>Source: Tencent Cloud API 3.0, "Signature method v1" (cloud.tencent.com/document/api/306/57449).
 */
final class IaiV1Signing {
    private IaiV1Signing() {}

    /**
     * Returns the string to sign: {@code METHOD + host + "/?" + k=v&k=v}, with the keys in ASCII order and the values without encoding.
     *
     * @param host the signed host
     * @param parameters the decoded parameters; {@code Signature} is ignored
     * @param spelling function that changes the spelling of a key; the vendor's SDKs replace {@code _} by {@code .}
     */
    static String stringToSign(
            String method, String host, Map<String, String> parameters, UnaryOperator<String> spelling) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equals("Signature"))
                        .map(parameter -> spelling.apply(parameter.getKey()) + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", method + host + "/?", ""));
    }

    /**
     * Returns the signature in Base64, before any URL encoding.
     *
     * @param signatureMethod the parameter {@code SignatureMethod}, or null. Every value except {@code HmacSHA256} selects HmacSHA1
     */
    static String sign(@Nullable String signatureMethod, String secretKey, String stringToSign) {
        byte[] key = secretKey.getBytes(StandardCharsets.UTF_8);
        byte[] mac = "HmacSHA256".equals(signatureMethod)
                ? Digests.hmacSha256(key, stringToSign)
                : Digests.hmacSha1(key, stringToSign);
        return Base64.getEncoder().encodeToString(mac);
    }
}
