package io.efface.http;

import static io.efface.ErrorKind.INVALID_ARGUMENT;
import static io.efface.ErrorKind.NOT_FOUND;
import static io.efface.ErrorKind.RATE_LIMITED;
import static io.efface.ErrorKind.UNAUTHENTICATED;
import static io.efface.http.ErrorTable.Row.exact;
import static io.efface.http.ErrorTable.Row.prefix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTableTest {
    private static final ErrorTable TABLE = ErrorTable.of(
            exact("Invalid.Person", NOT_FOUND, Effect.NONE, RetryAdvice.NEVER, "page"),
            prefix("Invalid", INVALID_ARGUMENT, Effect.NONE, RetryAdvice.NEVER, "page"),
            prefix("InvalidKey", UNAUTHENTICATED, Effect.NONE, RetryAdvice.NEVER, "page"),
            prefix("Limit.", RATE_LIMITED, Effect.NONE, RetryAdvice.BACKOFF, "page"),
            ErrorTable.Row.text("limit", RATE_LIMITED, Effect.NONE, RetryAdvice.BACKOFF, "page"));

    @ParameterizedTest
    @CsvSource({
        "Invalid.Person, NOT_FOUND, CODE",
        "Invalid.Person.Other, INVALID_ARGUMENT, CODE_PREFIX",
        "Invalid, INVALID_ARGUMENT, CODE_PREFIX",
        "InvalidKey.Expired, UNAUTHENTICATED, CODE_PREFIX",
        "Limit, RATE_LIMITED, CODE_PREFIX",
        "Limit.User, RATE_LIMITED, CODE_PREFIX",
        "LimitX, UNKNOWN, CODE",
        "limit, UNKNOWN, CODE",
        "'', UNKNOWN, CODE",
    })
    void find_code_returnsTheExactRowOrTheRowOfTheLongestPrefix(String code, ErrorKind kind, Classification by) {
        assertThat(TABLE.find(code).kind()).isEqualTo(kind);
        assertThat(TABLE.find(code).by()).isEqualTo(by);
        assertThat(TABLE.find(code).isListed()).isEqualTo(kind != ErrorKind.UNKNOWN);
    }

    @Test
    void find_unlistedCode_hasUnknownEffectAndIsNotRepeated() {
        assertThat(TABLE.find("Whatever").effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(TABLE.find("Whatever").advice()).isEqualTo(RetryAdvice.NEVER);
    }

    @Test
    void of_twoRowsForOneCode_isRejected() {
        ErrorTable.Row row = exact("A", NOT_FOUND, Effect.NONE, RetryAdvice.NEVER, "page");

        assertThatThrownBy(() -> ErrorTable.of(row, row.aboutTarget()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A");
    }
}
