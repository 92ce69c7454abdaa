package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.CopyPersonRequest;
import com.tencentcloudapi.iai.v20200303.models.CopyPersonResponse;
import com.tencentcloudapi.iai.v20200303.models.CreateFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.CreateFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.CreateGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonRequest;
import com.tencentcloudapi.iai.v20200303.models.CreatePersonResponse;
import com.tencentcloudapi.iai.v20200303.models.DeleteFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DeleteFaceResponse;
import com.tencentcloudapi.iai.v20200303.models.DeleteGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonFromGroupRequest;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonRequest;
import com.tencentcloudapi.iai.v20200303.models.GetGroupListRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonBaseInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonBaseInfoResponse;
import com.tencentcloudapi.iai.v20200303.models.GetPersonGroupInfoRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListNumRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListRequest;
import com.tencentcloudapi.iai.v20200303.models.GetPersonListResponse;
import com.tencentcloudapi.iai.v20200303.models.PersonExDescriptionInfo;
import io.efface.emulator.Fault;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the emulator over HTTP with the vendor's SDK, {@code tencentcloud-sdk-java-iai}. */
class IaiSdkPeerTest extends IaiSdkPeer {
    private static final String HOSTILE = "p-1%@#&_A";

    private IaiClient client(Signing signing) {
        return new IaiClient(new Credential(ID, KEY), "ap-guangzhou", profile(signing));
    }

    private static DeletePersonRequest deletePerson(String person) {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setPersonId(person);
        return request;
    }

    private static DeleteFaceRequest deleteFaces(String person, String... faces) {
        DeleteFaceRequest request = new DeleteFaceRequest();
        request.setPersonId(person);
        request.setFaceIds(faces);
        return request;
    }

    private static GetPersonBaseInfoRequest read(String person) {
        GetPersonBaseInfoRequest request = new GetPersonBaseInfoRequest();
        request.setPersonId(person);
        return request;
    }

    private static CreateGroupRequest group(String id) {
        CreateGroupRequest request = new CreateGroupRequest();
        request.setGroupId(id);
        request.setGroupName("name of " + id);
        request.setGroupExDescriptions(new String[] {"floor", "door"});
        return request;
    }

    private static CreatePersonRequest person(String id, String group) {
        CreatePersonRequest request = new CreatePersonRequest();
        request.setGroupId(group);
        request.setPersonId(id);
        request.setPersonName("名 + name & more");
        request.setGender(2L);
        request.setUrl("https://example.com/" + id.hashCode() + ".jpg?a=b&c=d");
        PersonExDescriptionInfo info = new PersonExDescriptionInfo();
        info.setPersonExDescriptionIndex(1L);
        info.setPersonExDescription("left one");
        request.setPersonExDescriptionInfos(new PersonExDescriptionInfo[] {info});
        return request;
    }

