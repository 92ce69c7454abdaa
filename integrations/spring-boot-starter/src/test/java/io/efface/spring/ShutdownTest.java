package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.jobs.JobRunner;
import io.efface.Operation;
import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenEmulator;
import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.RunEnd;
import io.efface.erasure.RunOptions;
import io.efface.erasure.RunSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputSource;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallInterceptor;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests that the run of the page's example ends before the application closes the ledger and the accounts. */
@EffaceEmulators
@Timeout(60)
class ShutdownTest extends ApplicationFixture {
    private static final int PEOPLE = 100;

    /** Makes deletions wait until the application has asked the run to stop. */
    static final class Waiting implements CallInterceptor, SmartLifecycle {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public Probe before(CallInfo call) {
            if (call.operation() == Operation.DELETE_PERSON) {
                begun.countDown();
                try {
                    stopped.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Probe.NONE;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public boolean isRunning() {
            return stopped.getCount() > 0;
        }
    }

    /** An application with the runner of the page. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithRunner {
        @Bean
        JobRunner runner(Erasure erasure) {
            return new JobRunner(erasure);
        }
    }

    /** An application whose deletions wait. Spring stops the runner before the bean on which the runner depends. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithWaitingCalls {
        @Bean
        Waiting waiting() {
            return new Waiting();
        }

        @Bean
        JobRunner runner(Erasure erasure, Waiting waiting) {
            return new JobRunner(erasure);
        }
    }

    private ConfigurableApplicationContext startAndPlan(
            EmulatedAccounts emulated, GreenEmulator green, String timeout, Class<?> application) throws IOException {
        List<String> people =
                IntStream.range(0, PEOPLE).mapToObj(i -> "person" + i).toList();
        people.forEach(person -> green.library().put(person, "face-1"));
        ConfigurableApplicationContext context = start(
                yaml(
                        emulated,
                        "efface.ledger",
                        folder.resolve("jobs/ledger.db").toString(),
                        "efface.keys",
                        folder.resolve("keys").toString(),
                        "spring.lifecycle.timeout-per-shutdown-phase",
                        timeout),
                application);
        String list = people.stream().collect(Collectors.joining("\n", "person_id\n", "\n"));
        context.getBean(Erasure.class)
                .plan(PlanRequest.of("leavers", InputSource.file(Files.writeString(folder.resolve("list.csv"), list)))
                        .accounts(List.of("green"))
                        .build());
        return context;
    }

    @Test
    void close_runUnderWay_finishesItsCallsFirst(EmulatedAccounts emulated, GreenEmulator green) throws Exception {
        ConfigurableApplicationContext context = startAndPlan(emulated, green, "30s", WithWaitingCalls.class);
        Future<RunSummary> run = context.getBean(JobRunner.class).run("leavers");
        context.getBean(Waiting.class).begun.await();

        context.close();

        assertThat(run).isDone();
        RunSummary summary = run.get();
        assertThat(summary.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(summary.counts().in(TargetState.UNKNOWN)).isZero();
        assertThat(summary.counts().in(TargetState.IN_FLIGHT)).isZero();
        assertThat(summary.counts().in(TargetState.DONE))
                .isEqualTo(PEOPLE - green.library().size());
        assertThat(summary.isWorkLeft()).isTrue();
    }

    @Test
    void close_callWithoutResponse_isCancelledAfterSpringsTimeout(EmulatedAccounts emulated, GreenEmulator green)
            throws Exception {
        ConfigurableApplicationContext context = startAndPlan(emulated, green, "1ms", WithRunner.class);
        green.faults().always(Fault.stall(Fault.When.BEFORE_EFFECT));
        Future<RunSummary> run = context.getBean(JobRunner.class).run("leavers");
        awaitDeletion(green);

        context.close();

        assertThat(run).isDone();
        RunSummary summary = run.get();
        assertThat(summary.end()).isEqualTo(RunEnd.STOPPED);
        assertThat(summary.counts().in(TargetState.UNKNOWN)).isPositive();
        assertThat(green.library().size()).isEqualTo(PEOPLE);
    }

    @Test
    void close_runOfTheApplicationsOwnThread_fails(EmulatedAccounts emulated, GreenEmulator green) throws Exception {
        ConfigurableApplicationContext context = startAndPlan(emulated, green, "1ms", Plain.class);
        green.faults().always(Fault.stall(Fault.When.BEFORE_EFFECT));
        Erasure erasure = context.getBean(Erasure.class);
        FutureTask<RunSummary> run = new FutureTask<>(
                () -> erasure.run("leavers", RunOptions.builder().build()));
        new Thread(run).start();
        awaitDeletion(green);

        context.close();

        assertThatThrownBy(run::get)
                .cause()
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
    }

    private static void awaitDeletion(GreenEmulator green) {
        while (green.calls().latest().stream().noneMatch(call -> call.toString().contains("Delete"))) {
            Thread.onSpinWait();
        }
    }
}
