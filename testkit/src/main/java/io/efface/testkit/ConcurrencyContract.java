package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/**
 * Tests concurrent calls to one repository. The vendor may reject some calls with {@code CONFLICT} or {@code RATE_LIMITED}, but no
 * call may fail in another way.
 */
interface ConcurrencyContract {
    /** The number of concurrent threads. */
    int THREADS = 16;

    /** How often a test with a stalled call is tried. */
    int TRIES = 3;

    /** Each thread deletes a different person. Each result is for the person of its thread, and each person is gone. */
    @ContractTest
    default void deletePerson_manyThreadsManyPeople_eachIsGone(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        for (int i = 0; i < THREADS; i++) {
            fixture.put(person(i), ContractFixture.faces(10 * i, 2));
        }
        List<ObservedCall<DeletePersonResult>> all =
                callConcurrently(harness, i -> harness.repository().deletePerson(person(i)));
        for (int i = 0; i < THREADS; i++) {
            ObservedCall<DeletePersonResult> observed = all.get(i);
            if (isRejected(observed)) {
                assertEquals(
                        Optional.of(ContractFixture.faces(10 * i, 2)),
                        harness.stored(person(i)),
                        "a rejected call must not have an effect");
            } else {
                assertEquals(
                        person(i), observed.success().person(), "the result must be for the request of this thread");
                assertEquals(PersonOutcome.DELETED, observed.success().outcome(), "the outcome is wrong");
                assertEquals(
                        Optional.empty(),
                        harness.stored(person(i)),
                        "the vendor must not hold the person after the deletion");
            }
        }
        fixture.assertOthersUnchanged();
    }

    /** Each thread reads a different person. Each result is for the person of its thread. */
    @ContractTest
    default void findPerson_manyThreadsManyPeople_eachIsFound(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.absent(harness, Operation.FIND_PERSON);
        for (int i = 0; i < THREADS; i++) {
            fixture.put(person(i), ContractFixture.faces(10 * i, 2));
        }
        List<ObservedCall<FindPersonResult>> all =
                callConcurrently(harness, i -> harness.repository().findPerson(person(i)));
        for (int i = 0; i < THREADS; i++) {
            if (!isRejected(all.get(i))) {
                assertEquals(
                        Optional.of(new Person(person(i), ContractFixture.faces(10 * i, 2))),
                        all.get(i).success().person(),
                        "the result must be for the request of this thread");
            }
        }
    }

    /** All threads delete the same person. The person is gone, and at most one call reports that it deleted the person. */
    @ContractTest
    default void deletePerson_manyThreadsOnePerson_isDeletedOnce(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        List<ObservedCall<DeletePersonResult>> all =
                callConcurrently(harness, i -> harness.repository().deletePerson(ContractFixture.PERSON));
        int deleted = 0;
        int rejected = 0;
        for (ObservedCall<DeletePersonResult> observed : all) {
            if (isRejected(observed)) {
                rejected++;
            } else if (observed.success().outcome() == PersonOutcome.DELETED) {
                deleted++;
            }
        }
        assertTrue(rejected < THREADS, "at least one call must succeed");
        fixture.assertGone();
        if (ConsistencyCheck.isYes(fixture.capabilities().reportsAbsentPersons())) {
            assertEquals(1, deleted, "exactly one call must report that it deleted the person");
        }
        fixture.assertOthersUnchanged();
    }

