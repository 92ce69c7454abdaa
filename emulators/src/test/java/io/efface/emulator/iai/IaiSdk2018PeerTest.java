package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20180301.IaiClient;
import com.tencentcloudapi.iai.v20180301.models.DeleteFaceRequest;
import com.tencentcloudapi.iai.v20180301.models.DeletePersonRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the emulator over HTTP with the vendor's SDK for version 2018-03-01 of the interface. */
class IaiSdk2018PeerTest extends IaiSdkPeer {

    @ParameterizedTest
    @EnumSource
    void sdkOf2018_sharedPeople_deletesThem(Signing signing) throws TencentCloudSDKException {
        emulator.library().put("p1", "f1", "f2");
        IaiClient client = new IaiClient(new Credential(ID, KEY), "", profile(signing));
        DeleteFaceRequest faces = new DeleteFaceRequest();
        faces.setPersonId("p1");
        faces.setFaceIds(new String[] {"f1"});
        DeletePersonRequest person = new DeletePersonRequest();
        person.setPersonId("p1");

        assertThat(client.DeleteFace(faces).getSucDeletedNum()).isOne();
        client.DeletePerson(person);

        assertThat(emulator.library().size()).isZero();
        assertThat(rejection(() -> client.DeletePerson(person)).getErrorCode())
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");
    }

    @Test
    void sdkOf2018_separatePeople_findsOnlyThePeopleOfItsVersion() throws IOException, TencentCloudSDKException {
        restart(IaiEmulator.builder()
                .variants(IaiVariants.builder().versionsSharePeople(false).build()));
        emulator.library().put("new", "f1");
        emulator.library(IaiEmulator.VERSION_2018).put("old", "f2");
        IaiClient client = new IaiClient(new Credential(ID, KEY), "", profile(Signing.TC3_POST));
        DeletePersonRequest person = new DeletePersonRequest();
        person.setPersonId("new");

        assertThat(rejection(() -> client.DeletePerson(person)).getErrorCode())
                .isEqualTo("InvalidParameterValue.PersonIdNotExist");
        person.setPersonId("old");
        client.DeletePerson(person);

        assertThat(emulator.library().size()).isOne();
        assertThat(emulator.library(IaiEmulator.VERSION_2018).size()).isZero();
    }
}
