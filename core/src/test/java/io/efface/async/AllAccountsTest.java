package io.efface.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FakeRepository;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllAccountsTest extends AllAccountsFixture {
    @Test
    void deletePerson_sameIdInAllAccounts_callsAllConcurrentlyAndKeepsTheOrder() {
        CyclicBarrier all = new CyclicBarrier(3);
        accounts().values().forEach(repository -> ((FakeRepository) repository).before = operation -> meet(all));

        AllAccountsResult result = AllAccounts.of(accounts(), executor).deletePerson(ALICE);

        assertThat(result.accounts().keySet()).containsExactly("zulu", "alpha", "mike");
        assertThat(result.accounts().values())
                .extracting(each -> each.success().orElseThrow().outcome())
                .containsExactly(PersonOutcome.DELETED, PersonOutcome.ALREADY_ABSENT, PersonOutcome.DELETED);
        assertThat(result.isComplete(Evidence.CONFIRMED)).isTrue();
        assertThat(result.isComplete(Evidence.VERIFIED_ABSENT)).isFalse();
        assertThat(result.failures()).isEmpty();
        assertThat(result.effectOfFailures()).isEqualTo(Effect.NONE);
        assertThat(result.toString()).doesNotContain("alice");
    }

    @Test
    void deletePerson_idsPerAccount_callsOnlyTheseAccounts() {
        Map<String, PersonId> ids = new LinkedHashMap<>();
        ids.put("alpha", ALIAS);
        ids.put("zulu", ALICE);

        AllAccountsResult result = AllAccounts.of(accounts(), executor).deletePerson(ids, CallOptions.defaults());

        assertThat(result.accounts().keySet()).containsExactly("zulu", "alpha");
        assertThat(result.accounts().get("alpha").success().orElseThrow().outcome())
                .isEqualTo(PersonOutcome.DELETED);
        assertThat(three.calls).isEmpty();
    }

    @Test
    void deletePerson_vendorFails_errorIsInTheResultOfItsAccount() {
        FaceException failure = FaceException.of(Operation.DELETE_PERSON, ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .account("its-own-name")
                .build();
        one.before = operation -> {
            throw failure;
        };
        two.before = operation -> {
            throw FaceException.of(operation, ErrorKind.RATE_LIMITED).build();
        };

        AllAccountsResult result = AllAccounts.of(accounts(), executor).deletePerson(ALICE);

        assertThat(result.isComplete(Evidence.INFERRED)).isFalse();
        assertThat(result.failures().keySet()).containsExactly("zulu", "alpha");
        assertThat(result.failures().get("zulu")).isSameAs(failure);
        assertThat(result.failures().get("alpha").account()).contains("alpha");
        assertThat(result.effectOfFailures()).isEqualTo(Effect.UNKNOWN);
        assertThat(result.accounts().get("mike").success()).isPresent();
    }

    @Test
    void deletePerson_repositoryThrowsException_failsWithInternalAndUnknownEffectAndHidesTheMessage() {
        one.before = operation -> {
            throw new IllegalStateException("alice was here");
        };

        FaceException e = AllAccounts.of(accounts(), executor)
                .deletePerson(ALICE)
                .failures()
                .get("zulu");

        assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.account()).contains("zulu");
        assertThat(e)
                .hasMessage(
                        "deletePerson: INTERNAL: the repository broke its contract: it threw java.lang.IllegalStateException");
        assertThat(e.getCause()).isNull();
    }

    @Test
    void deletePerson_repositoryThrowsLinkageError_failsWithConfigurationAndUnknownEffect() {
        one.before = operation -> {
            throw new NoSuchMethodError("alice was here");
        };

        FaceException e = AllAccounts.of(accounts(), executor)
                .deletePerson(ALICE)
                .failures()
                .get("zulu");

        assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(e.account()).contains("zulu");
        assertThat(e).hasMessageNotContaining("alice");
    }

    @Test
    void deletePerson_repositoryThrowsError_failsWithInternalAndUnknownEffect() {
        one.before = operation -> {
            throw new StackOverflowError();
        };
        ExecutorService quiet = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((dead, error) -> {});
            return thread;
        });
        try {
            FaceException e = AllAccounts.of(accounts(), quiet)
                    .deletePerson(ALICE)
                    .failures()
                    .get("zulu");

            assertThat(e.kind()).isEqualTo(ErrorKind.INTERNAL);
            assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
        } finally {
            quiet.shutdownNow();
        }
    }

    @Test
    void deletePerson_repositoryReturnsNull_failsWithUnknownEffect() {
        FaceRepository nothing = new Nothing();

        AllAccountsResult result =
                AllAccounts.of(Map.of("only", nothing), Runnable::run).deletePerson(ALICE);

        assertThat(result.failures().get("only").effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(AllAccounts.of(Map.of("only", nothing), Runnable::run)
                        .findPerson(ALICE, CallOptions.defaults())
                        .failures()
                        .get("only")
                        .effect())
                .isEqualTo(Effect.NONE);
    }

    @Test
    void deletePerson_executorRejectsOneTask_hasNoEffectInThisAccount() {
        Deque<Integer> tasks = new ArrayDeque<>();
        AllAccountsResult result = AllAccounts.of(accounts(), task -> {
                    tasks.add(1);
                    if (tasks.size() == 2) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .deletePerson(ALICE);

        FaceException e = result.failures().get("alpha");
        assertThat(result.failures()).hasSize(1);
        assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e.effect()).isEqualTo(Effect.NONE);
        assertThat(e.account()).contains("alpha");
        assertThat(two.calls).isEmpty();
    }

    @Test
    void deletePerson_executorThrowsAfterRunning_keepsTheResult() {
        AllAccountsResult result = AllAccounts.of(accounts(), task -> {
                    task.run();
                    throw new IllegalStateException("afterwards");
                })
                .deletePerson(ALICE);

        assertThat(result.isComplete(Evidence.CONFIRMED)).isTrue();
    }

    @Test
    void deletePerson_unknownAccount_failsBeforeAnythingIsSent() {
        Map<String, PersonId> ids = Map.of("zulu", ALICE, "unlisted", ALICE);

        assertThatThrownBy(() -> AllAccounts.of(accounts(), executor).deletePerson(ids, CallOptions.defaults()))
                .isInstanceOfSatisfying(FaceException.class, e -> {
                    assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
                    assertThat(e.effect()).isEqualTo(Effect.NONE);
                    assertThat(e.getMessage()).contains("zulu, alpha, mike");
                });
        assertThat(one.calls).isEmpty();
    }

    @Test
    void of_badArguments_areRejected() {
        AllAccounts everywhere = AllAccounts.of(accounts(), executor);
        Map<String, PersonId> withNull = new HashMap<>();
        withNull.put("zulu", null);

        assertThatThrownBy(() -> AllAccounts.of(Map.of(), executor)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllAccounts.of(accounts(), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> everywhere.deletePerson(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> everywhere.deletePerson(ALICE, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> everywhere.deletePerson(Map.of(), CallOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> everywhere.deletePerson(withNull, CallOptions.defaults()))
                .isInstanceOf(NullPointerException.class);
        assertThat(one.calls).isEmpty();
    }

    @Test
    void findPerson_allAccounts_reportsTheAccountsWithThePerson() {
        AllAccounts everywhere = AllAccounts.of(accounts(), executor);

        AllAccountsPresence before = everywhere.findPerson(ALICE, CallOptions.defaults());
        everywhere.deletePerson(ALICE);
        AllAccountsPresence after = everywhere.findPerson(ALICE, CallOptions.defaults());
        two.before = operation -> {
            throw FaceException.of(operation, ErrorKind.UNAVAILABLE).build();
        };
        AllAccountsPresence unreadable = everywhere.findPerson(ALICE, CallOptions.defaults());

        assertThat(before.presentIn()).containsExactly("zulu", "mike");
        assertThat(before.isAbsentFromAll()).isFalse();
        assertThat(after.isAbsentFromAll()).isTrue();
        assertThat(unreadable.isAbsentFromAll()).isFalse();
        assertThat(unreadable.presentIn()).isEmpty();
        assertThat(before.accounts().values())
                .extracting(result -> result.success().orElseThrow().trace().attempts())
                .containsOnly(1);
        assertThat(unreadable.failures()).containsOnlyKeys("alpha");
        assertThat(everywhere
                        .findPerson(Map.of("alpha", ALIAS), CallOptions.defaults())
                        .accounts())
                .containsOnlyKeys("alpha");
    }

    @Test
    void accountResult_bothOrNeither_isRejected() {
        FaceException error =
                FaceException.of(Operation.OPEN, ErrorKind.UNKNOWN).build();
        assertThatThrownBy(() -> new AccountResult<>("a", null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AccountResult<>("a", "result", error))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A repository that breaks its contract: its deletions return null. */
    private static final class Nothing implements FaceRepository {
        @Override
        public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
            return null;
        }

        @Override
        public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
            return null;
        }

        @Override
        public FindPersonResult findPerson(PersonId person, CallOptions options) {
            throw new IllegalStateException("no read works");
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder("nothing")
                    .lastFace(LastFaceRule.deletable("x"))
                    .reportsAbsentPersons(Claim.no("x"))
                    .listsDeletedFaces(Claim.no("x"))
                    .readBack(ReadBack.NONE)
                    .build();
        }
    }
}
