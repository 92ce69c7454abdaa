package io.efface.benchmarks;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.green.model.v20180509.DeletePersonRequest;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpResponse;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that uses the SDK of Alibaba Cloud. */
final class AliyunSdk implements Client.Connected {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final DefaultAcsClient client =
            new DefaultAcsClient(DefaultProfile.getProfile("cn-shanghai", Vendor.KEY_ID, Vendor.SECRET));
    private final String endpoint;

    AliyunSdk(String url) {
        endpoint = URI.create(url).getAuthority();
    }

    @Override
    public void delete(String person) throws ClientException {
        DeletePersonRequest request = new DeletePersonRequest();
        request.setSysEndpoint(endpoint);
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysConnectTimeout(TIMEOUT_MILLIS);
        request.setSysReadTimeout(TIMEOUT_MILLIS);
        request.setHttpContent(
                ("{\"personId\":\"" + person + "\"}").getBytes(StandardCharsets.UTF_8), "UTF-8", FormatType.JSON);
        HttpResponse response = client.doAction(request);
        if (!response.getHttpContentString().contains("\"code\":200")) {
            throw new ClientException("the deletion did not succeed");
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
