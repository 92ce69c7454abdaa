package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.RetryAdvice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeysTest {
    private static final CallLabel LABEL = new CallLabel(Operation.DELETE_FACES, "vendor", "acc");

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
                Arguments.of(unlinked(new NoSuchMethodError("the-secret")), ErrorKind.CONFIGURATION),
                Arguments.of((Supplier<String>) () -> null, ErrorKind.UNAUTHENTICATED));
    }

    private static Supplier<String> unlinked(LinkageError error) {
        return () -> {
            throw error;
        };
    }

    private static Supplier<String> failing(RuntimeException error) {
        return () -> {
            throw error;
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void current_sourceFails_sendsNothingAndIsRepeatedOnlyIfItPasses(Supplier<String> source, ErrorKind kind) {
        assertThatThrownBy(() -> SigningKeys.current(LABEL, source))
                .isInstanceOfSatisfying(FaceException.class, e -> {
                    assertThat(e.operation()).isEqualTo(Operation.DELETE_FACES);
                    assertThat(e.provider()).contains("vendor");
                    assertThat(e.account()).contains("acc");
                    assertThat(e.kind()).isEqualTo(kind);
                    boolean passing = kind == ErrorKind.UNAVAILABLE;
                    assertThat(e.origin()).isEqualTo(passing ? Origin.NETWORK : Origin.LOCAL);
                    assertThat(e.advice()).isEqualTo(passing ? RetryAdvice.BACKOFF : RetryAdvice.NEVER);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e.attempts()).isZero();
                })
                .hasNoCause()
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void settled_partsChangeMeanwhile_takesTheFirstReadingThatStays() {
        Iterator<String> mixed = List.of("old", "mixed", "new", "new").iterator();

        assertThat(SigningKeys.settled(mixed::next)).isEqualTo("new");
    }

    @Test
    void settled_neverTheSame_endsWithTheLast() {
        Iterator<Integer> restless = Stream.iterate(1, i -> i + 1).iterator();

        assertThat(SigningKeys.settled(restless::next)).isEqualTo(4);
    }
}
