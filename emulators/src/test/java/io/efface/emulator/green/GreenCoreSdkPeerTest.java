package io.efface.emulator.green;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.RoaAcsRequest;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.BasicSessionCredentials;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.auth.StaticCredentialsProvider;
import com.aliyuncs.auth.signers.SignatureAlgorithm;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.green.model.v20180509.AddFacesRequest;
import com.aliyuncs.green.model.v20180509.AddPersonRequest;
import com.aliyuncs.green.model.v20180509.DeleteFacesRequest;
import com.aliyuncs.green.model.v20180509.DeletePersonRequest;
import com.aliyuncs.green.model.v20180509.GetGroupsRequest;
import com.aliyuncs.green.model.v20180509.GetPersonRequest;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpResponse;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.Fault;
import io.efface.emulator.JsonText;
import io.efface.emulator.StoredPerson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the emulator with the vendor's SDK: aliyun-java-sdk-core 4.7.10 and aliyun-java-sdk-green 3.6.6. */
@NullUnmarked
class GreenCoreSdkPeerTest {

    private static final String PERSON = "{\"personId\":\"p1\"}";

    private final GreenEmulator green = GreenEmulator.builder()
            .key("id", "secret")
            .temporaryKey("STS.id", "sts-secret", "sts-token==")
            .build();
    private EmulatorServer server;
    private final DefaultAcsClient client = client("id", "secret");

