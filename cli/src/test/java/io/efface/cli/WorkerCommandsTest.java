package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the commands for detached runs and workers in this process. */
class WorkerCommandsTest extends PostgresCommandFixture {
    private void planAndDetach(String... options) throws IOException {
        Path list = job.file("people.txt", ALICE + "\n" + BOB + "\n");
        assertDone(run("plan", "--input", list.toString(), "--accounts", "green,iai", "--job", "one", "--no-progress"));
        List<String> words = new ArrayList<>(List.of("--job", "one", "--apply", "--expect", "4", "--detach"));
        words.addAll(List.of(options));
        assertDone(run("run", words.toArray(String[]::new)));
    }

    private void assertRejected(String command, String reason, String... options) {
        assertThat(run(command, options)).as(job.err()).isEqualTo(ExitStatus.USAGE.code());
        assertThat(job.err()).contains(reason);
    }

    @Test
    void work_detachedRun_deletesTheTargets() throws IOException {
        planAndDetach();
        assertThat(job.out()).contains(" work --config ", " status --config ", " stop --config ");
        assertThat(job.requests()).isZero();

        assertDone(run("work", "--until-idle", "--name", "w1", "--no-progress"));

        assertThat(job.err()).contains("worker w1: ended, done 4: deleted 4, absent 0, failed 0");
        assertThat(job.holds("green", ALICE) || job.holds("iai", BOB)).isFalse();
        assertThat(job.holds("green", CAROL)).isTrue();
        assertDone(run("status", "--job", "one"));
        assertThat(job.out())
                .contains("detached run: finished", "; ended: finished", "finally sealed")
                .doesNotContain("worker w1");
        assertDone(run("status", "--job", "one", "--json"));
        assertThat(job.out()).contains("\"detached\":{\"state\":\"FINISHED\",\"window\":null,\"manyAbsent\":[]}");
        assertDone(run("verify", "--job", "one", "--no-progress", "--settle", "0s"));
        assertNoIds();
    }