    @ParameterizedTest
    @EnumSource
    void sdk_personFromCreationToDeletion_hasTheDocumentedResponses(Signing signing) throws TencentCloudSDKException {
        IaiClient client = client(signing);
        client.CreateGroup(group("g"));
        CreatePersonResponse created = client.CreatePerson(person(HOSTILE, "g"));
        CreateFaceRequest faces = new CreateFaceRequest();
        faces.setPersonId(HOSTILE);
        faces.setUrls(new String[] {"http://example.com/1", "http://example.com/2"});
        CreateFaceResponse added = client.CreateFace(faces);

        assertThat(created.getFaceId()).matches("\\d{19}");
        assertThat(created.getFaceRect().getWidth()).isPositive();
        assertThat(added.getSucFaceNum()).isEqualTo(2);
        assertThat(added.getRetCode()).containsExactly(0L, 0L);
        assertThat(added.getSucIndexes()).containsExactly(0L, 1L);
        GetPersonBaseInfoResponse info = client.GetPersonBaseInfo(read(HOSTILE));
        assertThat(info.getPersonName()).isEqualTo("名 + name & more");
        assertThat(info.getGender()).isEqualTo(2);
        assertThat(info.getFaceIds())
                .containsExactly(created.getFaceId(), added.getSucFaceIds()[0], added.getSucFaceIds()[1]);

        DeleteFaceResponse deleted = client.DeleteFace(deleteFaces(HOSTILE, added.getSucFaceIds()[0], "unknown"));
        assertThat(deleted.getSucDeletedNum()).isEqualTo(1);
        assertThat(deleted.getSucFaceIds()).containsExactly(added.getSucFaceIds()[0]);
        assertThat(emulator.library().person(HOSTILE).orElseThrow().faceIds())
                .containsExactly(created.getFaceId(), added.getSucFaceIds()[1]);

        TencentCloudSDKException last =
                rejection(() -> client.DeleteFace(deleteFaces(HOSTILE, created.getFaceId(), added.getSucFaceIds()[1])));
        assertThat(last.getErrorCode()).isEqualTo("InvalidParameterValue.DeleteFaceNumExceed");
        assertThat(emulator.library().person(HOSTILE).orElseThrow().faceIds()).hasSize(2);

        assertThat(client.DeletePerson(deletePerson(HOSTILE)).getRequestId()).hasSize(36);
        assertThat(emulator.library().size()).isZero();
        assertThat(rejection(() -> client.DeletePerson(deletePerson(HOSTILE))).getErrorCode())
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");
        TencentCloudSDKException gone = rejection(() -> client.GetPersonBaseInfo(read(HOSTILE)));
        assertThat(gone.getErrorCode()).isEqualTo("InvalidParameterValue.PersonIdNotExist");
        assertThat(gone.getMessage()).contains("The person does not exist.");
        assertThat(gone.getRequestId()).hasSize(36);
    }

