package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStatusErrorMapperTest {
    private static final ByteString BODY = ByteString.encodeUtf8("<html>p-1 is unwell</html>");

    @ParameterizedTest
    @CsvSource({
        "101, MALFORMED_RESPONSE, UNKNOWN, BACKOFF",
        "200, MALFORMED_RESPONSE, UNKNOWN, BACKOFF",
        "204, MALFORMED_RESPONSE, UNKNOWN, BACKOFF",
        "302, UNAVAILABLE, UNKNOWN, NEVER",
        "304, UNAVAILABLE, UNKNOWN, NEVER",
        "400, MALFORMED_RESPONSE, UNKNOWN, NEVER",
        "401, UNAUTHENTICATED, NONE, NEVER",
        "403, PERMISSION_DENIED, NONE, NEVER",
        "404, MALFORMED_RESPONSE, UNKNOWN, NEVER",
        "407, CONFIGURATION, NONE, NEVER",
        "408, TIMEOUT, UNKNOWN, BACKOFF",
        "413, INVALID_ARGUMENT, NONE, NEVER",
        "414, INVALID_ARGUMENT, NONE, NEVER",
        "421, UNAVAILABLE, NONE, BACKOFF",
        "429, RATE_LIMITED, NONE, BACKOFF",
        "431, INVALID_ARGUMENT, NONE, NEVER",
        "500, UNAVAILABLE, UNKNOWN, BACKOFF",
        "502, UNAVAILABLE, UNKNOWN, BACKOFF",
        "504, UNAVAILABLE, UNKNOWN, BACKOFF",
        "599, UNAVAILABLE, UNKNOWN, BACKOFF"
    })
    void notVendor_status_isClassifiedByTheTable(int status, ErrorKind kind, Effect effect, RetryAdvice advice) {
        FaceException failure = response(Operation.DELETE_PERSON, status).notVendor();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.effect()).isEqualTo(effect);
        assertThat(failure.advice()).isEqualTo(advice);
        assertThat(failure.origin()).isEqualTo(Origin.NETWORK);
        assertThat(failure.httpStatus()).hasValue(status);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.provider()).contains("vendor");
        assertThat(failure.account()).contains("acc");
        assertThat(failure.classification())
                .isEqualTo(status / 100 == 2 ? Classification.SHAPE : Classification.HTTP_STATUS);
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("p-1").contains("HTTP " + status);
    }

    @Test
    void notVendor_findPerson_hasNoEffect() {
        assertThat(response(Operation.FIND_PERSON, 502).notVendor().effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void notVendor_withRetryAfter_containsTheWait() {
        assertThat(response(Operation.DELETE_PERSON, 429, "Retry-After", "7")
                        .notVendor()
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    private static HttpResponse response(Operation operation, int status, String... headers) {
        return new HttpResponse(
                new CallLabel(operation, "vendor", "acc"),
                status,
                Headers.of(headers),
                BODY,
                Instant.EPOCH,
                SentIds.NONE,
                null,
                null);
    }
}
