package io.efface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.async.AccountResult;
import io.efface.async.AllAccountsResult;
import io.efface.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final PersonId ALICE = PersonId.of("alice-4711");
    private static final FaceId F1 = FaceId.of("3459283457928345792");
    private static final FaceId F2 = FaceId.of("f2");
    private static final Instant T = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "\u3000",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "a\ud800",
                "\udc00b",
                "\ud83d\ud83d\ude00"
            })
    void id_blankControlCharacterOrUnpairedSurrogate_isRejectedAndNotShown(String text) {
        for (Function<String, Object> constructor : List.<Function<String, Object>>of(PersonId::of, FaceId::of)) {
            assertThatThrownBy(() -> constructor.apply(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(text.isBlank() || !e.getMessage().contains(text))
                            .isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " a ",
                "\u4e0a\u6d77",
                "\ud83d\ude00",
                "../../etc/passwd",
                "'; drop table people;--",
                "%0d%0a",
                "\u202eevil",
                "a\u200bb",
                "{\"a\":1}",
                "9223372036854775808"
            })
    void id_anyOtherText_isKeptUnchanged(String text) {
        assertThat(PersonId.of(text).value()).isEqualTo(text);
        assertThat(FaceId.of(text).value()).isEqualTo(text);
        assertThat(PersonId.of("x".repeat(10_000)).value()).hasSize(10_000);
    }

    @Test
    void id_null_isRejected() {
        assertThatThrownBy(() -> PersonId.of(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> FaceId.of(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void id_toString_isAShortHashThatDistinguishesIds() {
        assertThat(ALICE.toString())
                .matches("person:[0-9a-f]{8}")
                .isEqualTo(PersonId.of("alice-4711").toString());
        assertThat(ALICE.toString()).isNotEqualTo(PersonId.of("alice-4712").toString());
        assertThat(F1.toString()).matches("face:[0-9a-f]{8}").isNotEqualTo(F2.toString());
    }

    @Test
    void id_equality_isByText() {
        assertThat(ALICE).isEqualTo(PersonId.of("alice-4711")).hasSameHashCodeAs(PersonId.of("alice-4711"));
        assertThat(ALICE).isNotEqualTo(PersonId.of("Alice-4711")).isNotEqualTo(FaceId.of("alice-4711"));
        assertThat(PersonId.of("a")).isLessThan(PersonId.of("b"));
        assertThat(FaceId.of("a")).isLessThan(FaceId.of("b")).isNotEqualTo(FaceId.of("b"));
    }

    @Test
    void toString_ofEverything_showsNoIdAndNoSecret() {
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        faces.put(F1, FaceResult.unknown());
        DeleteFacesResult facesResult = DeleteFacesResult.of(ALICE, faces, CallTrace.NOTHING_SENT);
        DeletePersonResult person =
                DeletePersonResult.of(ALICE, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.NOTHING_SENT);
        FaceException e = FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .facesSoFar(facesResult)
                .build();
        List<Object> all = List.of(
                facesResult,
                person,
                e,
                new Person(ALICE, Set.of(F1)),
                CallOptions.defaults(),
                new Secret("alice-4711"),
                new AccountResult<>("a", person, null),
                new AllAccountsResult(Map.of("a", new AccountResult<>("a", person, null))),
                FaceResult.failed(e));

        assertThat(all.toString()).doesNotContain("4711").doesNotContain("345928");
        assertThat(new Secret("hush")).hasToString("<redacted>").isEqualTo(new Secret("hush"));
        assertThat(new Secret("hush").reveal()).isEqualTo("hush");
        assertThat(new Secret("hush")).isNotEqualTo(new Secret("other")).hasSameHashCodeAs(new Secret("hush"));
    }

    @Test
    void deleteFacesResult_parts_areCopiedInOrderAndChecked() {
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        faces.put(F2, FaceResult.deleted(Evidence.CONFIRMED));
        faces.put(F1, FaceResult.unconfirmed());
        DeleteFacesResult result = DeleteFacesResult.of(ALICE, faces, CallTrace.NOTHING_SENT);
        faces.clear();

        assertThat(result.faces().keySet()).containsExactly(F2, F1);
        assertThat(result.facesWith(FaceOutcome.DELETED)).containsExactly(F2);
        assertThat(result.isComplete()).isFalse();
        assertThat(result.effect()).isEqualTo(Effect.UNKNOWN);
        assertThatThrownBy(() -> result.faces().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> DeleteFacesResult.of(ALICE, Map.of(), CallTrace.NOTHING_SENT))
                .isInstanceOf(IllegalArgumentException.class);
        Map<FaceId, FaceResult> withNull = new LinkedHashMap<>();
        withNull.put(F1, null);
        assertThatThrownBy(() -> DeleteFacesResult.of(ALICE, withNull, CallTrace.NOTHING_SENT))
                .isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @EnumSource
    void faceResult_outcomeOfAnotherRecord_isRejected(FaceOutcome outcome) {
        if (!outcome.isGone()) {
            assertThatThrownBy(() -> new FaceResult.Gone(outcome, Evidence.ACCEPTED, null, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        if (!outcome.isUncertain()) {
            assertThatThrownBy(() -> new FaceResult.Open(outcome, false, true))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void faceResult_timeWithoutVerification_isRejected() {
        assertThatThrownBy(() -> new FaceResult.Gone(FaceOutcome.DELETED, Evidence.ACCEPTED, T, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaceResult.Gone(FaceOutcome.DELETED, Evidence.VERIFIED_ABSENT, null, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void faceResult_eachRecord_containsOnlyItsOwnValues() {
        FaceException error =
                FaceException.of(Operation.DELETE_FACES, ErrorKind.CONFLICT).build();
        FaceResult failed = FaceResult.failed(error);
        FaceResult kept = FaceResult.retained(RetainedReason.LAST_FACE);

        assertThat(failed.error()).isSameAs(error);
        assertThat(failed.evidence()).isNull();
        assertThat(kept.retained()).isEqualTo(RetainedReason.LAST_FACE);
        assertThat(kept.error()).isNull();
        assertThat(FaceResult.unknown().maybeEarlier().maybeByEarlierAttempt()).isTrue();
        assertThat(FaceResult.notAttempted().maybeEarlier().maybeByEarlierAttempt())
                .isFalse();
    }

    @Test
    void faceResult_verifiedAbsent_keepsOrSetsMaybeByEarlierAttempt() {
        assertThat(FaceResult.deleted(Evidence.ACCEPTED).verifiedAbsent(T))
                .isEqualTo(new FaceResult.Gone(FaceOutcome.DELETED, Evidence.VERIFIED_ABSENT, T, false));
        assertThat(FaceResult.unknown().verifiedAbsent(T))
                .isEqualTo(new FaceResult.Gone(FaceOutcome.ALREADY_ABSENT, Evidence.VERIFIED_ABSENT, T, true));
        assertThat(FaceResult.notAttempted().verifiedAbsent(T)).isEqualTo(FaceResult.alreadyAbsentAt(T));
        assertThat(FaceResult.alreadyAbsent(Evidence.CONFIRMED).maybeEarlier().maybeByEarlierAttempt())
                .isTrue();
    }

    @Test
    void deletePersonResult_evidenceAndTime_mustFitTogether() {
        DeletePersonResult result =
                DeletePersonResult.of(ALICE, PersonOutcome.DELETED, Evidence.ACCEPTED, CallTrace.NOTHING_SENT);

        assertThat(result.verifiedAbsent(T).evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(result.verifiedAbsent(T).verifiedAt()).isEqualTo(T);
        assertThat(result.maybeEarlier().maybeByEarlierAttempt()).isTrue();
        assertThat(result.withTrace(CallTrace.ofRequest("r")).trace().requestIds())
                .containsExactly("r");
        assertThatThrownBy(() -> DeletePersonResult.of(
                        ALICE, PersonOutcome.DELETED, Evidence.VERIFIED_ABSENT, CallTrace.NOTHING_SENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeletePersonResult(
                        ALICE, PersonOutcome.DELETED, Evidence.ACCEPTED, T, false, CallTrace.NOTHING_SENT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callTrace_twoTraces_areCombinedInOrder() {
        FaceException first =
                FaceException.of(Operation.FIND_PERSON, ErrorKind.TIMEOUT).build();
        FaceException second =
                FaceException.of(Operation.FIND_PERSON, ErrorKind.TIMEOUT).build();

        CallTrace both = CallTrace.ofRequest("a")
                .plusWaited(Duration.ofMillis(1))
                .withReadBackError(first)
                .and(CallTrace.ofRequest(null).plusWaited(Duration.ofMillis(2)).withReadBackError(second));

        assertThat(both).isEqualTo(new CallTrace(List.of("a"), 2, Duration.ofMillis(3), first));
        assertThatThrownBy(() -> new CallTrace(List.of(), -1, Duration.ZERO, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallTrace.NOTHING_SENT.plusWaited(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callOptions_changes_doNotChangeTheOriginal() {
        CallOptions defaults = CallOptions.defaults();
        Cancellation cancellation = new Cancellation();
        CallOptions changed = defaults.withTimeout(Duration.ofSeconds(5))
                .withDeadline(T)
                .withCancellation(cancellation)
                .withDetachedFaces(Set.of(FaceId.of("1")))
                .deletingPersonForAllFaces();

        assertThat(changed.timeout()).contains(Duration.ofSeconds(5));
        assertThat(changed.deadline()).contains(T);
        assertThat(changed.detachedFaces()).containsExactly(FaceId.of("1"));
        assertThat(changed.cancellation()).containsSame(cancellation);
        assertThat(changed.deletesPersonForAllFaces()).isTrue();
        assertThat(defaults.deadline()).isEmpty();
        assertThat(defaults.cancellation()).isEmpty();
        assertThat(defaults.timeout()).isEmpty();
        assertThat(defaults.detachedFaces()).isEmpty();
        assertThat(defaults.deletesPersonForAllFaces()).isFalse();
        assertThat(changed).isEqualTo(changed.withDeadline(T)).hasSameHashCodeAs(changed.withDeadline(T));
        assertThat(changed).isNotEqualTo(changed.withCancellation(new Cancellation()));
    }

    @Test
    void callOptions_badValues_areRejected() {
        CallOptions defaults = CallOptions.defaults();
        assertThatThrownBy(() -> defaults.withTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withDeadline(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> defaults.withCancellation(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void evidence_order_isByCertainty() {
        assertThat(Evidence.values())
                .containsExactly(Evidence.INFERRED, Evidence.ACCEPTED, Evidence.CONFIRMED, Evidence.VERIFIED_ABSENT);
        assertThat(Evidence.CONFIRMED.isAtLeast(Evidence.CONFIRMED)).isTrue();
        assertThat(Evidence.ACCEPTED.isAtLeast(Evidence.CONFIRMED)).isFalse();
    }

    @Test
    void idRule_bytesAndPattern_bothApply() {
        IdRule rule = new IdRule("words", Pattern.compile("[a-z\u4e0a]+"), 3, "page");

        assertThat(rule.allows(PersonId.of("abc"))).isTrue();
        assertThat(rule.allows(PersonId.of("abcd"))).isFalse();
        assertThat(rule.allows(PersonId.of("ab1"))).isFalse();
        assertThat(rule.allows(PersonId.of("\u4e0a"))).isTrue();
        assertThat(rule.allows(PersonId.of("\u4e0aa"))).isFalse();
        assertThat(IdRule.ANYTHING.allows(PersonId.of("x".repeat(5000)))).isTrue();
        assertThat(rule.mayExist(PersonId.of("abcd"))).isFalse();
        IdRule forAdding = new IdRule("words", Pattern.compile("[a-z]+"), 3, false, "page");
        assertThat(forAdding.allows(PersonId.of("abcd"))).isFalse();
        assertThat(forAdding.mayExist(PersonId.of("abcd"))).isTrue();
        assertThat(forAdding.mayExist(PersonId.of("ab,"))).isFalse();
        assertThatThrownBy(() -> new IdRule("d", Pattern.compile(""), 0, "s"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void records_nullParts_areRejected() {
        Set<FaceId> withNull = new LinkedHashSet<>(Arrays.asList(F1, null));
        assertThatThrownBy(() -> new Person(ALICE, withNull)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Person(null, Set.of())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Claim(null, "s")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new QuotaLimit("l", Rate.perSecond(1), QuotaLimit.ACCOUNT, Set.of(), "s"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Claim.undocumented("page").value()).isEqualTo(Claim.Value.UNDOCUMENTED);
    }

    @Test
    void capabilities_nothingSet_promiseAsLittleAsPossible() {
        Capabilities defaults = Capabilities.builder("acme").build();

        assertThat(defaults.provider()).isEqualTo("acme");
        assertThat(defaults.idRule()).isEqualTo(IdRule.ANYTHING);
        assertThat(defaults.facesPerCall()).isEqualTo(1);
        assertThat(defaults.lastFace().behavior()).isEqualTo(LastFaceRule.Behavior.UNDOCUMENTED);
        assertThat(defaults.reportsAbsentPersons().value()).isEqualTo(Claim.Value.UNDOCUMENTED);
        assertThat(defaults.listsDeletedFaces().value()).isEqualTo(Claim.Value.UNDOCUMENTED);
        assertThat(defaults.readBack()).isEqualTo(ReadBack.NONE);
        assertThat(defaults.quotas()).isEmpty();
    }

    @Test
    void capabilities_copyThroughTheBuilder_isEqualUntilChanged() {
        Capabilities original = Capabilities.builder("acme")
                .facesPerCall(7)
                .lastFace(LastFaceRule.deletesPerson("a page"))
                .reportsAbsentPersons(Claim.no("a page"))
                .listsDeletedFaces(Claim.yes("a page"))
                .readBack(ReadBack.INFERRED)
                .build();

        assertThat(original.toBuilder().build()).isEqualTo(original).hasSameHashCodeAs(original);
        assertThat(original.toBuilder().lastFace(LastFaceRule.kept("a page")).build())
                .isNotEqualTo(original);
        assertThat(original.toString()).contains("DELETES_PERSON");
        assertThatThrownBy(() -> Capabilities.builder("acme").facesPerCall(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
