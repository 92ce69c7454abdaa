package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which parts of a response are shown. The rules are the same for every vendor. */
class VendorResponseTest {
    private static final ErrorTable TABLE = ErrorTable.of(
            ErrorTable.Row.exact("Listed.Code", ErrorKind.NOT_FOUND, Effect.NONE, RetryAdvice.NEVER, "page"),
            ErrorTable.Row.prefix("Invalid", ErrorKind.INVALID_ARGUMENT, Effect.NONE, RetryAdvice.NEVER, "page"));

    private static final class Response extends VendorResponse {
        Response(HttpResponse http, @Nullable Object requestId) {
            super(http, requestId);
        }
    }

    private static Response response(String person, @Nullable Object requestId, String... headers) {
        return new Response(
                new HttpResponse(
                        new CallLabel(Operation.DELETE_PERSON, "vendor", "acc"),
                        400,
                        Headers.of(headers),
                        ByteString.EMPTY,
                        Instant.EPOCH,
                        SentIds.of(PersonId.of(person)),
                        null,
                        null),
                requestId);
    }

    @Test
    void requestId_repeatsAnId_isHidden() {
        assertThat(response("alice", "r-alice-1").requestId()).isNull();
        assertThat(response("alice", "r-1").requestId()).isEqualTo("r-1");
        assertThat(response("alice", List.of("r-1")).requestId()).isNull();
    }

    @Test
    void requestId_notInTheBody_isReadFromTheHeader() {
        assertThat(response("alice", null, "x-acs-request-id", "h-1").requestId())
                .isEqualTo("h-1");
        assertThat(response("alice", " ", "x-acs-request-id", "alice").requestId())
                .isNull();
        assertThat(response("alice", "b-1", "x-acs-request-id", "h-1").requestId())
                .isEqualTo("b-1");
    }

    @ParameterizedTest
    @CsvSource({
        "alice, Invalid.alice, ",
        "alice, Unknown.Alice, ",
        "alice, Invalid.bob, Invalid.bob",
        "Code, Listed.Code, Listed.Code",
        "Listed.Code, Listed.Code, ",
    })
    void error_code_isShownUnlessItRepeatsAnId(String person, String code, @Nullable String shown) {
        FaceException error =
                response(person, "r-1").error(TABLE.find(code), code).build();

        assertThat(error.vendorCode()).isEqualTo(Optional.ofNullable(shown));
        assertThat(error.getMessage()).doesNotContain("alice", "Alice");
    }

    @Test
    void malformed_anyResponse_isOfUnknownEffect() {
        FaceException error = response("alice", "r-1").malformed("no list", RetryAdvice.NEVER);

        assertThat(error.kind()).isEqualTo(ErrorKind.MALFORMED_RESPONSE);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error).hasMessageContaining("no list");
    }
}
