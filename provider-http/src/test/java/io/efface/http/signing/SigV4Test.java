package io.efface.http.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.Locale;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests signatures of complete requests. {@link SigV4VectorsTest} has AWS's vectors. */
class SigV4Test {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant AT = Instant.parse("2015-08-30T12:36:00.999Z");
    private static final String VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

    private final SigV4 signature = new SigV4("us-east-1", "service");

    private static Request.Builder request(String url) {
        return new Request.Builder().url(url).header("Host", "example.amazonaws.com");
    }

    private Request signed(Request request, @Nullable String token) {
        return signature.sign(request, new byte[0], ID, SECRET, token, AT);
    }

    @Test
    void sign_plainRequest_addsDateAndAuthorization() {
        Request signed = signed(request("https://example.amazonaws.com/").build(), null);

        assertThat(signed.header("X-Amz-Date")).isEqualTo("20150830T123600Z");
        assertThat(signed.header("X-Amz-Security-Token")).isNull();
        assertThat(signed.header("Authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, Signature=" + VANILLA);
    }

    @Test
    void sign_temporaryKey_signsTheToken() {
        String token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

        Request signed = signed(request("https://example.amazonaws.com/").build(), token);

        assertThat(signed.header("X-Amz-Security-Token")).isEqualTo(token);
        assertThat(signed.header("Authorization"))
                .endsWith("SignedHeaders=host;x-amz-date;x-amz-security-token, "
                        + "Signature=07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
    }

    @Test
    void sign_headersThatProxiesChange_areNotSigned() {
        Request signed = signed(
                request("https://example.amazonaws.com/")
                        .header("User-Agent", "efface")
                        .header("Connection", "close")
                        .header("X-Amzn-Trace-Id", "x")
                        .header("Authorization", "old")
                        .build(),
                null);

        assertThat(signed.header("Authorization")).endsWith(VANILLA);
    }

    @ParameterizedTest
    @CsvSource({
        "/a b, /a%2520b",
        "/a%20b/, /a%2520b/",
        "/ü, /%25C3%25BC",
        "/a:b@c, /a%3Ab%40c",
    })
    void path_encodedUrl_isEncodedAgainForTheSignature(String path, String canonical) {
        Request request = request("https://example.amazonaws.com" + path).build();

        assertThat(SigV4.path(request.url().encodedPath())).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2, b=2&a=1",
        "a&b, b=&a=",
        "a=x y, a=x+y",
        "a=2&a=10&a, a=10&a=&a=2",
    })
    void sign_sameParametersInAnotherOrderOrForm_hasTheSameSignature(String one, String other) {
        Request first = signed(request("https://example.amazonaws.com/?" + one).build(), null);
        Request second =
                signed(request("https://example.amazonaws.com/?" + other).build(), null);

        assertThat(first.header("Authorization"))
                .isEqualTo(second.header("Authorization"))
                .doesNotEndWith(VANILLA);
    }

    @Test
    void sign_emptyQuery_hasTheSignatureOfARequestWithoutQuery() {
        Request signed = signed(request("https://example.amazonaws.com/?").build(), null);

        assertThat(signed.header("Authorization")).endsWith(VANILLA);
    }

    @Test
    void sign_noHostHeader_isRejected() {
        Request request =
                new Request.Builder().url("https://example.amazonaws.com/").build();

        assertThatNullPointerException().isThrownBy(() -> signed(request, null)).withMessage("Host");
    }

    @Test
    void toString_signatureAndRequest_showsNeitherSecretNorToken() {
        Request signed = signed(request("https://example.amazonaws.com/").build(), "the-token");
        CanonicalRequest canonical = new CanonicalRequest(
                "GET", "/", "", SigV4.headers(signed.headers().toMultimap()), "");

        assertThat(signature.toString()).isEqualTo("SigV4[ScopedSignature[AWS4, [us-east-1, service, aws4_request]]]");
        assertThat(canonical.toString())
                .isEqualTo("CanonicalRequest[GET, host;x-amz-date;x-amz-security-token]")
                .doesNotContain("the-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"th-TH-u-ca-buddhist-nu-thai", "ar-SA-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
    void sign_anyDefaultLocale_hasTheSameSignature(String locale) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(locale));

            assertThat(signed(request("https://example.amazonaws.com/").build(), null)
                            .header("Authorization"))
                    .endsWith(VANILLA);
        } finally {
            Locale.setDefault(before);
        }
    }
}
