package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.http.CallLabel;
import io.efface.http.ErrorTable;
import io.efface.http.HttpResponse;
import io.efface.http.SentIds;
import io.efface.http.json.JsonResponseReader;
import java.time.Instant;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the meaning of the vendor's codes, and the places of a response that contain a code. */
class AwsErrorsTest {
    private static final SentIds IDS = SentIds.of(PersonId.of("alice"));
    private static final Headers REQUEST_ID = Headers.of("x-amzn-RequestId", CannedRekognition.REQUEST_ID);

    private static FaceException failure(int status, Headers headers, String body) {
        HttpResponse response = new HttpResponse(
                new CallLabel(Operation.DELETE_PERSON, "rekognition", "acc"),
                status,
                headers,
                ByteString.encodeUtf8(body),
                Instant.EPOCH,
                IDS,
                null,
                null);
        FaceException failure = catchThrowableOfType(
                FaceException.class,
                () -> RekognitionErrorMapper.isMissing(
                        RekognitionResponse.of(response, JsonResponseReader.exactKeys(RekognitionWire.class))));
        assertThat(failure).isNotNull();
        assertThat(failure.toString()).doesNotContain("alice");
        return failure;
    }

    @Test
    void rows_everyRow_hasASourceAndNoEffectIfItsAdviceIsNever() {
        assertThat(AwsErrors.TABLE.rows()).hasSizeGreaterThan(60).allSatisfy(row -> {
            assertThat(row.source()).isNotBlank();
            assertThat(row.by()).isEqualTo(Classification.CODE);
            if (row.advice() == RetryAdvice.NEVER) {
                assertThat(row.effect()).isEqualTo(Effect.NONE);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, RATE_LIMITED, NONE, BACKOFF",
        "ProvisionedThroughputExceededException, RATE_LIMITED, NONE, BACKOFF",
        "ConflictException, CONFLICT, UNKNOWN, BACKOFF",
        "InternalServerError, INTERNAL, UNKNOWN, BACKOFF",
        "AccessDeniedException, PERMISSION_DENIED, NONE, NEVER",
        "InvalidSignatureException, UNAUTHENTICATED, NONE, NEVER",
        "InvalidParameterException, INVALID_ARGUMENT, NONE, NEVER",
        "InvalidPaginationTokenException, CONFLICT, NONE, BACKOFF",
        "LimitExceededException, QUOTA_EXCEEDED, NONE, NEVER",
        "NobodyKnowsException, UNKNOWN, UNKNOWN, NEVER",
    })
    void isMissing_code_hasTheMeaningOfItsRow(String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        FaceException failure = failure(
                400, REQUEST_ID, "{\"__type\":\"" + code + "\",\"Code\":\"" + code + "\",\"Message\":\"alice\"}");

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(effect);
        assertThat(failure.advice()).isEqualTo(advice);
        assertThat(failure.vendorCode()).contains(code);
        assertThat(failure.requestId()).contains(CannedRekognition.REQUEST_ID);
    }

    /** One wrong id must not pause the account, and a changed list must not end the deletion of a person. */
    @ParameterizedTest
    @ValueSource(strings = {"InvalidParameterException", "InvalidPaginationTokenException", "ConflictException"})
    void isMissing_codeAboutTheIdsOfTheRequest_isAboutTheTarget(String code) {
        assertThat(failure(400, REQUEST_ID, "{\"__type\":\"" + code + "\"}").isAboutTarget())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"__type\":\"AccessDeniedException\"}",
                "{\"__type\":\"com.amazonaws.rekognition#AccessDeniedException\"}",
                "{\"__type\":\"AccessDeniedException:http://internal.amazon.com/coral/\"}",
                "{\"__type\":\"AccessDeniedException:http://internal.amazon.com/coral/#v1\"}",
                "{\"__type\":\"aws#AccessDeniedException:http://internal.amazon.com/coral/#v1\"}",
                "{\"code\":\"AccessDeniedException\"}",
            })
    void of_codeInTheBody_isReadInEachForm(String body) {
        assertThat(failure(400, REQUEST_ID, body).kind()).isEqualTo(ErrorKind.PERMISSION_DENIED);
    }

    @Test
    void of_codeInTheHeader_isRead() {
        Headers headers = REQUEST_ID
                .newBuilder()
                .add("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/coral/")
                .build();

        assertThat(failure(429, headers, "").kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {} | no request id",
                "200 | <html> | no JSON",
                "502 | <html> | no JSON",
                "403 | {\"message\":\"Forbidden\"} | no code",
                "301 | | a redirect",
            })
    void of_responseNotFromTheVendor_isNotClassifiedByCode(int status, String body, String why) {
        FaceException failure = failure(status, Headers.of(), body == null ? "" : body);

        assertThat(failure.classification()).as(why).isNotEqualTo(Classification.CODE);
        assertThat(failure.vendorCode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z | CLOCK",
                "Signature not yet current: 20260101T002000Z is still later than 20260101T001500Z | CLOCK",
                "The request signature we calculated does not match the signature you provided. | NONE",
            })
    void row_invalidSignature_isAClockProblemIfTheTextSaysSo(String text, ErrorTable.Remedy remedy) {
        assertThat(AwsErrors.row("InvalidSignatureException", text).remedy()).isEqualTo(remedy);
    }
}
