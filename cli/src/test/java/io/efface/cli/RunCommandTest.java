package io.efface.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.StopSignal;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunCommandTest extends JobCommandFixture {
    @Test
    void run_withoutApply_reportsDryRunFirstAndLast() throws Exception {
        job.plan(ALICE, BOB);

        assertThat(job.run("run")).isZero();
        assertThat(job.outLines().get(0)).startsWith("Dry run");
        assertThat(job.lastLine()).startsWith("Dry run");
        assertThat(job.requests()).isZero();

        assertThat(job.run("run", "--json")).isZero();
        assertThat(job.outLines().get(0)).contains("dry run");
        assertThat(job.lastLine())
                .startsWith("{\"exit\":0,\"reason\":\"dry run")
                .endsWith("\"resume\":null}");
        assertThat(job.requests()).isZero();
        assertThat(job.holds("green", ALICE)).isTrue();
    }

    @Test
    void run_withoutConsent_sendsNothing() throws Exception {
        job.plan(ALICE, BOB);

        assertThat(job.run("run", "--apply")).isEqualTo(2);
        assertThat(job.err()).contains("--expect");
        assertThat(job.run("run", "--apply", "--expect", "5")).isEqualTo(2);
        assertThat(job.err()).contains("4", "5");
        assertThat(job.run("run", "--apply", "--expect", "2", "--json")).isEqualTo(2);
        assertThat(job.lastLine()).startsWith("{\"exit\":2,");
        job.command.withAnswer("yes");
        assertThat(job.run("run", "--apply")).isEqualTo(2);
        assertThat(job.requests()).isZero();
    }

    @Test
    void run_numberTypedOnTerminal_runs() throws Exception {
        job.plan(ALICE, BOB);
        String digest = job.outLines().stream()
                .filter(line -> line.startsWith("digest "))
                .findFirst()
                .orElseThrow()
                .substring(7);
        job.command.withAnswer("4");

        assertThat(job.run("run", "--apply")).isZero();
        assertThat(job.command.questions)
                .singleElement()
                .asString()
                .contains(digest, "4 targets", job.url("green"), job.url("iai"));
        assertThat(job.holds("green", ALICE)).isFalse();
    }

    @Test
    void run_limited_stopsWithWorkLeftAndPrintsResumeCommand() throws Exception {
        job.plan(ALICE, BOB);

        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "1", "--json"))
                .isEqualTo(8);
        assertThat(job.lastLine())
                .startsWith("{\"exit\":8,")
                .contains("\"resume\":\"", "java ", "--ledger sqlite:", "--limit 1");
        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "1")).isEqualTo(8);
        assertThat(job.err())
                .contains("To continue with the remaining work:", "--expect 4 --limit 1")
                .doesNotContain("variables");

        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        assertThat(job.err()).isEmpty();
    }

    @Test
    void run_resumeCommand_worksAsPrintedAfterAHold() throws Exception {
        job.plan(ALICE, BOB, CAROL);
        Path here = Path.of("").toAbsolutePath();
        String[] relative = {
            "run",
            "--apply",
            "--json",
            "--expect=6",
            "--limit=1",
            "--config=" + here.relativize(job.config()),
            "--ledger",
            "sqlite:" + here.relativize(job.ledger()),
            "--keys",
            here.relativize(job.keys()).toString(),
            "--job",
            "one"
        };
        assertThat(job.command.runOnFiles(relative)).isEqualTo(8);
        String resume = job.lastLine().replaceFirst(".*\"resume\":\"", "").replaceFirst("\"}$", "");
        assertThat(resume)
                .contains("--config=/", "--ledger sqlite:/", "--keys /")
                .endsWith("--job one");

        job.run("hold add", "--ids", job.file("hold.txt", CAROL + "\n").toString());
        String[] again = resume.replaceFirst(".* run ", "run ").split(" ");
        assertThat(job.command.runOnFiles(again)).isEqualTo(8);
        assertThat(job.err()).contains("targets were put on the hold list after the job was planned");
        while (job.command.runOnFiles(again) == 8) {
            assertThat(job.requests()).isLessThan(100);
        }
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("iai", BOB)).isFalse();
    }

    @Test
    void run_configurationNamedByVariable_isInResumeCommand() throws Exception {
        job.plan(ALICE, BOB);
        job.command.environment.put(
                "EFFACE_CONFIG",
                Path.of("").toAbsolutePath().relativize(job.config()).toString());

        assertThat(job.command.runOnFiles(
                        "run",
                        "--apply",
                        "--json",
                        "--expect=4",
                        "--limit=1",
                        "--ledger=sqlite:" + job.ledger(),
                        "--keys=" + job.keys(),
                        "--job=one"))
                .isEqualTo(8);
        assertThat(job.lastLine()).contains("--config=/");
    }

    @Test
    void run_relativePathsInVariables_resumeCommandWorksInAnotherFolder() throws Exception {
        job.plan(ALICE, BOB);
        Path here = Path.of("").toAbsolutePath();
        Map<String, String> variables = Map.of(
                "EFFACE_KEYS",
                here.relativize(job.keys()).toString(),
                "EFFACE_ACCOUNTS_GREEN_QUOTA",
                "${file:" + here.relativize(job.file("quota.txt", "20/s\n")) + "}");
        job.command.environment.putAll(variables);
        String[] arguments = {
            "run",
            "--apply",
            "--json",
            "--expect=4",
            "--config=" + job.config(),
            "--ledger=sqlite:" + job.ledger(),
            "--job=one"
        };
        job.command.runOnFiles(
                Stream.concat(Stream.of(arguments), Stream.of("--limit=1")).toArray(String[]::new));
        String resume = job.lastLine().replaceFirst(".*\"resume\":\"", "").replaceFirst("\"}$", "");
        assertThat(job.err())
                .contains("This run used the variables EFFACE_ACCOUNTS_GREEN_QUOTA, EFFACE_KEYS; the command needs the"
                        + " same values.")
                .doesNotContain("quota.txt");

        ProcessBuilder shell = new ProcessBuilder("sh", "-c", resume.replace(" --limit=1", ""));
        shell.environment().putAll(variables);
        shell.directory(folder.toFile()).redirectErrorStream(true);
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("iai", BOB)).isFalse();
    }

    @Test
    void run_resumedWithCurrentNumber_printsNumberValidAfterHolds() throws Exception {
        job.plan(ALICE, BOB, CAROL);
        job.run("hold add", "--ids", job.file("hold.txt", CAROL + "\n").toString());

        assertThat(job.run("run", "--apply", "--expect", "4", "--limit", "1")).isEqualTo(8);
        assertThat(job.err()).contains("--expect 6 --limit 1");
        job.run("hold add", "--ids", job.file("more.txt", BOB + "\n").toString());
        assertThat(job.run("run", "--apply", "--expect", "6")).isZero();
        assertThat(job.holds("iai", BOB)).isTrue();
    }

    @Test
    void run_expectedNumberFromAnEarlierHoldList_isRejected() throws Exception {
        Path alice = job.file("alice.txt", ALICE + "\n");
        Path list = job.file("people.txt", String.join("\n", ALICE, BOB, CAROL) + "\n");
        job.run("plan", "--input", list.toString(), "--accounts", "green", "--hold", alice.toString());
        job.run(
                "hold add",
                "--ids",
                job.file("both.txt", BOB + "\n" + CAROL + "\n").toString());
        job.run("hold remove", "--ids", alice.toString());

        assertThat(job.run("run", "--apply", "--expect", "2")).isEqualTo(2);
        assertThat(job.requests()).isZero();
        assertThat(job.run("run", "--apply", "--expect", "1")).isZero();
    }

    @Test
    void run_expectedNumberBelowTargetsAfterHoldRemoved_isRejected() throws Exception {
        Path hold = job.file("hold.txt", CAROL + "\n");
        Path list = job.file("people.txt", String.join("\n", ALICE, BOB, CAROL) + "\n");
        job.run("plan", "--input", list.toString(), "--accounts", "green,iai", "--hold", hold.toString());
        job.run("hold remove", "--ids", hold.toString());

        assertThat(job.run("run", "--apply", "--expect", "4")).isEqualTo(2);
        assertThat(job.err()).contains("6", "4");
        assertThat(job.requests()).isZero();
    }

    @Test
    void run_signal_endsWithTheCodeOfTheSignalOnlyIfTargetsAreLeft() throws Exception {
        job.plan(ALICE, BOB);

        job.command.signals.sendAtOnce(StopSignal.INT);
        assertThat(job.run("run", "--apply", "--expect", "4", "--json")).isEqualTo(130);
        assertThat(job.lastLine()).startsWith("{\"exit\":130,").contains("\"resume\":\"", "java ");
        job.command.signals.sendAtOnce(StopSignal.TERM, StopSignal.TERM);
        assertThat(job.run("run", "--apply", "--expect", "4")).isEqualTo(143);
        assertThat(job.err()).contains("Signal again to abort them", "Aborting");
        job.command.signals.sendAtOnce(StopSignal.HUP);
        assertThat(job.run("run", "--apply", "--expect", "4")).isEqualTo(129);
        assertThat(job.requests()).isZero();

        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        job.command.signals.sendAtOnce(StopSignal.INT);
        assertThat(job.run("run", "--apply", "--expect", "4", "--json")).isZero();
        assertThat(job.lastLine()).isEqualTo("{\"exit\":0,\"reason\":\"done\",\"resume\":null}");
        assertThat(job.command.signals.send(StopSignal.INT)).isFalse();
    }

    @Test
    void hold_addedAndRemoved_decidesWhoIsSent() throws Exception {
        job.plan(ALICE, BOB);
        Path ids = job.file("hold.txt", BOB + "\n");

        assertThat(job.run("hold add", "--ids", ids.toString())).isZero();
        assertNoIds();
        assertThat(job.run("run", "--apply", "--expect", "2")).isZero();
        assertThat(job.holds("iai", BOB)).isTrue();
        assertThat(job.holds("green", ALICE)).isFalse();

        job.command.input(BOB + "\n");
        assertThat(job.run("hold remove", "--ids", "-", "--json")).isZero();
        assertThat(job.outLines().get(0)).contains("\"changed\":1", "\"targets\":2");
        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        assertThat(job.holds("green", BOB)).isFalse();
    }

    @Test
    void plan_again_needsReplaceAndNothingSent() throws Exception {
        job.plan(ALICE);

        assertThat(job.plan(ALICE, BOB)).isEqualTo(2);
        assertThat(job.run(
                        "plan",
                        "--replace",
                        "--input",
                        job.folder.resolve("people.txt").toString(),
                        "--accounts",
                        "green"))
                .isZero();
        assertThat(job.run("run", "--apply", "--expect", "2")).isZero();
        assertThat(job.run(
                        "plan",
                        "--replace",
                        "--input",
                        job.folder.resolve("people.txt").toString(),
                        "--accounts",
                        "green"))
                .isEqualTo(2);
    }

    @Test
    void plan_fromJob_plansPeoplePresentAgain() throws Exception {
        job.plan(ALICE, BOB);
        job.run("run", "--apply", "--expect", "4");
        job.holding("green", ALICE);

        assertThat(job.runJob("two", "plan", "--from-job", "one")).isZero();
        assertThat(job.out()).contains("1 are present again");
        assertThat(job.err())
                .contains("cannot distinguish people who were restored from people who were enrolled again");
        assertNoIds();
        assertThat(job.runJob("two", "run", "--apply", "--expect", "1")).isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
    }

    @Test
    void run_ledgerFails_printsResumeCommand() throws Exception {
        job.plan(ALICE, BOB);
        change("CREATE UNIQUE INDEX broken ON event_1(typeof(seq))"); // no second event can be written

        assertThat(job.run("run", "--apply", "--expect", "4", "--json")).isEqualTo(1);

        assertThat(job.lastLine()).startsWith("{\"exit\":1,").contains("\"resume\":\"", "--apply");
        assertThat(job.err())
                .as("the error comes first, once")
                .containsSubsequence("efface run: the ledger cannot be written", "To continue with the remaining work:")
                .containsOnlyOnce("cannot be written");
        assertThat(job.holds("green", ALICE)).isTrue();
    }
}
