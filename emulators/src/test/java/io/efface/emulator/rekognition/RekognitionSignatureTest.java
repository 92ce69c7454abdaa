package io.efface.emulator.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;

/** Tests the emulator's checks with signatures of AWS's SDK for Java. */
@NullUnmarked
class RekognitionSignatureTest extends RekognitionSdk {
    private static final AwsCredentials TEMPORARY = AwsSessionCredentials.create(TEMPORARY_ID, TEMPORARY_SECRET, TOKEN);

    private static RekognitionException rejected(String code, RekognitionClient sender) {
        return rejection(RekognitionException.class, 400, code, () -> describe(sender));
    }

    private static void describe(RekognitionClient sender) {
        sender.describeCollection(r -> r.collectionId(STAFF));
    }

    @Test
    void request_ofAPermanentAndOfATemporaryKey_isAccepted() {
        describe(client);
        describe(client(TEMPORARY));

        assertThat(emulator.calls().latest()).allSatisfy(call -> {
            assertThat(call.code()).isEqualTo("OK");
            assertThat(call.operation()).isEqualTo("DescribeCollection");
            assertThat(call.signatureMethod()).isEqualTo("AWS4-HMAC-SHA256");
        });
    }

    @Test
    void request_ofAnUnknownKey_isRejected() {
        rejected("UnrecognizedClientException", client(AwsBasicCredentials.create("AKIDOTHER", SECRET)));
    }

    @Test
    void request_withAnotherSecret_isRejected() {
        RekognitionException rejection =
                rejected("InvalidSignatureException", client(AwsBasicCredentials.create(ID, "other")));

        assertThat(rejection.awsErrorDetails().errorMessage()).startsWith("The request signature we calculated");
    }

    @Test
    void request_withMissingWrongOrUnexpectedToken_isRejected() {
        List<AwsCredentials> wrong = List.of(
                AwsBasicCredentials.create(TEMPORARY_ID, TEMPORARY_SECRET),
                AwsSessionCredentials.create(TEMPORARY_ID, TEMPORARY_SECRET, "other"),
                AwsSessionCredentials.create(ID, SECRET, TOKEN));

        wrong.forEach(key -> rejected("UnrecognizedClientException", client(key)));
    }

    @Test
    void request_afterItsTokenExpired_isRejected() {
        RekognitionClient temporary = client(TEMPORARY);
        clock.advance(Duration.ofSeconds(59));
        describe(temporary);
        clock.advance(Duration.ofSeconds(1));

        rejected("ExpiredTokenException", temporary);
    }

    @ParameterizedTest
    @ValueSource(longs = {-900, -420, 420, 90_000})
    void request_signedOutsideTheTimeWindow_isRejected(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));

        RekognitionException rejection = rejected("InvalidSignatureException", client);

        assertThat(rejection.awsErrorDetails().errorMessage())
                .matches((seconds > 0 ? "Signature expired: " : "Signature not yet current: ")
                        + "\\d{8}T\\d{6}Z is .* min\\.\\)");
    }

    @ParameterizedTest
    @ValueSource(longs = {-120, 120})
    void request_signedWithinTheTimeWindow_isAccepted(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));

        describe(client);
    }

    @Test
    void request_forAnotherRegion_isRejectedIfTheEmulatorHasARegion() throws IOException {
        describe(client(AwsBasicCredentials.create(ID, SECRET), Region.US_EAST_1));
        start(builder -> builder.region("eu-west-1"));
        describe(client);

        rejected("InvalidSignatureException", client(AwsBasicCredentials.create(ID, SECRET), Region.US_EAST_1));
    }
}
