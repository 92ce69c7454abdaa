package io.efface.testkit.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.Fault;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests signed calls from a client that shares no code with the emulator. Signature: "Signature v1",
 * cloud.tencent.com/document/api/867/32785, read 2026-11.
 */
final class IaiBehindWireMockTest {
    @RegisterExtension
    final EmulatorExtension iai = EmulatorExtension.iai()
            .seed(library -> library.put("leaver", "f1", "f2"))
            .build();

    @Test
    void deletePerson_signed_isDeletedAndRecorded() throws Exception {
        String response = call("leaver", EmulatorExtension.KEY_SECRET);
        assertThat(response).contains("RequestId").doesNotContain("Error");
        assertThat(iai.emulator().library().person("leaver")).isEmpty();
        iai.wireMock().verify(1, getRequestedFor(urlPathEqualTo("/")).withQueryParam("PersonId", equalTo("leaver")));
    }

    @Test
    void deletePerson_signedWithAnotherKey_isRejected() throws Exception {
        assertThat(call("leaver", "another-secret")).contains("AuthFailure");
        assertThat(iai.emulator().library().person("leaver")).isPresent();
    }

    @Test
    void deletePerson_scriptedFault_isShown() throws Exception {
        iai.emulator().faults().next(Fault.throttle());
        assertThat(call("leaver", EmulatorExtension.KEY_SECRET)).contains("RequestLimitExceeded");
        assertThat(call("leaver", EmulatorExtension.KEY_SECRET)).doesNotContain("Error");
    }

    private String call(String person, String secret) throws Exception {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "Action",
                "DeletePerson",
                "Version",
                "2020-03-03",
                "Region",
                "ap-guangzhou",
                "PersonId",
                person,
                "SecretId",
                EmulatorExtension.KEY_ID,
                "SignatureMethod",
                "HmacSHA256",
                "Nonce",
                Long.toString(System.nanoTime() & Integer.MAX_VALUE),
                "Timestamp",
                Long.toString(Instant.now().getEpochSecond())));
        String host = URI.create(iai.url()).getAuthority();
        String plain = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(("GET" + host + "/?" + plain).getBytes(StandardCharsets.UTF_8));
        parameters.put("Signature", Base64.getEncoder().encodeToString(signature));
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(iai.url() + "/?" + query)).build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
