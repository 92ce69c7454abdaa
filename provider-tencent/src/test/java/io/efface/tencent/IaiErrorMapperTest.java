package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.http.CallLabel;
import io.efface.http.HttpResponse;
import io.efface.http.SentIds;
import io.efface.http.json.JsonResponseReader;
import java.time.Instant;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IaiErrorMapperTest {
    private static final SentIds IDS = SentIds.of(PersonId.of("alice"));

    @ParameterizedTest
    @CsvSource({
        "iai.tencentcloudapi.com, host = intl",
        "iai.ap-guangzhou.tencentcloudapi.com, host = intl",
        "iai.intl.tencentcloudapi.com, host = nearest",
    })
    void isMissingPerson_unknownKeyAtAHostOfTheVendor_suggestsTheOtherHost(String host, String hint) {
        FaceException failure = failure(host, "AuthFailure.SecretIdNotFound");

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
        assertThat(failure)
                .hasMessageContaining("the key is unknown at this host")
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "iai.example.com, AuthFailure.SecretIdNotFound",
        "127.0.0.1, AuthFailure.SecretIdNotFound",
        "iai.tencentcloudapi.com, AuthFailure.SignatureFailure",
    })
    void isMissingPerson_otherHostOrCode_suggestsNoHost(String host, String code) {
        assertThat(failure(host, code).detail()).isEmpty();
    }

    private static FaceException failure(String host, String code) {
        String body = "{\"Response\":{\"Error\":{\"Code\":\"" + code + "\"},\"RequestId\":\"r-1\"}}";
        HttpResponse response = new HttpResponse(
                new CallLabel(Operation.DELETE_PERSON, "tencent", "acc"),
                200,
                Headers.of(),
                ByteString.encodeUtf8(body),
                Instant.EPOCH,
                IDS,
                null,
                null);
        return catchThrowableOfType(
                FaceException.class,
                () -> new IaiErrorMapper(host)
                        .isMissingPerson(IaiResponse.of(response, JsonResponseReader.exactKeys(IaiWire.class))));
    }
}
