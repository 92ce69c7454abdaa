package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
    private static final Instant NOW = Instant.parse("2026-03-17T09:30:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "120 | PT2M",
                " 5 | PT5S",
                "999999999 | PT277777H46M39S",
                "Tue, 17 Mar 2026 09:30:30 GMT | PT30S",
                "Tue, 17 Mar 2026 09:29:30 GMT | PT0S"
            })
    void retryAfter_readable_isTheWaitFromTheResponse(String header, Duration wait) {
        assertThat(response("Retry-After", header).retryAfter()).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "17 Mar"})
    void retryAfter_unreadable_isEmpty(String header) {
        assertThat(response("Retry-After", header).retryAfter()).isEmpty();
    }

    @Test
    void date_readable_isTheServersTime() {
        assertThat(response("Date", "Tue, 17 Mar 2026 09:30:00 GMT").date()).contains(NOW);
        assertThat(response("Date", "yesterday").date()).isEmpty();
        assertThat(response().date()).isEmpty();
    }

    @Test
    void error_builder_hasOriginAttemptStatusAndRetryAfter() {
        FaceException failure =
                response("Retry-After", "3").error(ErrorKind.RATE_LIMITED).build();

        assertThat(failure.origin()).isEqualTo(Origin.VENDOR);
        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(failure.httpStatus()).hasValue(200);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure).hasMessage("deletePerson: RATE_LIMITED (vendor, HTTP 200)");
    }

    @Test
    void toString_response_showsNeitherHeadersNorBody() {
        assertThat(response("X-Token", "hidden-text").toString())
                .doesNotContain("hidden-text", "p-1")
                .contains("200");
    }

    private static HttpResponse response(String... headers) {
        return new HttpResponse(
                new CallLabel(Operation.DELETE_PERSON, "vendor", "acc"),
                200,
                Headers.of(headers),
                ByteString.encodeUtf8("p-1"),
                NOW,
                SentIds.NONE,
                null,
                null);
    }
}
