package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import io.efface.http.credentials.CredentialsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountSignerTest {
    private static final Request REQUEST =
            new Request.Builder().url("https://vendor.example/").build();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(failing(new IllegalStateException("the-secret")), ErrorKind.UNAUTHENTICATED),
                Arguments.of(failing(new UncheckedIOException(new IOException("the-secret"))), ErrorKind.UNAVAILABLE),
                Arguments.of(
                        failing(FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                                .effect(Effect.UNKNOWN)
                                .origin(Origin.VENDOR)
                                .attempts(3)
                                .detail("no such profile")
                                .build()),
                        ErrorKind.CONFIGURATION),
                Arguments.of(failingToLink(new NoSuchMethodError("the-secret")), ErrorKind.CONFIGURATION),
                Arguments.of((CredentialsSource<String>) () -> null, ErrorKind.UNAUTHENTICATED));
    }

    private static CredentialsSource<String> failingToLink(LinkageError error) {
        return () -> {
            throw error;
        };
    }

    private static CredentialsSource<String> failing(RuntimeException error) {
        return () -> {
            throw error;
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void sign_sourceFails_sendsNothingAndAdvisesRepeatOnlyIfUnavailable(
            CredentialsSource<String> source, ErrorKind kind) {
        AccountSigner<String> signer = signer(source);

        assertThatThrownBy(() -> signer.sign(Operation.DELETE_FACES, REQUEST, new byte[0]))
                .isInstanceOfSatisfying(FaceException.class, e -> {
                    assertThat(e.operation()).isEqualTo(Operation.DELETE_FACES);
                    assertThat(e.provider()).contains("vendor");
                    assertThat(e.account()).contains("acc");
                    assertThat(e.kind()).isEqualTo(kind);
                    boolean unavailable = kind == ErrorKind.UNAVAILABLE;
                    assertThat(e.origin()).isEqualTo(unavailable ? Origin.NETWORK : Origin.LOCAL);
                    assertThat(e.advice()).isEqualTo(unavailable ? RetryAdvice.BACKOFF : RetryAdvice.NEVER);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e.attempts()).isZero();
                })
                .hasNoCause()
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void signAtOnce_keyNeedsAReading_isNull() {
        assertThat(signer(CredentialsSource.fixed("key")).signAtOnce(Operation.DELETE_FACES, REQUEST, new byte[0]))
                .isNotNull();
        assertThat(signer(CredentialsSource.reading(() -> "key"))
                        .signAtOnce(Operation.DELETE_FACES, REQUEST, new byte[0]))
                .isNull();
    }

    private static AccountSigner<String> signer(CredentialsSource<String> source) {
        return new AccountSigner<>(
                "vendor",
                source,
                (request, body, key, at, random) -> request,
                Endpoint.parse("https://vendor.example"),
                Transports.context());
    }

    @Test
    void reading_partsChangeDuringRead_returnsTheFirstRepeatedValue() {
        Iterator<String> mixed = List.of("old", "mixed", "new", "new").iterator();

        assertThat(CredentialsSource.reading(mixed::next).credentials()).isEqualTo("new");
    }

    @Test
    void reading_alwaysDifferent_givesUpAfterFourReadings() {
        Iterator<Integer> changing = Stream.iterate(1, i -> i + 1).iterator();

        assertThat(CredentialsSource.reading(changing::next).credentials()).isEqualTo(4);
    }
}
