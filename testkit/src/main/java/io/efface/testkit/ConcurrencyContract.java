package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.PersonId;
import io.efface.PersonOutcome;
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

/** Many threads on one repository. A vendor may refuse some of them ({@code CONFLICT}, {@code RATE_LIMITED}), no more. */
interface ConcurrencyContract {
    /** How many threads call at once. */
    int THREADS = 16;

    /** Each thread deletes a person of its own: each answer is about that person, and each person is gone. */
    @ContractTest
    default void deletePerson_manyThreadsManyPeople_eachIsGone(ContractHarness harness) {
        Scene scene = new Scene(harness);
        for (int i = 0; i < THREADS; i++) {
            scene.put(person(i), Scene.faces(10 * i, 2));
        }
        List<Tried<DeletePersonResult>> all =
                together(harness, i -> harness.repository().deletePerson(person(i)));
        for (int i = 0; i < THREADS; i++) {
            Tried<DeletePersonResult> tried = all.get(i);
            if (refused(tried)) {
                assertEquals(Optional.of(Scene.faces(10 * i, 2)), harness.stored(person(i)), "refused without effect");
            } else {
                assertEquals(person(i), tried.success().person(), "an answer got into another thread");
                assertEquals(PersonOutcome.DELETED, tried.success().outcome());
                assertEquals(Optional.empty(), harness.stored(person(i)));
            }
        }
        scene.assertBystanderUnharmed();
    }

    /** All threads delete the same person: it is gone, and at most one of them can have been the one. */
    @ContractTest
    default void deletePerson_manyThreadsOnePerson_isDeletedOnce(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 2);
        List<Tried<DeletePersonResult>> all =
                together(harness, i -> harness.repository().deletePerson(Scene.PERSON));
        int deleted = 0;
        int refused = 0;
        for (Tried<DeletePersonResult> tried : all) {
            if (refused(tried)) {
                refused++;
            } else if (tried.success().outcome() == PersonOutcome.DELETED) {
                deleted++;
            }
        }
        assertTrue(refused < THREADS, "at least one call must come through");
        assertEquals(Optional.empty(), scene.stored());
        if (Agreement.isYes(scene.capabilities().reportsAbsentPersons())) {
            assertEquals(1, deleted, "exactly one call removed the person, and the vendor tells which");
        }
        scene.assertBystanderUnharmed();
    }

    /** Each thread deletes a face of its own from one person: all of them are gone, the last one stays. */
    @ContractTest
    default void deleteFaces_manyThreadsManyFaces_eachIsGone(ContractHarness harness) {
        Scene scene = Scene.holding(harness, THREADS + 1);
        List<Tried<DeleteFacesResult>> all =
                together(harness, i -> harness.repository().deleteFaces(Scene.PERSON, Scene.faces(i, 1)));
        Set<FaceId> left = Scene.faces(THREADS, 1);
        for (int i = 0; i < THREADS; i++) {
            Tried<DeleteFacesResult> tried = all.get(i);
            if (refused(tried)) {
                left = Scene.both(left, Scene.faces(i, 1));
            } else {
                assertEquals(Scene.faces(i, 1), tried.success().faces().keySet(), "an answer got into another thread");
            }
        }
        assertEquals(Optional.of(left), scene.stored());
        scene.assertBystanderUnharmed();
    }

    /** All threads delete the same faces: they are gone, and of each at most one call can have been the one. */
    @ContractTest
    default void deleteFaces_manyThreadsSameFaces_areDeletedOnce(ContractHarness harness) {
        Scene scene = Scene.holding(harness, 4);
        Set<FaceId> same = scene.facesOfOneCall(0, 2);
        Set<FaceId> others = Scene.faces(same.size(), 4 - same.size());
        List<Tried<DeleteFacesResult>> all =
                together(harness, i -> harness.repository().deleteFaces(Scene.PERSON, same));
        assertTrue(
                all.stream().anyMatch(tried -> !refusedAsGone(harness, tried) && !refused(tried)),
                "at least one call must come through");
        assertEquals(Optional.of(others), scene.stored());
        if (Agreement.isYes(scene.capabilities().listsDeletedFaces())) {
            for (FaceId face : same) {
                assertEquals(
                        1, all.stream().filter(tried -> confirmed(tried, face)).count(), "DELETED of one face");
            }
        }
    }

    private static PersonId person(int number) {
        return PersonId.of("contract-crowd-" + number);
    }

    private static boolean confirmed(Tried<DeleteFacesResult> tried, FaceId face) {
        DeleteFacesResult result = tried.result();
        FaceResult fate = result == null ? null : result.faces().get(face);
        return fate != null && fate.outcome() == FaceOutcome.DELETED && fate.evidence() == Evidence.CONFIRMED;
    }

    /** A vendor that refuses faces it does not know refuses those that another call has just removed. */
    private static boolean refusedAsGone(ContractHarness harness, Tried<?> tried) {
        if (!tried.failed() || !harness.refusesUnknownFaces()) {
            return false;
        }
        ErrorKind kind = tried.failure().kind();
        return kind == ErrorKind.INVALID_ARGUMENT || kind == ErrorKind.NOT_FOUND;
    }

    private static boolean refused(Tried<?> tried) {
        if (!tried.failed()) {
            return false;
        }
        FaceException failure = tried.failure();
        assertTrue(
                failure.kind() == ErrorKind.CONFLICT || failure.kind() == ErrorKind.RATE_LIMITED,
                () -> "concurrent calls may meet CONFLICT or RATE_LIMITED, not " + failure.kind());
        assertEquals(Effect.NONE, failure.effect(), "refused without effect");
        return true;
    }

    private static <T> List<Tried<T>> together(ContractHarness harness, IntFunction<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Tried<T>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return Tried.call(harness, () -> call.apply(number));
                }));
            }
            List<Tried<T>> all = new ArrayList<>();
            for (Future<Tried<T>> each : running) {
                all.add(each.get(30, TimeUnit.SECONDS));
            }
            return all;
        } catch (ExecutionException | TimeoutException e) {
            return fail("concurrent calls must return, or throw a FaceException", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("the test was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
