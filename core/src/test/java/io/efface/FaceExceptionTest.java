package io.efface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceExceptionTest {
    private static final PersonId ALICE = PersonId.of("alice");

    @Test
    void message_detachedFaces_containsOnlyTheirNumber() {
        FaceExceptionBuilder builder = FaceException.of(Operation.DELETE_PERSON, ErrorKind.PERMISSION_DENIED);

        assertThat(builder.detachedFaces(Set.of(FaceId.of("f1"))).build())
                .hasMessage("deletePerson: PERMISSION_DENIED; 1 face is detached");
        assertThat(builder.detachedFaces(Set.of(FaceId.of("f1"), FaceId.of("f2")))
                        .build())
                .hasMessage("deletePerson: PERMISSION_DENIED; 2 faces are detached");
    }

    @Test
    void of_operationAndKind_hasSafeDefaults() {
        FaceException e =
                FaceException.of(Operation.DELETE_PERSON, ErrorKind.CONFLICT).build();

        assertThat(e).hasMessage("deletePerson: CONFLICT").hasNoCause();
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.advice()).isEqualTo(RetryAdvice.NEVER);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.classification()).isEqualTo(Classification.LOCAL);
        assertThat(e.attempts()).isZero();
        assertThat(e.waited()).isZero();
        assertThat(e.httpStatus()).isEmpty();
        assertThat(e.retryAfter()).isEmpty();
        assertThat(e.provider()).isEmpty();
        assertThat(e.account()).isEmpty();
        assertThat(e.vendorCode()).isEmpty();
        assertThat(e.requestId()).isEmpty();
        assertThat(e.detail()).isEmpty();
        assertThat(e.facesSoFar()).isEmpty();
        assertThat(e.isAboutTarget()).isFalse();
    }

    @Test
    void toBuilder_errorAboutTheTarget_keepsTheFlag() {
        FaceException e = FaceException.of(Operation.DELETE_PERSON, ErrorKind.INVALID_ARGUMENT)
                .aboutTarget(true)
                .build();

        assertThat(e.toBuilder().attempts(2).build().isAboutTarget()).isTrue();
    }

    @Test
    void message_everything_isInOrder() {
        assertThat(FaceException.of(Operation.DELETE_FACES, ErrorKind.RATE_LIMITED)
                        .provider("memory")
                        .account("main")
                        .vendorCode("Throttling.User")
                        .httpStatus(429)
                        .requestId("4B60-x_1.2")
                        .detail("too many")
                        .build())
                .hasMessage(
                        "deleteFaces: RATE_LIMITED (memory Throttling.User, HTTP 429, requestId 4B60-x_1.2): too many");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | 0 | - | findPerson: UNKNOWN",
                "p | - | 0 | - | findPerson: UNKNOWN (p)",
                "- | C | 0 | - | findPerson: UNKNOWN (C)",
                "- | - | 502 | - | findPerson: UNKNOWN (HTTP 502)",
                "p | - | 502 | r | findPerson: UNKNOWN (p, HTTP 502, requestId r)",
                "- | - | 0 | r | findPerson: UNKNOWN (requestId r)"
            })
    void message_missingParts_leaveNoGaps(String provider, String code, int status, String requestId, String message) {
        assertThat(FaceException.of(Operation.FIND_PERSON, ErrorKind.UNKNOWN)
                        .provider(provider)
                        .vendorCode(code)
                        .httpStatus(status)
                        .requestId(requestId)
                        .build())
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "person alice not found", "a\nb", "\u4eba", "a/b", "<html>", "\"x\"", "x y"})
    void vendorCodeAndRequestId_otherText_isIgnored(String text) {
        FaceException e = FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNKNOWN)
                .vendorCode(text)
                .requestId(text)
                .build();

        assertThat(e.vendorCode()).isEmpty();
        assertThat(e.requestId()).isEmpty();
        assertThat(e).hasMessage("deletePerson: UNKNOWN");
    }

    @Test
    void vendorCode_length_isBounded() {
        assertThat(code("a".repeat(120))).isPresent();
        assertThat(code("a".repeat(121))).isEmpty();
    }

    private static java.util.Optional<String> code(String text) {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.UNKNOWN)
                .vendorCode(text)
                .build()
                .vendorCode();
    }

    @ParameterizedTest
    @EnumSource
    void effect_ofARead_isAlwaysNone(Effect effect) {
        assertThat(FaceException.of(Operation.FIND_PERSON, ErrorKind.TIMEOUT)
                        .effect(effect)
                        .build()
                        .effect())
                .isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, NONE", "NONE, PARTIAL, PARTIAL", "NONE, UNKNOWN, UNKNOWN", "PARTIAL, NONE, PARTIAL",
        "PARTIAL, PARTIAL, PARTIAL", "PARTIAL, UNKNOWN, UNKNOWN", "UNKNOWN, NONE, UNKNOWN", "UNKNOWN, PARTIAL, UNKNOWN",
        "UNKNOWN, UNKNOWN, UNKNOWN"
    })
    void effectAnd_twoEffects_isTheStrongerEffect(Effect first, Effect second, Effect both) {
        assertThat(first.and(second)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, ALREADY_ABSENT, PARTIAL",
        "NONE, NOT_ATTEMPTED, NONE",
        "NONE, DELETED, PARTIAL",
        "NONE, UNKNOWN, UNKNOWN",
        "UNKNOWN, DELETED, UNKNOWN",
        "PARTIAL, ALREADY_ABSENT, PARTIAL",
        "PARTIAL, UNKNOWN, UNKNOWN"
    })
    void facesSoFar_anyResults_raiseTheEffectAndNeverLowerIt(Effect initial, FaceOutcome outcome, Effect expected) {
        FaceResult result = switch (outcome) {
            case DELETED -> FaceResult.deleted(Evidence.ACCEPTED);
            case UNKNOWN -> FaceResult.unknown();
            case NOT_ATTEMPTED -> FaceResult.notAttempted();
            default -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
        };
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        faces.put(FaceId.of("f1"), result);
        faces.put(FaceId.of("f2"), FaceResult.notAttempted());

        FaceException e = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .effect(initial)
                .facesSoFar(DeleteFacesResult.of(ALICE, faces, CallTrace.NOTHING_SENT))
                .build();

        assertThat(e.effect()).isEqualTo(expected);
        assertThat(e.toBuilder().facesSoFar(null).build().effect()).isEqualTo(expected);
    }

    @Test
    void toBuilder_copy_keepsEverythingThatIsNotChanged() {
        RuntimeException cause = new RuntimeException("cause");
        DeleteFacesResult soFar = DeleteFacesResult.all(
                ALICE, java.util.Set.of(FaceId.of("f")), FaceResult.unknown(), CallTrace.NOTHING_SENT);
        FaceException e = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .advice(RetryAdvice.BACKOFF)
                .retryAfter(Duration.ofSeconds(3))
                .origin(Origin.NETWORK)
                .classification(Classification.TRANSPORT)
                .provider("p")
                .account("a")
                .vendorCode("C")
                .httpStatus(504)
                .requestId("r")
                .attempts(2)
                .waited(Duration.ofMillis(5))
                .detail("d")
                .cause(cause)
                .facesSoFar(soFar)
                .build();
        e.addSuppressed(new IllegalStateException("aside"));

        FaceException copy = e.toBuilder().account("b").build();

        assertThat(copy.account()).contains("b");
        assertThat(copy)
                .usingRecursiveComparison()
                .ignoringFields("account", "stackTrace", "suppressed", "suppressedExceptions", "cause", "facesSoFar")
                .isEqualTo(e);
        assertThat(copy.facesSoFar()).containsSame(soFar);
        assertThat(copy).hasCause(cause).hasMessage(e.getMessage());
        assertThat(copy.getStackTrace()).isEqualTo(e.getStackTrace());
        assertThat(copy.getSuppressed()).isEqualTo(e.getSuppressed());
    }

    @Test
    void retryAfter_negative_countsAsZero() {
        assertThat(FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                        .retryAfter(Duration.ofSeconds(-1))
                        .build()
                        .retryAfter())
                .contains(Duration.ZERO);
    }

    @Test
    void of_null_isRejected() {
        assertThatThrownBy(() -> FaceException.of(null, ErrorKind.UNKNOWN)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> FaceException.of(Operation.OPEN, null)).isInstanceOf(NullPointerException.class);
        FaceExceptionBuilder builder = FaceException.of(Operation.OPEN, ErrorKind.UNKNOWN);
        assertThatThrownBy(() -> builder.effect(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.advice(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> builder.origin(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void serialization_error_isKeptWithoutTheFaces() throws IOException, ClassNotFoundException {
        FaceException e = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .facesSoFar(DeleteFacesResult.all(
                        ALICE, java.util.Set.of(FaceId.of("f")), FaceResult.unknown(), CallTrace.NOTHING_SENT))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            FaceException read = (FaceException) in.readObject();
            assertThat(read.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(read.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(read.facesSoFar()).isEmpty();
        }
    }
}