    /** Each thread deletes a different face of the same person. All these faces are gone. The person keeps one other face. */
    @ContractTest
    default void deleteFaces_manyThreadsManyFaces_eachIsGone(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, THREADS + 1);
        List<ObservedCall<DeleteFacesResult>> all = callConcurrently(
                harness, i -> harness.repository().deleteFaces(ContractFixture.PERSON, ContractFixture.faces(i, 1)));
        Set<FaceId> left = ContractFixture.faces(THREADS, 1);
        for (int i = 0; i < THREADS; i++) {
            ObservedCall<DeleteFacesResult> observed = all.get(i);
            if (isRejected(observed)) {
                left = ContractFixture.both(left, ContractFixture.faces(i, 1));
            } else {
                assertEquals(
                        ContractFixture.faces(i, 1),
                        observed.success().faces().keySet(),
                        "the result must be for the request of this thread");
            }
        }
        fixture.assertHolds(left);
        fixture.assertOthersUnchanged();
    }

    /** All threads delete the same faces. The faces are gone, and for each face at most one call reports that it deleted the face. */
    @ContractTest
    default void deleteFaces_manyThreadsSameFaces_areDeletedOnce(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        Set<FaceId> requested = fixture.facesOfOneCall(0, 2);
        Set<FaceId> others = ContractFixture.faces(requested.size(), 4 - requested.size());
        List<ObservedCall<DeleteFacesResult>> all =
                callConcurrently(harness, i -> harness.repository().deleteFaces(ContractFixture.PERSON, requested));
        assertTrue(
                all.stream().anyMatch(observed -> !isRejectedAsUnknown(harness, observed) && !isRejected(observed)),
                "at least one call must succeed");
        fixture.assertHolds(others);
        if (ConsistencyCheck.isYes(fixture.capabilities().listsDeletedFaces())) {
            for (FaceId face : requested) {
                assertEquals(
                        1,
                        all.stream()
                                .filter(observed -> isConfirmed(observed, face))
                                .count(),
                        "exactly one call must report that it deleted the face");
            }
        }
    }

    /**
     * While the vendor does not respond to a call, other calls of each operation end. A repository must not hold a lock during a request.
     */
    @ContractTest
    default void anyOperation_anotherCallStalls_succeeds(ContractHarness harness, Operation operation) {
        ContractFixture fixture = ContractFixture.holding(harness, 3, operation);
        boolean isStalled = false;
        // On a busy machine, the stalled call may end with its own timeout before the other calls end.
        for (int i = 0; i < TRIES && !isStalled; i++) {
            fixture.put(ContractFixture.PERSON, ContractFixture.faces(0, 3));
            fixture.put(person(i), ContractFixture.faces(10, 3));
            fixture.inject(operation, ContractFault.STALL);
            isStalled = succeedDuringStall(fixture, operation, person(i));
        }
        assertTrue(isStalled, "a call must not wait for the end of another call");
    }

    /**
     * Calls each operation for another person while a call stalls. Returns whether the stalled call was still under way when the other
     * calls had ended.
     */
    private static boolean succeedDuringStall(ContractFixture fixture, Operation operation, PersonId person) {
        Cancellation cancellation = new Cancellation();
        CallOptions options = CallOptions.defaults().withCancellation(cancellation);
        BackgroundCall stalled =
                BackgroundCall.start(fixture.harness, () -> TypicalCalls.unchecked(fixture, operation, options));
        stalled.awaitArrival(!operation.isRead() && TypicalCalls.isOneRequest(fixture, operation));
        BackgroundCall others = BackgroundCall.start(fixture.harness, () -> {
            if (fixture.capabilities().readBack() != ReadBack.NONE) {
                fixture.repository.findPerson(person);
            }
            fixture.repository.deleteFaces(person, ContractFixture.faces(10, 1));
            return fixture.repository.deletePerson(person);
        });
        try {
            others.end().success();
        } finally {
            cancellation.cancel();
            stalled.end();
        }
        // If the stalled call ended with its own timeout, its error has another kind.
        ObservedCall<Object> ended = stalled.end();
        return ended.failed() && ended.failure().kind() == ErrorKind.CANCELLED;
    }

    private static PersonId person(int number) {
        return PersonId.of("contract-crowd-" + number);
    }

    private static boolean isConfirmed(ObservedCall<DeleteFacesResult> observed, FaceId face) {
        DeleteFacesResult result = observed.result();
        FaceResult faceResult = result == null ? null : result.faces().get(face);
        return faceResult != null
                && faceResult.outcome() == FaceOutcome.DELETED
                && faceResult.evidence() == Evidence.CONFIRMED;
    }

    /**
     * Returns whether the vendor rejected a call because a concurrent call had just deleted the faces. Only a vendor that rejects unknown
     * faces does this.
     */
    private static boolean isRejectedAsUnknown(ContractHarness harness, ObservedCall<?> observed) {
        if (!observed.failed() || !harness.rejectsUnknownFaces()) {
            return false;
        }
        ErrorKind kind = observed.failure().kind();
        return kind == ErrorKind.INVALID_ARGUMENT || kind == ErrorKind.NOT_FOUND;
    }

    private static boolean isRejected(ObservedCall<?> observed) {
        if (!observed.failed()) {
            return false;
        }
        FaceException failure = observed.failure();
        assertTrue(
                failure.kind() == ErrorKind.CONFLICT || failure.kind() == ErrorKind.RATE_LIMITED,
                () -> "concurrent calls may fail only with CONFLICT or RATE_LIMITED, not " + failure.kind());
        assertEquals(Effect.NONE, failure.effect(), "a rejected call must not have an effect");
        return true;
    }

    private static <T> List<ObservedCall<T>> callConcurrently(ContractHarness harness, IntFunction<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<ObservedCall<T>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return ObservedCall.call(harness, () -> call.apply(number));
                }));
            }
            List<ObservedCall<T>> all = new ArrayList<>();
            for (Future<ObservedCall<T>> each : running) {
                all.add(each.get(30, TimeUnit.SECONDS));
            }
            return all;
        } catch (ExecutionException | TimeoutException e) {
            return fail("a concurrent call must return or throw a FaceException", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("the test was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