    @Test
    void otherCommands_detachedRunIsOpen_areRejectedUntilItIsStopped() throws IOException {
        planAndDetach("--json", "--window", "00:00-00:01@UTC");
        assertThat(job.out()).contains("\"planned\":4", "\"work\":\"", "\"stop\":\"");
        String open = "workers carry out a detached run of the job 'one'";
        assertRejected("verify", open, "--job", "one", "--no-progress");
        assertRejected("scrub", open, "--job", "one", "--yes", "--force");
        assertRejected("run", open, "--job", "one", "--no-progress", "--apply", "--expect", "4");
        assertRejected("run", open, "--job", "one", "--no-progress", "--apply", "--expect", "4", "--detach");
        Path list = job.file("others.txt", CAROL + "\n");
        assertRejected(
                "plan",
                "stop the detached run first",
                "--input",
                list.toString(),
                "--accounts",
                "green",
                "--job",
                "one",
                "--replace",
                "--no-progress");
        assertDone(run("status", "--job", "one"));
        assertThat(job.out()).contains("detached run: open for workers", "window 00:00-00:01@UTC", "no worker now");
        Path holds = job.file("holds.txt", BOB + "\n");
        assertDone(run("hold add", "--ids", holds.toString(), "--job", "one"));

        assertDone(run("stop", "--job", "one"));
        assertThat(job.out()).contains("the detached run of the job one is stopped");
        assertDone(run("stop", "--job", "one", "--json"));
        assertThat(job.out()).contains("\"stopped\":false");
        assertDone(run("status"));
        assertThat(job.out()).contains("detached run: stopped");
        assertDone(run("work", "--until-idle", "--no-progress"));
        assertThat(job.holds("green", ALICE)).isTrue();

        assertDone(run("run", "--job", "one", "--no-progress", "--apply", "--expect", "4"));
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("green", BOB)).as("held").isTrue();
        assertNoIds();
    }

    /** Gives a worker that sends no heartbeats the lease of each account run. */
    private void lease(String worker, String time) throws SQLException {
        changeLedger("UPDATE account SET worker = '" + worker
                + "', lease_until = CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) + " + time);
    }

    @Test
    void stop_deadWorkerHasALease_reportsTheWorkerAndTheEndOfTheLease() throws Exception {
        planAndDetach();
        lease("dead", "180000");
        // The lease has ended by the clock of this machine, and not by the clock of the database.
        job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));

        assertThat(run("stop", "--job", "one")).isEqualTo(ExitStatus.REPEAT.code());
        assertThat(job.err())
                .contains("note: dead sent no heartbeat", "may still have calls of the job in progress: dead until 2");
        assertThat(job.out()).doesNotContain("is stopped");
        assertThat(run("stop", "--job", "one", "--json")).isEqualTo(ExitStatus.REPEAT.code());
        assertThat(job.out()).contains("\"stopped\":false,\"workers\":[\"dead\"]");

        lease("dead", "-1");
        job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)));
        assertDone(run("stop", "--job", "one"));
        assertThat(job.out()).contains("no worker carries out a detached run of the job one");
    }

    @Test
    void status_detachedRunFoundNobody_warnsLikeRun() throws IOException {
        String people =
                IntStream.range(0, 20).mapToObj(i -> "absent-" + i + "\n").collect(Collectors.joining());
        Path list = job.file("people.txt", people);
        assertDone(run("plan", "--input", list.toString(), "--accounts", "green", "--job", "one", "--no-progress"));
        assertDone(run("run", "--job", "one", "--apply", "--expect", "20", "--detach"));
        assertDone(run("status", "--job", "one"));
        assertThat(job.out()).doesNotContain("warning");

        assertDone(run("work", "--until-idle", "--no-progress"));

        assertDone(run("status", "--job", "one"));
        assertThat(job.out()).contains("warning: too many targets of account green were already absent");
        assertDone(run("status", "--job", "one", "--json"));
        assertThat(job.out()).contains("\"manyAbsent\":[\"green\"]");
    }

    @Test
    void work_signalWithWorkLeft_endsWithTheStatusOfTheSignal() throws IOException {
        planAndDetach();
        job.command.signals.sendAtOnce(StopSignal.TERM);

        int status = run("work", "--no-progress");

        assertThat(status).as(job.err()).isIn(ExitStatus.TERMINATED.code(), ExitStatus.DONE.code());
        assertThat(job.err()).contains("ended, done");
        assertDone(run("work", "--until-idle", "--no-progress"));
        assertThat(job.holds("green", ALICE)).isFalse();
        job.command.signals.sendAtOnce(StopSignal.TERM);
        assertThat(run("work", "--no-progress")).as("no work is left").isZero();
    }

    @Test
    void work_withoutTheSigningKey_deletesAndLeavesTheSealsToAnotherWorker() throws IOException {
        planAndDetach();
        Path key = job.keys().resolve("signing.key");
        Path elsewhere = folder.resolve("signing.key");
        Files.move(key, elsewhere);

        assertDone(run("work", "--until-idle", "--no-progress"));
        assertThat(job.err()).contains("signing.key is missing");
        assertThat(job.holds("green", ALICE)).isFalse();
        assertDone(run("status", "--job", "one"));
        assertThat(job.out()).contains("detached run: finished").doesNotContain("finally sealed");

        Files.move(elsewhere, key);
        assertDone(run("work", "--until-idle", "--no-progress"));
        assertDone(run("verify", "--job", "one", "--no-progress", "--settle", "0s"));
        assertDone(run("receipts verify", "--job", "one"));
    }

    @Test
    void work_onlyARunOfALaterVersionIsLeft_endsWithAnError() throws Exception {
        planAndDetach();
        changeLedger("UPDATE job SET detached = replace(detached, '{', '{\"aNewOption\":\"1\",')");

        assertThat(run("work", "--until-idle", "--no-progress")).as(job.err()).isEqualTo(ExitStatus.OTHER.code());
        assertThat(job.err()).contains("a later version of Efface has recorded the detached run; update this worker");
        assertThat(job.holds("green", ALICE)).isTrue();
    }

    @Test
    void runDetach_unsuitable_isRejectedBeforeTheConfirmation() throws IOException {
        Path list = job.file("people.txt", ALICE + "\n");
        assertDone(run("plan", "--input", list.toString(), "--accounts", "green", "--job", "one", "--no-progress"));
        assertRejected("run", "--limit", "--job", "one", "--apply", "--detach", "--limit", "1");
        assertRejected("run", "--max-duration", "--job", "one", "--apply", "--detach", "--max-duration", "1h");
        assertRejected(
                "work", "--account-runs: the number of account runs of a worker must be from 1", "--account-runs", "0");
        assertRejected("work", "--name: the name of a worker must have", "--name", "a b");

        job.plan(ALICE);
        assertThat(job.run("run", "--apply", "--detach")).isEqualTo(ExitStatus.USAGE.code());
        assertThat(job.err()).contains("--detach needs a ledger in PostgreSQL");
        ledger = "sqlite:" + job.ledger();
        assertRejected("work", "workers need a ledger in PostgreSQL");
        assertDone(run("stop", "--job", "one"));
        assertThat(job.requests()).isZero();
    }
}
