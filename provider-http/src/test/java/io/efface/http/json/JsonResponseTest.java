package io.efface.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.http.CallLabel;
import io.efface.http.ErrorTable;
import io.efface.http.HttpResponse;
import io.efface.http.SentIds;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonResponseTest {
    private static final ErrorTable TABLE = ErrorTable.of(
            ErrorTable.Row.exact("busy", ErrorKind.CONFLICT, Effect.NONE, RetryAdvice.BACKOFF, "inferred"));

    public record Faces(@Nullable List<@Nullable String> faces) {}

    private static JsonResponse response(int status, String body, @Nullable String code) {
        HttpResponse http = new HttpResponse(
                new CallLabel(Operation.DELETE_PERSON, "acme", "acc"),
                status,
                Headers.of("X-Request-Id", "r-1"),
                ByteString.encodeUtf8(body),
                Instant.EPOCH,
                SentIds.of(PersonId.of("alice"), Set.of()),
                null,
                null);
        return JsonResponse.of(http, JsonResponseReader.exactKeys(Faces.class), Optional.ofNullable(code));
    }

    private static FaceException failure(Executable call) {
        return catchThrowableOfType(FaceException.class, call::execute);
    }

    @Test
    void isError_success_isFalse() {
        assertThat(response(200, "{}", "busy").isError("missing", TABLE)).isFalse();
        assertThat(response(200, "{}", null).requestId()).isEqualTo("r-1");
    }

    @Test
    void isError_codeOfAResult_isTrue() {
        assertThat(response(404, "{}", "missing").isError("missing", TABLE)).isTrue();
    }

    @Test
    void isError_otherCode_throwsTheExceptionOfTheRow() {
        FaceException failure = failure(() -> response(409, "{}", "busy").isError("missing", TABLE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.vendorCode()).contains("busy");
    }

    @Test
    void of_failureWithoutCode_isNotFromTheVendor() {
        assertThat(failure(() -> response(502, "<html>", null)).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    @Test
    void checkEmpty_bodyWithoutAndWithBytes_rejectsBytes() {
        assertThatCode(() -> response(200, "", null).checkEmpty()).doesNotThrowAnyException();
        assertThat(failure(() -> response(200, "OK", null).checkEmpty()).effect())
                .isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void read_bodyOfAnotherForm_isMalformed() {
        assertThat(response(200, "{\"faces\":[\"1\"]}", null).read(Faces.class).faces())
                .containsExactly("1");
        assertThat(failure(() -> response(200, "[]", null).read(Faces.class)).kind())
                .isEqualTo(ErrorKind.MALFORMED_RESPONSE);
    }

    @Test
    void faceIds_listWithoutAnId_isMalformed() {
        JsonResponse response = response(200, "{}", null);

        assertThat(response.faceIds(List.of("2", "1"))).containsExactly(FaceId.of("2"), FaceId.of("1"));
        for (List<String> ids : Arrays.asList(null, List.of(""), Arrays.asList("1", null))) {
            assertThat(failure(() -> response.faceIds(ids)).kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        }
    }
}
