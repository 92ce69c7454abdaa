package io.efface.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Cancellation;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsyncFaceRepositoryTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final FaceId FACE = FaceId.of("f1");

    private final Deque<Runnable> queue = new ArrayDeque<>();

    @Test
    void deletePerson_runByTheExecutor_completesWithTheResult() {
        FaceCall<DeletePersonResult> call =
                AsyncFaceRepository.of(new Absent(), queue::add).deletePerson(ALICE, CallOptions.defaults());

        assertThat(call.future()).isNotDone();
        queue.remove().run();

        assertThat(call.future().join().outcome()).isEqualTo(PersonOutcome.ALREADY_ABSENT);
    }

    @Test
    void deleteFaces_setChangedAfterwards_deletesTheOriginalFaces() {
        Set<FaceId> faces = new LinkedHashSet<>(List.of(FACE));
        FaceCall<DeleteFacesResult> call =
                AsyncFaceRepository.of(new Absent(), queue::add).deleteFaces(ALICE, faces, CallOptions.defaults());
        faces.clear();

        queue.remove().run();

        assertThat(call.future().join().faces()).containsOnlyKeys(FACE);
    }

    @Test
    void cancel_beforeTheCallBegins_completesWithoutEffectAndNeverRuns() {
        FaceCall<DeletePersonResult> call =
                AsyncFaceRepository.of(new Absent(), queue::add).deletePerson(ALICE, CallOptions.defaults());

        call.cancel();
        queue.remove().run();

        assertFailure(call, ErrorKind.CANCELLED, Effect.NONE);
    }

    @Test
    void cancel_cancellationInTheOptions_reachesAQueuedCall() {
        Cancellation callersCancellation = new Cancellation();
        FaceCall<DeletePersonResult> call = AsyncFaceRepository.of(new Absent(), queue::add)
                .deletePerson(ALICE, CallOptions.defaults().withCancellation(callersCancellation));

        callersCancellation.cancel();

        assertFailure(call, ErrorKind.CANCELLED, Effect.NONE);
    }

    @Test
    void cancelOfTheFuture_callUnderWay_endsTheCallAndReportsItsEffect() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Stalling repository = new Stalling();
            FaceCall<DeletePersonResult> call =
                    AsyncFaceRepository.of(repository, executor).deletePerson(ALICE, CallOptions.defaults());
            assertThat(repository.sent.await(30, TimeUnit.SECONDS)).isTrue();

            call.future().cancel(true);

            assertThatThrownBy(() -> call.future().get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(FaceException.class);
            assertFailure(call, ErrorKind.CANCELLED, Effect.UNKNOWN);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void deletePerson_executorFull_failsWithoutEffectAndAdvisesARepeat() {
        FaceCall<DeletePersonResult> call = AsyncFaceRepository.of(new Absent(), task -> {
                    throw new RejectedExecutionException();
                })
                .deletePerson(ALICE, CallOptions.defaults());

        assertThat(assertFailure(call, ErrorKind.UNAVAILABLE, Effect.NONE).advice())
                .isEqualTo(RetryAdvice.BACKOFF);
    }

    @Test
    void findPerson_failing_completesWithTheException() {
        FaceCall<FindPersonResult> call =
                AsyncFaceRepository.of(new Absent(), Runnable::run).findPerson(ALICE, CallOptions.defaults());

        assertThat(assertFailure(call, ErrorKind.UNSUPPORTED, Effect.NONE).origin())
                .isEqualTo(Origin.LOCAL);
    }

    private static FaceException assertFailure(FaceCall<?> call, ErrorKind kind, Effect effect) {
        assertThat(call.future()).isCompletedExceptionally();
        try {
            call.future().join();
        } catch (CompletionException e) {
            FaceException cause = (FaceException) e.getCause();
            assertThat(cause.kind()).isEqualTo(kind);
            assertThat(cause.effect()).isEqualTo(effect);
            return cause;
        }
        throw new AssertionError("the call succeeded");
    }

    /** A repository without people. */
    private static class Absent implements FaceRepository {
        @Override
        public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
            return DeletePersonResult.of(
                    person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, CallTrace.ofRequest(null));
        }

        @Override
        public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
            return DeleteFacesResult.all(
                    person, faces, FaceResult.alreadyAbsent(Evidence.CONFIRMED), CallTrace.ofRequest(null));
        }

        @Override
        public FindPersonResult findPerson(PersonId person, CallOptions options) {
            throw FaceException.of(Operation.FIND_PERSON, ErrorKind.UNSUPPORTED).build();
        }

        @Override
        public Capabilities capabilities() {
            throw new AssertionError("not requested");
        }
    }

    /** A repository whose deletion does not end until the call is cancelled. */
    private static final class Stalling extends Absent {
        final CountDownLatch sent = new CountDownLatch(1);

        @Override
        public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
            CountDownLatch cancelled = new CountDownLatch(1);
            options.cancellation().orElseThrow().onCancel(cancelled::countDown);
            sent.countDown();
            try {
                assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw FaceException.of(Operation.DELETE_PERSON, ErrorKind.CANCELLED)
                    .effect(Effect.UNKNOWN)
                    .build();
        }
    }
}