    @ParameterizedTest
    @EnumSource
    void sdk_wrongSecretOrId_isRejected(Signing signing) {
        emulator.library().put("p1", "f1");
        IaiClient wrongKey = new IaiClient(new Credential(ID, "wrong"), "ap-guangzhou", profile(signing));
        IaiClient wrongId = new IaiClient(new Credential("AKIDnobody", KEY), "ap-guangzhou", profile(signing));

        assertThat(rejection(() -> wrongKey.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("AuthFailure.SignatureFailure");
        assertThat(rejection(() -> wrongId.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("AuthFailure.SecretIdNotFound");
        assertThat(emulator.library().size()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void sdk_temporaryKey_needsItsToken(Signing signing) throws TencentCloudSDKException {
        emulator.library().put("p1", "f1");
        IaiClient without = new IaiClient(new Credential("AKIDtemporary", "temporary-secret"), "", profile(signing));
        IaiClient wrong =
                new IaiClient(new Credential("AKIDtemporary", "temporary-secret", "other"), "", profile(signing));
        IaiClient right = new IaiClient(
                new Credential("AKIDtemporary", "temporary-secret", "temporary-token"), "", profile(signing));

        assertThat(rejection(() -> without.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("AuthFailure.TokenFailure");
        assertThat(rejection(() -> wrong.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("AuthFailure.TokenFailure");
        right.DeletePerson(deletePerson("p1"));
        assertThat(emulator.library().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sdk_faults_haveTheCodesOfTheVendor(Signing signing) {
        emulator.library().put("p1", "f1");
        emulator.faults()
                .next(Fault.throttle())
                .next(Fault.error("FailedOperation.RequestLimitExceeded"))
                .next(Fault.html502(Fault.When.BEFORE_EFFECT));
        IaiClient client = client(signing);

        assertThat(rejection(() -> client.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("RequestLimitExceeded");
        assertThat(rejection(() -> client.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("FailedOperation.RequestLimitExceeded");
        assertThat(rejection(() -> client.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("ServerSideError");
        assertThat(emulator.library().size()).isOne();
    }

    @Test
    void sdk_unsignedPayload_isAccepted() throws TencentCloudSDKException {
        emulator.library().put("p1", "f1");
        ClientProfile profile = profile(Signing.TC3_POST);
        profile.setUnsignedPayload(true);

        new IaiClient(new Credential(ID, KEY), "ap-guangzhou", profile).DeletePerson(deletePerson("p1"));

        assertThat(emulator.library().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sdk_endpointNamedLocalhost_isReached(Signing signing) throws TencentCloudSDKException {
        emulator.library().put("p1", "f1");

        new IaiClient(new Credential(ID, KEY), "", profile(signing, "localhost")).DeletePerson(deletePerson("p1"));

        assertThat(emulator.library().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sdk_twelveFaces_areAllInTheResponse(Signing signing) throws TencentCloudSDKException {
        String[] faces = new String[12];
        Arrays.setAll(faces, i -> "f" + i);
        emulator.library().addFaces("p1", List.of(faces));
        emulator.library().addFaces("p1", List.of("stays"));

        DeleteFaceResponse response = client(signing).DeleteFace(deleteFaces("p1", faces));

        assertThat(response.getSucFaceIds()).containsExactly(faces);
        assertThat(emulator.library().person("p1").orElseThrow().faceIds()).containsExactly("stays");
    }

    @ParameterizedTest
    @EnumSource
    void sdk_operationsOnGroups_changeOnlyTheNamedGroups(Signing signing) throws TencentCloudSDKException {
        IaiClient client = client(signing);
        client.CreateGroup(group("g1"));
        client.CreateGroup(group("g2"));
        client.CreatePerson(person("a", "g1"));
        client.CreatePerson(person("b", "g1"));
        CopyPersonRequest copy = new CopyPersonRequest();
        copy.setPersonId("a");
        copy.setGroupIds(new String[] {"g2"});
        CopyPersonResponse copied = client.CopyPerson(copy);
        assertThat(copied.getSucGroupNum()).isOne();

        GetPersonListRequest list = new GetPersonListRequest();
        list.setGroupId("g1");
        list.setOffset(1L);
        list.setLimit(10L);
        GetPersonListResponse page = client.GetPersonList(list);
        assertThat(page.getPersonNum()).isEqualTo(2);
        assertThat(page.getFaceNum()).isEqualTo(2);
        assertThat(page.getPersonInfos()).singleElement().satisfies(info -> {
            assertThat(info.getPersonId()).isEqualTo("b");
            assertThat(info.getPersonExDescriptions()).containsExactly("", "left one");
            assertThat(info.getFaceIds()).hasSize(1);
            assertThat(info.getCreationTimestamp()).isPositive();
        });
        GetPersonGroupInfoRequest groupsOf = new GetPersonGroupInfoRequest();
        groupsOf.setPersonId("a");
        assertThat(client.GetPersonGroupInfo(groupsOf).getPersonGroupInfos())
                .extracting(info -> info.getGroupId())
                .containsExactly("g1", "g2");
        assertThat(client.GetGroupList(new GetGroupListRequest()).getGroupInfos())
                .extracting(info -> info.getGroupId())
                .containsExactly("g1", "g2");

        DeletePersonFromGroupRequest leave = new DeletePersonFromGroupRequest();
        leave.setPersonId("b");
        leave.setGroupId("g2");
        assertThat(rejection(() -> client.DeletePersonFromGroup(leave)).getErrorCode())
                .isEqualTo("FailedOperation.GroupPersonMapNotExist");
        leave.setGroupId("g1");
        client.DeletePersonFromGroup(leave);
        assertThat(rejection(() -> client.GetPersonBaseInfo(read("b"))).getErrorCode())
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");

        DeleteGroupRequest delete = new DeleteGroupRequest();
        delete.setGroupId("g1");
        client.DeleteGroup(delete);
        assertThat(client.GetPersonBaseInfo(read("a")).getFaceIds()).hasSize(1);
        GetPersonListNumRequest number = new GetPersonListNumRequest();
        number.setGroupId("g1");
        assertThat(rejection(() -> client.GetPersonListNum(number)).getErrorCode())
                .isEqualTo("InvalidParameterValue.GroupIdNotExist");
        number.setGroupId("g2");
        assertThat(client.GetPersonListNum(number).getPersonNum()).isOne();
    }

    @Test
    void sdk_regionRequired_isRejectedWithoutOne() throws IOException, TencentCloudSDKException {
        restart(IaiEmulator.builder()
                .variants(IaiVariants.builder().regionRequired(true).build()));
        emulator.library().put("p1", "f1");
        IaiClient without = new IaiClient(new Credential(ID, KEY), "", profile(Signing.TC3_POST));

        assertThat(rejection(() -> without.DeletePerson(deletePerson("p1"))).getErrorCode())
                .isEqualTo("MissingParameter");
        client(Signing.TC3_POST).DeletePerson(deletePerson("p1"));
        assertThat(emulator.library().size()).isZero();
    }
}
