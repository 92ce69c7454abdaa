package io.efface.emulator.iai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import io.efface.emulator.EmulatorServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts an emulator with an HTTP server, and creates the settings with which the vendor's SDK calls it. */
abstract class IaiSdkPeer {
    static final String ID = "AKIDpeer";
    static final String KEY = "peer-secret";

    /** The ways in which the SDK can sign and send a request. */
    enum Signing {
        TC3_POST(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_POST),
        TC3_GET(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_GET),
        SHA256_POST(ClientProfile.SIGN_SHA256, HttpProfile.REQ_POST),
        SHA256_GET(ClientProfile.SIGN_SHA256, HttpProfile.REQ_GET),
        SHA1_POST(ClientProfile.SIGN_SHA1, HttpProfile.REQ_POST),
        SHA1_GET(ClientProfile.SIGN_SHA1, HttpProfile.REQ_GET);

        final String signMethod;
        final String httpMethod;

        Signing(String signMethod, String httpMethod) {
            this.signMethod = signMethod;
            this.httpMethod = httpMethod;
        }
    }

    IaiEmulator emulator;
    private EmulatorServer server;

    @BeforeEach
    void start() throws IOException {
        start(IaiEmulator.builder());
    }

    private void start(IaiEmulator.Builder builder) throws IOException {
        emulator = builder.key(ID, KEY)
                .temporaryKey("AKIDtemporary", "temporary-secret", "temporary-token")
                .build();
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    void restart(IaiEmulator.Builder builder) throws IOException {
        server.close();
        start(builder);
    }

    ClientProfile profile(Signing signing) {
        return profile(signing, "127.0.0.1");
    }

    ClientProfile profile(Signing signing, String host) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(host + ":" + server.port());
        http.setReqMethod(signing.httpMethod);
        http.setReadTimeout(60);
        ClientProfile profile = new ClientProfile(signing.signMethod, http);
        profile.setLanguage(Language.EN_US);
        return profile;
    }

    interface Call {
        void run() throws TencentCloudSDKException;
    }

    static TencentCloudSDKException rejection(Call call) {
        TencentCloudSDKException rejection = catchThrowableOfType(TencentCloudSDKException.class, call::run);
        assertThat(rejection).as("the rejection").isNotNull();
        return rejection;
    }
}
