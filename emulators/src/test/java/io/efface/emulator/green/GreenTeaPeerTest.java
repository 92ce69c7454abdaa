package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.Client;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the emulator with the vendor's tea-openapi 0.3.15, the core of its generated SDKs. In the tests, the algorithm "v2" is HMAC-SHA1,
 * and "v3" is ACS3.
 */
@NullUnmarked
class GreenTeaPeerTest {

    private final GreenEmulator green = GreenEmulator.builder()
            .key("id", "secret")
            .temporaryKey("STS.id", "sts-secret", "sts-token==")
            .build();
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        server = EmulatorServer.start(green);
        green.library().put("p1", "31842550077981745", "f2");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Config config(String algorithm) {
        Config config = new Config()
                .setAccessKeyId("id")
                .setAccessKeySecret("secret")
                .setEndpoint("127.0.0.1:" + server.port())
                .setProtocol("HTTP")
                .setRegionId("cn-shanghai");
        return algorithm.equals("v3") ? config : config.setSignatureAlgorithm(algorithm);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> call(Config config, String action, String path, Object body, String clientInfo)
            throws Exception {
        OpenApiRequest request = new OpenApiRequest();
        if (body != null) {
            request.setBody(body);
        }
        if (clientInfo != null) {
            request.setQuery(Map.of("ClientInfo", clientInfo));
        }
        Params params = new Params()
                .setAction(action)
                .setVersion("2018-05-09")
                .setProtocol("HTTP")
                .setPathname(path)
                .setMethod("POST")
                .setAuthType("AK")
                .setStyle("ROA")
                .setReqBodyType("json")
                .setBodyType("json");
        Client client = new Client(config);
        Map<String, ?> response = client.callApi(params, request, new RuntimeOptions());
        return (Map<String, Object>) response.get("body");
    }

    private static Map<String, Object> deletePerson(Config config, String personId) throws Exception {
        return call(config, "DeletePerson", "/green/sface/person/delete", Map.of("personId", personId), null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> body) {
        return (Map<String, Object>) body.get("data");
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_present_isDeletedAndCounted(String algorithm) throws Exception {
        Map<String, Object> body = deletePerson(config(algorithm), "p1");

        assertThat(number(body.get("code"))).isEqualTo(200);
        assertThat(number(data(body).get("deleteCount"))).isEqualTo(1);
        assertThat(green.library().size()).isZero();
        assertThat(green.calls().latest().get(0).signatureMethod())
                .isEqualTo(algorithm.equals("v3") ? "ACS3-HMAC-SHA256" : "HMAC-SHA1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_missing_isReturnedAsBodyCode(String algorithm) throws Exception {
        Map<String, Object> body = deletePerson(config(algorithm), "missing");

        assertThat(number(body.get("code"))).isEqualTo(400);
        assertThat(body).containsEntry("msg", "The person is not exist!").doesNotContainKey("data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deleteFaces_partlyUnknown_listsOnlyTheDeleted(String algorithm) throws Exception {
        Map<String, Object> body = call(
                config(algorithm),
                "DeleteFaces",
                "/green/sface/face/delete",
                Map.of("personId", "p1", "faceIds", List.of("31842550077981745", "nope")),
                null);

        assertThat(data(body)).containsEntry("faceIds", List.of("31842550077981745"));
        assertThat(green.library().person("p1").orElseThrow().faceIds()).containsExactly("f2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_clientInfoWithSpecialCharacters_isAccepted(String algorithm) throws Exception {
        Map<String, Object> body = call(
                config(algorithm),
                "DeletePerson",
                "/green/sface/person/delete",
                Map.of("personId", "p1"),
                "{\"userNick\":\"Mike \u00dc+&=*~/?#%41\"}");

        assertThat(number(body.get("code"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void getGroups_withoutBody_isAccepted(String algorithm) throws Exception {
        Map<String, Object> body = call(config(algorithm), "GetGroups", "/green/sface/groups", null, null);

        assertThat(number(body.get("code"))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_wrongSecret_throwsTheGatewaysCode(String algorithm) {
        Config wrong = config(algorithm).setAccessKeySecret("wrong");

        assertThatThrownBy(() -> deletePerson(wrong, "p1"))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("SignatureDoesNotMatch"));
        assertThat(green.library().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_throttled_throwsTheGatewaysCode(String algorithm) {
        green.faults().next(Fault.throttle());

        assertThatThrownBy(() -> deletePerson(config(algorithm), "p1"))
                .isInstanceOfSatisfying(
                        TeaException.class, e -> assertThat(e.getCode()).isEqualTo("Throttling.User"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v2"})
    void deletePerson_sessionCredentials_areAccepted(String algorithm) throws Exception {
        Config sts = config(algorithm)
                .setAccessKeyId("STS.id")
                .setAccessKeySecret("sts-secret")
                .setSecurityToken("sts-token==");

        assertThat(number(deletePerson(sts, "p1").get("code"))).isEqualTo(200);
    }

    @Test
    void deletePerson_doRoaRequest_isAccepted() throws Exception {
        Client client = new Client(config("v2"));

        Map<String, ?> response = client.doROARequest(
                "DeletePerson",
                "2018-05-09",
                "HTTP",
                "POST",
                "AK",
                "/green/sface/person/delete",
                "json",
                new OpenApiRequest().setBody(Map.of("personId", "p1")),
                new RuntimeOptions());

        assertThat(response.get("body")).isInstanceOf(Map.class);
        assertThat(green.library().size()).isZero();
    }
}
