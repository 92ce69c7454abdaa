package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.schema.Schemas;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tests three workers in separate processes, one of which is killed, on one PostgreSQL server. */
class WorkerProcessesIT {
    private static final int PEOPLE = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The longest time after a worker has died until another worker continues its work. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    private final Map<String, Process> workers = new LinkedHashMap<>();
    private JobTester job;
    private String ledger;

    private static void await(BooleanSupplier condition) {
        Instant latest = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(latest);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--ledger", ledger));
        return job.command.runOnFiles(all.toArray(String[]::new));
    }

    private void assertDone(int status) {
        assertThat(status).as(job.err()).isZero();
    }

    private Process startWorker(String name) throws IOException {
        Path config = Files.writeString(
                folder.resolve(name + ".properties"),
                Files.readString(job.config()) + "\nefface.accounts.green.quota = 4\nefface.accounts.iai.quota = 4\n");
        Process process = new ProcessBuilder(JarProcess.command(
                        "work",
                        "--config",
                        config.toString(),
                        "--keys",
                        job.keys().toString(),
                        "--ledger",
                        ledger,
                        "--name",
                        name,
                        "--account-runs",
                        "1"))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
        workers.put(name, process);
        return process;
    }

    private JsonNode status() {
        assertDone(run("status", "--job", "one", "--json"));
        return Schemas.json(job.outLines().get(0));
    }

    /** Returns the worker of each account. */
    private Map<String, String> holders() {
        Map<String, String> holders = new LinkedHashMap<>();
        for (JsonNode account : status().get("accounts")) {
            if (account.get("worker").isString()) {
                holders.put(
                        account.get("account").asString(), account.get("worker").asString());
            }
        }
        return holders;
    }

    private Map<String, Long> deletions() {
        return job.calls().stream()
                .filter(call -> call.operation().equalsIgnoreCase("DeletePerson"))
                .collect(Collectors.groupingBy(call -> String.valueOf(call.personId()), Collectors.counting()));
    }

    @Test
    void workers_oneIsKilled_deleteEachTargetOnce() throws Exception {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add("person-" + i);
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .start();
                JobTester tester = JobTester.start(folder)) {
            job = tester;
            String[] ids = people.toArray(String[]::new);
            job.holding("green", ids).holding("iai", ids);
            ledger = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
            Path list = job.file("people.txt", String.join("\n", people) + "\n");
            String config = job.config().toString();
            String keys = job.keys().toString();
            assertDone(run(
                    "plan",
                    "--job",
                    "one",
                    "--config",
                    config,
                    "--keys",
                    keys,
                    "--accounts",
                    "green,iai",
                    "--input",
                    list.toString(),
                    "--no-progress"));
            assertDone(run(
                    "run",
                    "--job",
                    "one",
                    "--config",
                    config,
                    "--keys",
                    keys,
                    "--apply",
                    "--expect",
                    Integer.toString(2 * PEOPLE),
                    "--detach"));
            for (String name : List.of("w1", "w2", "w3")) {
                startWorker(name);
            }
            await(() -> holders().size() == 2 && job.calls().size() > 20);
            assertThat(status().get("workers")).hasSize(3);
            Map<String, String> before = holders();
            String killed = before.get("green");

            workers.get(killed).destroyForcibly().waitFor();
            Instant died = Instant.now();
            await(() -> {
                String now = holders().get("green");
                return now != null && !now.equals(killed);
            });
            Duration takeOver = Duration.between(died, Instant.now());

            assertThat(takeOver).isLessThan(TAKE_OVER);
            String other = before.get("iai");
            workers.get(other).destroy();
            assertThat(workers.get(other).waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(workers.get(other).exitValue()).isEqualTo(ExitStatus.TERMINATED.code());
            await(() -> status().get("detached").get("state").asString().equals("FINISHED"));
            for (Process worker : workers.values()) {
                worker.destroy();
                assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            for (String person : people) {
                assertThat(job.holds("green", person) || job.holds("iai", person))
                        .isFalse();
            }
            assertThat(deletions().values()).hasSize(PEOPLE).containsOnly(2L);
            assertThat(status().get("finallySealed").asBoolean()).isTrue();
            for (String name : workers.keySet()) {
                assertThat(folder.resolve(name + ".err")).content().doesNotContain("person-", "Exception", "password");
            }
        } finally {
            workers.values().forEach(Process::destroyForcibly);
        }
    }
}
