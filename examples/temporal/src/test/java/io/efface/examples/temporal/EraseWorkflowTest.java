package io.efface.examples.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.efface.Operation;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.keys.KeyFolder;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.interceptor.CallScope;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the workflow on Temporal's test server, which is part of this JVM. */
class EraseWorkflowTest {
    private static final String QUEUE = "erasures";
    private static final int PEOPLE = 30;
    private static final int TARGETS_PER_SLICE = 5;

    @TempDir
    Path folder;

    private final InMemoryFaceLibrary a = new InMemoryFaceLibrary();
    private final InMemoryFaceLibrary b = new InMemoryFaceLibrary();
    private final AtomicInteger requests = new AtomicInteger();

    /** A process that works on slices: its accounts, its open ledger and its Temporal worker. */
    private final class Process implements AutoCloseable {
        final AtomicInteger slices = new AtomicInteger();
        private final FaceRepositories accounts;
        private final Ledger ledger;
        private final Erasure erasure;
        private final WorkerFactory factory;
        private final CountDownLatch lastSlices;
        private final CountDownLatch stopping = new CountDownLatch(1);

        /**
         * Creates a process.
         *
         * @param most the number of slices whose ends are reported at once. The other slices end when the process stops
         */
        Process(WorkflowClient client, int most) {
            accounts = FaceRepositories.builder()
                    .map(Map.of(
                            "efface.accounts.a.provider", "memory",
                            "efface.accounts.a.allow-memory", "true",
                            "efface.accounts.a.quota", "off",
                            "efface.accounts.b.provider", "memory",
                            "efface.accounts.b.allow-memory", "true",
                            "efface.accounts.b.quota", "off"))
                    .service("a", InMemoryFaceLibrary.class, a)
                    .service("b", InMemoryFaceLibrary.class, b)
                    .interceptor(new CallInterceptor() {
                        @Override
                        public Probe before(CallInfo call) {
                            if (call.scope() == CallScope.ATTEMPT && call.operation() == Operation.DELETE_PERSON) {
                                requests.incrementAndGet();
                            }
                            return Probe.NONE;
                        }
                    })
                    .open();
            ledger = Ledger.open(folder.resolve("jobs").resolve("ledger.db"));
            KeyFolder keys = KeyFolder.create(folder.resolve("keys"));
            erasure = new Erasure(ledger, keys, accounts, Clock.systemUTC(), new SecureRandom());
            factory = WorkerFactory.newInstance(client);
            // One slice for each account. While the last slices have not ended, the worker asks for no task. The test server would lose a
            // task that it sends to a worker that has stopped.
            WorkerOptions options = WorkerOptions.newBuilder()
                    .setMaxConcurrentActivityExecutionSize(2)
                    .build();
            lastSlices = new CountDownLatch(2);
            AccountRun activity = new AccountRunImpl(erasure, TARGETS_PER_SLICE);
            factory.newWorker(QUEUE, options).registerActivitiesImplementations((AccountRun) (list, account) -> {
                String end = activity.slice(list, account);
                if (slices.incrementAndGet() > most) {
                    lastSlices.countDown();
                    awaitStop();
                }
                return end;
            });
        }

        private void awaitStop() {
            try {
                stopping.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void plan(String account, Path list) {
            erasure.plan(PlanRequest.of("leavers-" + account, InputSource.file(list))
                    .accounts(List.of(account))
                    .build());
        }

        /** Ends the slices under way, then the process. */
        @Override
        public void close() {
            factory.shutdown();
            stopping.countDown();
            factory.awaitTermination(1, TimeUnit.MINUTES);
            ledger.close();
            accounts.close();
        }
    }

    private Path list() throws IOException {
        String lines = IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).collect(Collectors.joining("\n"));
        IntStream.range(0, PEOPLE).forEach(i -> {
            a.put("p" + i, "face-" + i);
            b.put("p" + i, "face-" + i);
        });
        return Files.writeString(folder.resolve("leavers.txt"), lines + "\n");
    }

    @Test
    void erase_workerStoppedBetweenSlices_anotherWorkerContinuesAndRepeatsNoDeletion() throws Exception {
        Path list = list();
        TestEnvironmentOptions options =
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build();
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options)) {
            WorkflowClient client = temporal.getWorkflowClient();
            temporal.newWorker(QUEUE).registerWorkflowImplementationTypes(EraseWorkflowImpl.class);
            temporal.start();
            EraseWorkflow workflow = client.newWorkflowStub(
                    EraseWorkflow.class,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(QUEUE)
                            .setWorkflowId("leavers")
                            .build());
            CompletableFuture<Map<String, String>> result;
            Process first = new Process(client, 2);
            try (first) {
                first.plan("a", list);
                first.plan("b", list);
                first.factory.start();
                result = WorkflowClient.execute(
                        workflow::erase, new Erasing("leavers", List.of("a", "b"), Map.of(), 2));
                assertTrue(first.lastSlices.await(1, TimeUnit.MINUTES));
            }
            assertFalse(result.isDone());
            assertTrue(a.people().size() + b.people().size() > 0, "the first worker left work");
            Process second = new Process(client, Integer.MAX_VALUE);
            try (second) {
                second.factory.start();
                assertEquals(Map.of("a", "FINISHED", "b", "FINISHED"), result.get(2, TimeUnit.MINUTES));
            }
            assertTrue(second.slices.get() > 0, "the second worker continued");
        }

        assertEquals(0, a.people().size() + b.people().size());
        assertEquals(2 * PEOPLE, requests.get(), "each person was deleted once in each account");
    }
}
