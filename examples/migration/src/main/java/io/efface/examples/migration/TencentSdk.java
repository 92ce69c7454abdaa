package io.efface.examples.migration;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import com.tencentcloudapi.iai.v20200303.models.DeleteFaceRequest;
import com.tencentcloudapi.iai.v20200303.models.DeletePersonRequest;
import java.util.List;

/** Deletions with tencentcloud-sdk-java-iai. */
final class TencentSdk {
    private final IaiClient client;

    TencentSdk(IaiClient client) {
        this.client = client;
    }

    boolean deletePerson(String person) throws TencentCloudSDKException {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setPersonId(person);
        try {
            client.DeletePerson(request);
            return true;
        } catch (TencentCloudSDKException e) {
            if ("InvalidParameterValue.PersonIdNotExist".equals(e.getErrorCode())) {
                return false;
            }
            throw e;
        }
    }

    boolean deleteFaces(String person, List<String> faces) throws TencentCloudSDKException {
        DeleteFaceRequest request = new DeleteFaceRequest(); // at most 5 faces
        request.setPersonId(person);
        request.setFaceIds(faces.toArray(new String[0]));
        return client.DeleteFace(request).getSucDeletedNum() == faces.size();
    }
}
