package io.efface.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.green.model.v20180509.DeletePersonRequest;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.HttpResponse;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.iai.v20200303.IaiClient;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaverTest {
    private static final String ID = "an-id-of-a-key";
    private static final String SECRET = "the-key-of-that-id";

    private final GreenEmulator green = GreenEmulator.builder().key(ID, SECRET).build();
    private final IaiEmulator iai = IaiEmulator.builder().key(ID, SECRET).build();
    private EmulatorServer greenServer;
    private EmulatorServer iaiServer;

    @BeforeEach
    void start() throws Exception {
        greenServer = EmulatorServer.start(green);
        iaiServer = EmulatorServer.start(iai);
        for (String person : List.of("by-sdk", "by-efface")) {
            green.library().put(person, "1", "2");
            iai.library().put(person, "1", "2");
        }
    }

    @AfterEach
    void stop() {
        greenServer.close();
        iaiServer.close();
    }

    @Test
    void leaves_withBothSdksOnTheClassPath_effaceAndSdksDelete() throws Exception {
        deleteWithTencentsSdk("by-sdk");
        deleteWithAlibabasSdk("by-sdk");
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (FaceRepositories accounts =
                FaceRepositories.builder().map(configuration()).open()) {
            assertTrue(new Leaver(accounts, executor).leaves("by-efface"));
        } finally {
            executor.shutdownNow();
        }

        assertEquals(0, green.library().size());
        assertEquals(0, iai.library().size());
    }

    private Map<String, String> configuration() {
        Map<String, String> keys = new HashMap<>();
        keys.put("efface.accounts.a.provider", "aliyun");
        keys.put("efface.accounts.a.endpoint", greenServer.url());
        keys.put("efface.accounts.a.credentials.access-key-id", ID);
        keys.put("efface.accounts.a.credentials.access-key-secret", SECRET);
        keys.put("efface.accounts.t.provider", "tencent");
        keys.put("efface.accounts.t.endpoint", iaiServer.url());
        keys.put("efface.accounts.t.credentials.secret-id", ID);
        keys.put("efface.accounts.t.credentials.secret-key", SECRET);
        return keys;
    }

    private void deleteWithTencentsSdk(String person) throws Exception {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint("127.0.0.1:" + iaiServer.port());
        IaiClient client = new IaiClient(new Credential(ID, SECRET), "ap-guangzhou", new ClientProfile("TC3-HMAC-SHA256", http));
        com.tencentcloudapi.iai.v20200303.models.DeletePersonRequest request =
                new com.tencentcloudapi.iai.v20200303.models.DeletePersonRequest();
        request.setPersonId(person);
        client.DeletePerson(request);
    }

    private void deleteWithAlibabasSdk(String person) throws Exception {
        DefaultAcsClient client = new DefaultAcsClient(DefaultProfile.getProfile("cn-shanghai", ID, SECRET));
        DeletePersonRequest request = new DeletePersonRequest();
        request.setSysEndpoint("127.0.0.1:" + greenServer.port());
        request.setSysProtocol(ProtocolType.HTTP);
        request.setSysConnectTimeout(60_000);
        request.setSysReadTimeout(60_000);
        request.setHttpContent(
                ("{\"personId\":\"" + person + "\"}").getBytes(StandardCharsets.UTF_8), "UTF-8", FormatType.JSON);
        HttpResponse response = client.doAction(request);
        assertTrue(response.getHttpContentString().contains("\"deleteCount\":1"), response.getHttpContentString());
    }
}
