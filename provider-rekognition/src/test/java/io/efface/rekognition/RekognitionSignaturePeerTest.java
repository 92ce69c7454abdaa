package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.http.signing.Digests;
import io.efface.http.signing.SigV4;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Compares the provider's signatures with AWS's own SDK for Java. */
class RekognitionSignaturePeerTest {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @Test
    void sign_anyRequest_givesTheSignatureOfTheSdk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String url = "https://example.amazonaws.com" + path(random) + query(random);
            String body = text(random, "{}\"abcé 名:,/", 60);
            String token = random.nextBoolean() ? null : text(random, "abcDEF0123+/=", 40) + "t";
            Instant at = Instant.ofEpochSecond(random.nextInt(2_000_000_000));
            Map<String, String> headers = new HashMap<>(Map.of(
                    "Content-Type", "application/x-amz-json-1.1",
                    "X-Amz-Target", "RekognitionService.ListFaces"));
            headers.put("X-Other", text(random, "ab  c", 12) + "x");

            assertThat(ours(url, headers, body, token, at))
                    .as("seed %s, %s", seed, url)
                    .isEqualTo(theirs(url, headers, body, token, at));
        }
    }

    private static String path(Random random) {
        return "/" + text(random, "ab/.~-%20é !'()*:@&=+$,", 12).replace("%", "%25");
    }

    private static String query(Random random) {
        return Stream.generate(() -> "n" + text(random, "abAB-_.~*%é", 4) + "=" + text(random, "abAB-_.~=*% é", 8))
                .limit(random.nextInt(4))
                .collect(Collectors.joining("&", "?", ""))
                .replace("%", "%25");
    }

    private static String text(Random random, String letters, int longest) {
        return Stream.generate(() -> letters.charAt(random.nextInt(letters.length())))
                .limit(random.nextInt(longest))
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static String ours(
            String url, Map<String, String> headers, String body, @Nullable String token, Instant at) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body, (MediaType) null))
                .header("Host", "example.amazonaws.com");
        headers.forEach(request::header);
        // The SDK sends and signs this header for every service.
        request.header("x-amz-content-sha256", Digests.sha256Hex(body));
        Request signed = new SigV4("us-east-1", "rekognition")
                .sign(request.build(), body.getBytes(StandardCharsets.UTF_8), ID, SECRET, token, at);
        return String.valueOf(signed.header("Authorization"));
    }

    private static String theirs(
            String url, Map<String, String> headers, String body, @Nullable String token, Instant at) {
        // The provider sends the path in OkHttp's form, so the SDK must sign this form.
        HttpUrl sent = HttpUrl.get(url);
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://example.amazonaws.com" + sent.encodedPath()));
        for (int i = 0; i < sent.querySize(); i++) {
            if (!sent.queryParameterName(i).isEmpty()) {
                request.appendRawQueryParameter(sent.queryParameterName(i), sent.queryParameterValue(i));
            }
        }
        headers.forEach(request::putHeader);
        AwsCredentialsIdentity key = token == null
                ? AwsBasicCredentials.create(ID, SECRET)
                : AwsSessionCredentials.create(ID, SECRET, token);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(key)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rekognition")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
        return signed.request().firstMatchingHeader("Authorization").orElseThrow();
    }
}