    @BeforeEach
    void start() throws IOException {
        server = EmulatorServer.start(green);
        green.library().put("p1", "31842550077981745", "31842550077981747", "f3");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static DefaultAcsClient client(String id, String secret) {
        return new DefaultAcsClient(
                DefaultProfile.getProfile("cn-shanghai"),
                new StaticCredentialsProvider(new BasicCredentials(id, secret)));
    }

    private <T extends AcsRequest<?>> T prepared(T request, String json) {
        request.setSysEndpoint("127.0.0.1:" + server.port());
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysConnectTimeout(60_000);
        request.setSysReadTimeout(60_000);
        request.setHttpContent(json.getBytes(StandardCharsets.UTF_8), "UTF-8", FormatType.JSON);
        return request;
    }

    private Map<String, Object> send(AcsRequest<?> request, String json) throws Exception {
        return send(client, request, json);
    }

    private Map<String, Object> send(DefaultAcsClient sender, AcsRequest<?> request, String json) throws Exception {
        return body(sender.doAction(prepared(request, json)));
    }

    private static Map<String, Object> body(HttpResponse response) throws IOException {
        return JsonText.readObject(response.getHttpContent());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> body) {
        return (Map<String, Object>) body.get("data");
    }

    private static JsonText.JsonNumber number(int value) {
        return new JsonText.JsonNumber(Integer.toString(value));
    }

    @Test
    void deletePerson_present_isDeletedAndCounted() throws Exception {
        Map<String, Object> body = send(new DeletePersonRequest(), PERSON);

        assertThat(body).containsEntry("code", number(200)).containsEntry("msg", "OK");
        assertThat(data(body))
                .containsEntry("code", number(200))
                .containsEntry("personId", "p1")
                .containsEntry("deleteCount", number(1));
        assertThat(green.library().size()).isZero();
        assertThat(green.calls().latest().get(0).requestId()).isEqualTo(body.get("requestId"));
    }

    @Test
    void deletePerson_contentTypeWithCharsetAndClientInfo_isAccepted() throws Exception {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setHttpContentType(FormatType.JSON);
        request.setClientInfo("{\"userNick\":\"Mike \u00dc+&=*~/?#%41\",\"ip\":\"\"}");

        assertThat(send(request, PERSON)).containsEntry("code", number(200));
        assertThat(green.library().size()).isZero();
    }

    @Test
    void deletePerson_unicodeId_isDeleted() throws Exception {
        green.library().put("\u5f20\u4e09 \ud83d\ude00/\"", "f");

        send(new DeletePersonRequest(), "{\"personId\":\"\u5f20\u4e09 \ud83d\ude00/\\\"\"}");

        assertThat(green.library().snapshot()).extracting(StoredPerson::id).containsExactly("p1");
    }

    @Test
    void deletePerson_missing_hasOuterCode400AndHttpStatus200() throws Exception {
        HttpResponse response = client.doAction(prepared(new DeletePersonRequest(), "{\"personId\":\"missing\"}"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(body(response))
                .containsEntry("code", number(400))
                .containsEntry("msg", "The person is not exist!")
                .doesNotContainKey("data");
    }

    @Test
    void deletePerson_throughTypedCall_isReadAsSuccess() throws Exception {
        assertThat(client.getAcsResponse(prepared(new DeletePersonRequest(), PERSON)))
                .isNotNull();
        assertThat(green.library().size()).isZero();
    }

    @Test
    void deleteFaces_partlyUnknown_listsOnlyTheDeleted() throws Exception {
        Map<String, Object> body =
                send(new DeleteFacesRequest(), "{\"personId\":\"p1\",\"faceIds\":[\"31842550077981747\",\"nope\"]}");

        assertThat(data(body))
                .containsEntry("faceIds", List.of("31842550077981747"))
                .containsEntry("deleteCount", number(1));
        assertThat(green.library().person("p1").orElseThrow().faceIds()).containsExactly("31842550077981745", "f3");
    }

    @Test
    void getPerson_present_listsFaces() throws Exception {
        assertThat(data(send(new GetPersonRequest(), PERSON)))
                .containsEntry("faceIds", List.of("31842550077981745", "31842550077981747", "f3"));
    }

    @Test
    void deleteFaces_idReturnedByAddFaces_deletesTheFace() throws Exception {
        assertThat(data(send(new AddPersonRequest(), "{\"personId\":\"new\",\"groupIds\":[\"g\"],\"name\":\"Ann\"}")))
                .containsEntry("groupIds", List.of("g"));
        Map<String, Object> added =
                data(send(new AddFacesRequest(), "{\"personId\":\"new\",\"urls\":[\"https://e.org/1\"]}"));
        String faceId = green.library().person("new").orElseThrow().faceIds().get(0);
        assertThat(added.get("faceImageItems"))
                .isEqualTo(List.of(Map.of("success", true, "faceId", new JsonText.JsonNumber(faceId))));
        assertThat((long) (double) Long.parseLong(faceId)).isNotEqualTo(Long.parseLong(faceId));

        send(new DeleteFacesRequest(), "{\"personId\":\"new\",\"faceIds\":[\"" + faceId + "\"]}");

        assertThat(green.library().person("new").orElseThrow().faceIds()).isEmpty();
        assertThat(data(send(new GetGroupsRequest(), "{}"))).containsEntry("groupIds", List.of("g"));
    }

    @Test
    void getGroups_withoutBody_isAccepted() throws Exception {
        GetGroupsRequest request = new GetGroupsRequest();
        request.setSysEndpoint("127.0.0.1:" + server.port());
        request.setSysProtocol(ProtocolType.HTTP);

        assertThat(body(client.doAction(request))).containsEntry("code", number(200));
    }

    @Test
    void deletePerson_wrongSecret_isRejectedByTheGateway() {
        DefaultAcsClient wrong = client("id", "wrong");

        assertThatThrownBy(() -> wrong.getAcsResponse(prepared(new DeletePersonRequest(), PERSON)))
                // If the SDK reports this code, its string to sign equals the string of the server. So the secret must
                // be wrong.
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.getErrCode()).isEqualTo("SDK.InvalidAccessKeySecret"));
        assertThat(green.library().size()).isEqualTo(1);
        assertThat(green.calls().latest().get(0).code()).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void deletePerson_unknownKey_isRejectedWith404() throws Exception {
        HttpResponse response = client("other", "secret").doAction(prepared(new DeletePersonRequest(), PERSON));

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(body(response)).containsEntry("Code", "InvalidAccessKeyId.NotFound");
    }

    @Test
    void deletePerson_throttled_isReadAsThrottling() {
        green.faults().next(Fault.throttle());

        assertThatThrownBy(() -> client.getAcsResponse(prepared(new DeletePersonRequest(), PERSON)))
                .isInstanceOfSatisfying(
                        ClientException.class, e -> assertThat(e.getErrCode()).isEqualTo("Throttling.User"));
        assertThat(green.library().size()).isEqualTo(1);
    }

    @Test
    void deletePerson_sessionCredentials_areAccepted() throws Exception {
        DefaultAcsClient sts = new DefaultAcsClient(
                DefaultProfile.getProfile("cn-shanghai"),
                new StaticCredentialsProvider(new BasicSessionCredentials("STS.id", "sts-secret", "sts-token==")));

        assertThat(send(sts, new DeletePersonRequest(), PERSON)).containsEntry("code", number(200));
    }

    @Test
    void deletePerson_wrongSessionToken_isRejected() throws Exception {
        DefaultAcsClient sts = new DefaultAcsClient(
                DefaultProfile.getProfile("cn-shanghai"),
                new StaticCredentialsProvider(new BasicSessionCredentials("STS.id", "sts-secret", "other")));

        assertThat(send(sts, new DeletePersonRequest(), PERSON))
                .containsEntry("Code", "InvalidSecurityToken.Malformed");
    }

    @Test
    void deletePerson_acceptXml_hasAResponseInXml() throws Exception {
        DeletePersonRequest request = prepared(new DeletePersonRequest(), PERSON);
        request.setSysAcceptFormat(FormatType.XML);

        HttpResponse response = client.doAction(request);

        assertThat(response.getHttpContentType()).isEqualTo(FormatType.XML);
        assertThat(new String(response.getHttpContent(), StandardCharsets.UTF_8))
                .contains("<code>200</code>", "<personId>p1</personId>");
    }

    @Test
    void deletePerson_commonRequest_isAccepted() throws Exception {
        CommonRequest request = new CommonRequest();
        request.setSysDomain("127.0.0.1:" + server.port());
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysMethod(MethodType.POST);
        request.setSysVersion("2018-05-09");
        request.setSysUriPattern("/green/sface/person/delete");
        request.setHttpContent(PERSON.getBytes(StandardCharsets.UTF_8), "UTF-8", FormatType.JSON);

        assertThat(client.getCommonResponse(request).getData()).contains("\"deleteCount\":1");
    }

    @Test
    void deletePerson_acs3OfTheSdk_isRejectedUnlessAllowed() throws Exception {
        // With this signature version, the SDK sends no Accept header, so both responses are XML.
        assertThat(text(client.doAction(prepared(acs3(), PERSON)))).contains("<Code>IncompleteSignature</Code>");

        green.variants(green.variants().withAcs3Payload(GreenVariants.Acs3Payload.EMPTY_HASH_ALLOWED));

        assertThat(text(client.doAction(prepared(acs3(), PERSON)))).contains("<deleteCount>1</deleteCount>");
        assertThat(green.library().size()).isZero();
    }

    private static String text(HttpResponse response) {
        return new String(response.getHttpContent(), StandardCharsets.UTF_8);
    }

    private static RoaAcsRequest<?> acs3() {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setSysSignatureVersion(SignatureVersion.V3);
        request.setSysSignatureAlgorithm(SignatureAlgorithm.ACS3_HMAC_SHA256);
        return request;
    }
}
