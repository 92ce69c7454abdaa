package io.efface.emulator.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.emulator.AdjustableClock;
import io.efface.emulator.EmulatorServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

/** Base class of tests in which AWS's SDK for Java sends requests to an emulator over HTTP. The SDK signs with the system time. */
@NullUnmarked
abstract class RekognitionSdk {
    static final String ID = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String TEMPORARY_ID = "ASIAEXAMPLE";
    static final String TEMPORARY_SECRET = "temporary-secret";
    static final String TOKEN = "token/with+signs==";
    static final String STAFF = "staff";

    final AdjustableClock clock = new AdjustableClock(Instant.now());
    final Instant end = clock.instant().plusSeconds(60);
    RekognitionEmulator emulator;
    RekognitionClient client;
    private EmulatorServer server;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        // The SDK stores the offset of a server's clock for the whole process.
        SdkGlobalTime.setGlobalTimeOffset(0);
        start(builder -> {});
    }

    void start(Consumer<RekognitionEmulator.Builder> settings) throws IOException {
        RekognitionEmulator.Builder builder = RekognitionEmulator.builder()
                .key(ID, SECRET)
                .temporaryKey(TEMPORARY_ID, TEMPORARY_SECRET, TOKEN, end)
                .collection(STAFF)
                .clock(clock);
        settings.accept(builder);
        emulator = builder.build();
        server = EmulatorServer.start(emulator);
        opened.add(server);
        client = client(AwsBasicCredentials.create(ID, SECRET));
    }

    RekognitionClient client(AwsCredentials credentials) {
        return client(credentials, Region.EU_WEST_1);
    }

    RekognitionClient client(AwsCredentials credentials, Region region) {
        RekognitionClient opening = RekognitionClient.builder()
                .region(region)
                .endpointOverride(URI.create(server.url()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        opened.add(opening);
        return opening;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    RekognitionCollection staff() {
        return emulator.collection().orElseThrow();
    }

    /** Returns an id with the form of AWS's face ids. */
    static String face(int number) {
        return new UUID(0, number).toString();
    }

    static String[] faces(int count) {
        String[] faces = new String[count];
        for (int i = 0; i < count; i++) {
            faces[i] = face(i);
        }
        return faces;
    }

    /** A request of the SDK. */
    interface Call {
        void run();
    }

    /** Sends a request, checks that it is rejected with the given exception type, status and code, and returns the exception. */
    static <E extends RekognitionException> E rejection(Class<E> type, int status, String code, Call call) {
        E rejection = catchThrowableOfType(type, call::run);
        assertThat(rejection).as("the rejection").isNotNull();
        assertThat(rejection.statusCode()).isEqualTo(status);
        assertThat(rejection.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(rejection.requestId()).isNotBlank();
        return rejection;
    }
}
