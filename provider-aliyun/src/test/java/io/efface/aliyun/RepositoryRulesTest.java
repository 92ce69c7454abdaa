package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.ReadBack;
import io.efface.testkit.TestAccount;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests which calls a repository without layers rejects before it sends a request, and the capabilities that it reports. */
class RepositoryRulesTest {
    private static final PersonId ALICE = PersonId.of("alice");

    private final CannedGreen green = new CannedGreen();
    private final TestAccount repository = green.open();

    @AfterEach
    void stop() {
        repository.close();
        green.close();
    }

    private static Set<FaceId> faces(int number) {
        return IntStream.range(0, number).mapToObj(i -> FaceId.of("f" + i)).collect(Collectors.toSet());
    }

    @Test
    void deleteFaces_noneOrTooMany_isRejectedAndNothingSent() {
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, faces(21)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20");

        assertThat(green.received()).isEmpty();
    }

    @Test
    void deleteFaces_asManyAsAllowed_areSentInOneRequest() {
        green.respondWith("{\"code\":200,\"data\":{\"code\":200,\"deleteCount\":20}}");

        assertThat(repository.deleteFaces(ALICE, faces(20)).isComplete()).isTrue();
        assertThat(green.received()).hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway") // the test passes null on purpose
    void anyOperation_null_isRejectedAndNothingSent() {
        Set<FaceId> withNull = new HashSet<>(Arrays.asList(FaceId.of("1"), null));

        assertThatThrownBy(() -> repository.deletePerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deleteFaces(null, faces(1))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.deleteFaces(ALICE, withNull)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> repository.findPerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThat(green.received()).isEmpty();
    }

    @Test
    void anyOperation_closed_isUnavailableWithoutEffect() {
        repository.close();
        repository.close();

        FaceException failure = catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(failure.origin()).isEqualTo(Origin.LOCAL);
        assertThat(failure.effect()).isEqualTo(Effect.NONE);
        assertThat(failure.attempts()).isZero();
        assertThat(repository.capabilities().provider()).isEqualTo("aliyun");
        assertThat(green.received()).isEmpty();
    }

    @Test
    void anyOperation_errorWithAdviceToRepeat_isNotRepeated() {
        green.respondWith(503, "{\"Code\":\"ServiceUnavailable\"}");

        assertThatThrownBy(() -> repository.deletePerson(ALICE)).isInstanceOf(FaceException.class);
        assertThat(green.received()).hasSize(1);
    }

    @Test
    void capabilities_anyRegion_agreeWithTheVendorsPages() {
        Capabilities capabilities = repository.capabilities();

        assertThat(capabilities.facesPerCall()).isEqualTo(20);
        assertThat(capabilities.lastFace().behavior()).isEqualTo(LastFaceRule.Behavior.UNDOCUMENTED);
        assertThat(capabilities.listsDeletedFaces().value()).isEqualTo(Claim.Value.YES);
        assertThat(capabilities.readBack()).isEqualTo(ReadBack.INFERRED);
        assertThat(capabilities.quotas())
                .allMatch(group -> group.rate().equals(Rate.perSecond(20)))
                .extracting(QuotaLimit::operations)
                .containsExactlyInAnyOrder(
                        Set.of(Operation.DELETE_PERSON), Set.of(Operation.DELETE_FACES), Set.of(Operation.FIND_PERSON));
        assertThat(capabilities.idRule().allows(PersonId.of("python_personId_test-1")))
                .isTrue();
        assertThat(capabilities.idRule().allows(PersonId.of("a".repeat(33)))).isFalse();
        assertThat(capabilities.idRule().allows(PersonId.of("张三"))).isFalse();
    }
}
