package io.efface.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.FakeRepository;
import io.efface.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests calls in several accounts that the caller interrupts or cancels. */
class AllAccountsCancellationTest extends AllAccountsFixture {
    @Test
    void deletePerson_callerInterrupted_cancelsAllAndReportsEachEffect() throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        accounts()
                .forEach((name, repository) -> ((FakeRepository) repository).before = operation -> {
                    if (name.equals("zulu")) {
                        return;
                    }
                    CallOptions options = last((FakeRepository) repository);
                    stallUntilCancelled(options, stalled);
                });
        ExecutorService singleThread = Executors.newFixedThreadPool(1);
        AtomicReference<AllAccountsResult> result = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            result.set(AllAccounts.of(accounts(), singleThread).deletePerson(ALICE));
            flag.set(Thread.currentThread().isInterrupted());
        });
        try {
            caller.start();
            assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            caller.join(30_000);
        } finally {
            singleThread.shutdownNow();
        }

        assertThat(flag.get()).isTrue();
        assertThat(result.get().accounts().get("zulu").success()).isPresent();
        FaceException underWay = result.get().failures().get("alpha");
        assertThat(underWay.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(underWay.effect()).isEqualTo(Effect.UNKNOWN);
        FaceException queued = result.get().failures().get("mike");
        assertThat(queued.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(queued.effect()).isEqualTo(Effect.NONE);
        assertThat(three.calls).isEmpty();
    }

    @Test
    void deletePerson_callerAlreadyInterrupted_sendsNothing() {
        Thread.currentThread().interrupt();

        AllAccountsResult result = AllAccounts.of(accounts(), executor).deletePerson(ALICE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.failures().values()).hasSize(3).allSatisfy(e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
            assertThat(e.effect()).isEqualTo(Effect.NONE);
        });
        assertThat(one.calls).isEmpty();
    }

    @Test
    void deletePerson_callThatStartsDuringTheCancellation_isNotSent() {
        Cancellation cancellation = new Cancellation();
        Deque<Runnable> queue = new ArrayDeque<>();
        AsyncFaceRepository first = AsyncFaceRepository.of(one, queue::add);
        cancellation.onCancel(() -> queue.remove().run());
        FaceCall<DeletePersonResult> call =
                first.deletePerson(ALICE, CallOptions.defaults().withCancellation(cancellation));

        cancellation.cancel();

        assertThat(call.future()).isCompletedExceptionally();
        assertThat(one.calls).isEmpty();
    }

    @Test
    void deletePerson_callersCancellation_reachesEveryAccount() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        AllAccountsResult result = AllAccounts.of(accounts(), executor)
                .deletePerson(ALICE, CallOptions.defaults().withCancellation(cancellation));

        assertThat(result.failures()).hasSize(3);
        assertThat(result.effectOfFailures()).isEqualTo(Effect.NONE);
    }

    @Test
    void deletePerson_repositoryIgnoresCancellation_isReportedWithUnknownEffect() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        one.before = operation -> {
            begun.countDown();
            await(end);
        };
        AtomicReference<AllAccountsResult> result = new AtomicReference<>();
        Thread caller = new Thread(() ->
                result.set(new AllAccounts(Map.<String, FaceRepository>of("only", one), executor, Duration.ofMillis(20))
                        .deletePerson(ALICE)));
        caller.start();
        await(begun);

        caller.interrupt();
        caller.join(30_000);
        end.countDown();

        FaceException e = result.get().failures().get("only");
        assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(e.effect()).isEqualTo(Effect.UNKNOWN);
    }

    private static CallOptions last(FakeRepository repository) {
        synchronized (repository.calls) {
            return repository.options.get(repository.options.size() - 1);
        }
    }

    private static void stallUntilCancelled(CallOptions options, CountDownLatch stalled) {
        CountDownLatch cancelled = new CountDownLatch(1);
        options.cancellation().orElseThrow().onCancel(cancelled::countDown);
        stalled.countDown();
        await(cancelled);
        throw FaceException.of(Operation.DELETE_PERSON, ErrorKind.CANCELLED)
                .effect(Effect.UNKNOWN)
                .build();
    }
}
