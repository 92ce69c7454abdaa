package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.squareup.moshi.JsonReader;
import io.efface.DeletePersonResult;
import io.efface.PersonId;
import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.process.StopSignal;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** Tests that {@code erase} plans, confirms, runs, verifies and reports, and that it continues a job instead of repeating it. */
class EraseCommandTest extends JobCommandFixture {
    private String list(String... people) throws IOException {
        return job.file("Leavers 2026.txt", String.join("\n", people) + "\n").toString();
    }

    private int erase(String list, String... options) {
        List<String> words =
                new ArrayList<>(List.of("erase", list, "--config", job.config().toString()));
        words.addAll(List.of(
                "--ledger", "sqlite:" + job.ledger(), "--keys", job.keys().toString(), "--no-progress"));
        words.addAll(List.of("--accounts", "green,iai", "--settle", "0s"));
        words.addAll(List.of(options));
        return job.command.runOnFiles(words.toArray(String[]::new));
    }

    private String jobs() {
        job.command.runOnFiles("status", "--ledger", "sqlite:" + job.ledger());
        return job.out();
    }

    @Test
    void erase_withConfirmation_plansRunsVerifiesAndReports() throws IOException {
        assertThat(erase(list(ALICE, BOB), "--yes", "--expect", "4")).isZero();

        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("iai", BOB)).isFalse();
        assertThat(job.holds("iai", CAROL)).isTrue();
        assertThat(job.out())
                .contains("-leavers-2026 is planned", "complete", "verified: all 4 done targets", "VERIFIED_ABSENT");
        assertNoIds();
    }

    @Test
    void erase_withoutTerminalAndConfirmation_plansAndNamesTheNumber() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        assertThat(job.err())
                .contains("no terminal", "add --yes --expect and the number of planned targets, which is 4");
        assertThat(job.requests()).isZero();

        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(job.out()).contains("has the same list, accounts and holds");
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_typedNumber_confirms() throws IOException {
        job.command.withAnswer("3");
        assertThat(erase(list(ALICE, BOB))).isEqualTo(2);
        assertThat(job.requests()).isZero();

        job.command.withAnswer("4");
        assertThat(erase(list(ALICE, BOB))).isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
    }

    @Test
    void erase_wrongNumber_sendsNothing() throws IOException {
        assertThat(erase(list(ALICE, BOB), "--yes", "--expect", "5")).isEqualTo(2);
        assertThat(job.err()).contains("4 planned targets, not 5");
        assertThat(job.requests()).isZero();
    }

    @Test
    void erase_onlyOneOfYesAndExpect_failsBeforeThePlan() throws IOException {
        assertThat(erase(list(ALICE), "--yes")).isEqualTo(2);
        assertThat(job.err()).contains("--yes requires --expect");
        assertThat(erase(list(ALICE), "--expect", "2")).isEqualTo(2);
        assertThat(job.err()).contains("--expect requires --yes");
        assertThat(Files.exists(job.ledger())).isFalse();
    }

    @Test
    void erase_completeJob_isReportedAndSendsNothing() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        long requests = job.requests();

        assertThat(erase(list)).isZero();
        assertThat(job.requests()).isEqualTo(requests);
        assertThat(job.err()).contains("Nothing was sent", "--again");
        assertThat(job.out()).contains("4 VERIFIED_ABSENT");
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_again_plansANewJobWithItsOwnName() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);

        assertThat(erase(list, "--again", "--yes", "--expect", "4")).isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(jobs()).contains("-leavers-2026, ", "-leavers-2026-2, ");
    }

    @Test
    void erase_otherHoldsOrOtherList_areAnotherJob() throws IOException {
        assertThat(erase(list(ALICE, BOB))).isEqualTo(2);
        String holds = job.file("holds.txt", BOB + "\n").toString();

        assertThat(erase(list(ALICE, BOB), "--hold", holds, "--yes", "--expect", "2"))
                .isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("green", BOB)).isTrue();
        assertThat(erase(list(ALICE, BOB, CAROL))).isEqualTo(2);
        assertThat(jobs().lines()).hasSize(3);
    }

    @Test
    void erase_unfinishedJob_continuesOnAnotherDay() throws IOException {
        String list = list(ALICE, BOB);
        job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
        assertThat(erase(list)).isEqualTo(2);
        job.command.withClock(Clock.systemUTC());

        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_interruptedVerification_isRepeated() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        String name = firstJob();
        assertThat(job.runJob(name, "run", "--apply", "--expect", "4")).isZero();

        assertThat(erase(list)).isZero();
        assertThat(job.out()).contains("verified: all 4 done targets");
    }

    @Test
    void erase_ledgerOfTheConfiguration_isUsed() throws IOException {
        Files.writeString(
                job.config(),
                "efface.ledger = sqlite:" + job.ledger() + "\nefface.keys = " + job.keys() + "\n",
                StandardOpenOption.APPEND);
        String config = job.config().toString();

        assertThat(job.command.runOnFiles(
                        "erase", list(ALICE), "--config", config, "--accounts", "green", "--no-progress"))
                .isEqualTo(2);
        assertThat(job.err()).contains("--expect and the number of planned targets, which is 1");
        assertThat(job.command.runOnFiles("status", "--config", config)).isZero();
        assertThat(job.out()).contains("-leavers-2026, planned: planned 1");
        assertThat(job.command.runOnFiles("status")).isEqualTo(2);
        assertThat(job.err()).contains("--ledger=sqlite:FILE", "efface.ledger");
    }

    @Test
    void erase_stoppedBySignal_namesTheCommandThatContinues() throws IOException {
        String list = list(ALICE, BOB);
        job.command.signals.sendAtOnce(StopSignal.INT);

        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(130);

        assertThat(job.err()).contains("erase '" + list + "'", "--yes --expect 4");
        assertThat(job.out()).doesNotContain("read back");
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
    }

    @Test
    void erase_stoppedBySignal_resumeCommandNamesTheDigestAndNotAgain() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);
        job.command.signals.sendAtOnce(StopSignal.INT);

        assertThat(erase(list, "--again", "--yes", "--expect", "4")).isEqualTo(130);

        String resume = job.err()
                .lines()
                .filter(line -> line.contains(" erase "))
                .findFirst()
                .orElseThrow();
        assertThat(resume).contains("--yes --expect 4").doesNotContain("--again");
        String digest = resume.replaceFirst(".*--expect-digest=", "").substring(0, 64);
        assertThat(erase(list, "--yes", "--expect", "4", "--expect-digest", digest))
                .isZero();
        assertThat(job.out()).contains("-leavers-2026-2 has the same list");
        assertThat(jobs().lines()).hasSize(2);
    }

    @Test
    void erase_stoppedBySignal_resumeCommandNamesNoPerson() throws IOException {
        String list = list(ALICE, BOB);
        job.command.signals.sendAtOnce(StopSignal.INT);
        String[] options = {
            "--yes",
            "--expect",
            "4",
            "--reference",
            "T-1",
            "--reason=OTHER",
            "--requested-at",
            "2026-01-31",
            "--approved-by=Ada Lovelace",
            "--json"
        };

        assertThat(erase(list, options)).isEqualTo(130);

        assertThat(job.err() + job.out())
                .contains("--expect-digest=")
                .doesNotContain("T-1", "2026-01-31\"", "OTHER", "Ada", "--reference", "--approved-by", "add these");
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(job.out()).contains("reference T-1", "approvedBy Ada Lovelace");
    }

    @Test
    void erase_ledgerFailsDuringThePlan_resumeCommandLeavesOutWhatMayNameAPerson() throws Exception {
        assertThat(erase(list(ALICE))).isEqualTo(2);
        change("CREATE UNIQUE INDEX broken ON job(typeof(number))"); // no second job can be written

        assertThat(erase(list(ALICE, BOB), "--reference", "T-1", "--approved-by=Ada Lovelace", "--json"))
                .isEqualTo(1);

        assertThat(job.err())
                .containsSubsequence(
                        "To continue with the remaining work:",
                        " erase ",
                        "note: the command leaves out --reference, --approved-by,",
                        "add these options again")
                .doesNotContain("T-1", "Ada");
        assertThat(job.lastLine()).contains("\"resume\":\"").doesNotContain("T-1", "Ada");
    }

    /** Returns an account with two people that sends Ctrl-C to the command when only one person is left. */
    private FakeRepository stoppedByTheLastDeletion() {
        CommandTester command = job.command;
        AtomicInteger deletions = new AtomicInteger();
        FakeRepository repository = new FakeRepository() {
            @Override
            public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                if (deletions.incrementAndGet() == 2) {
                    command.signals.send(StopSignal.INT);
                }
                return super.deletePerson(person, call);
            }
        };
        repository.holding(ALICE).holding(BOB);
        command.and("fake", repository);
        return repository;
    }

    @Test
    void erase_onlyTheVerificationIsLeft_resumeCommandVerifiesThisJob() throws IOException {
        String list = list(ALICE, BOB);
        FakeRepository repository = stoppedByTheLastDeletion();
        String[] location = {
            "--config",
            job.config().toString(),
            "--ledger",
            "sqlite:" + job.ledger(),
            "--keys=" + job.keys(),
            "--no-progress",
            "--accounts=fake"
        };
        for (String name : List.of("older", "newer")) {
            assertThat(job.command.run(with(location, "plan", "--job", name, "--input", list)))
                    .isZero();
        }

        assertThat(job.command.run(with(location, "erase", list, "--yes", "--expect", "2", "--settle", "0s")))
                .isEqualTo(130);

        assertThat(repository.people).isEmpty();
        assertThat(job.err())
                .contains("before the verification", "verify --job newer --settle 0s --config ", " --no-progress")
                .doesNotContain(" erase /", "--accounts", "--yes");
        // The printed arguments are accepted.
        String resume = job.err()
                .lines()
                .filter(line -> line.contains(" verify --job "))
                .findFirst()
                .orElseThrow();
        String[] words = resume.substring(resume.indexOf(" verify --job ") + 1).split(" ");
        assertThat(job.command.run(words)).isZero();
        assertThat(job.out()).contains("verified: all 2 done targets");
    }

    private static String[] with(String[] location, String... words) {
        return Stream.of(List.of(words), List.of(location))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    @Test
    void erase_signalDuringTheLastDeletion_doesNotClaimAVerification() throws IOException {
        CommandTester command = job.command;
        FakeRepository repository = stoppedByTheLastDeletion();
        String[] words = {
            "erase",
            list(ALICE, BOB),
            "--config",
            job.config().toString(),
            "--ledger",
            "sqlite:" + job.ledger(),
            "--keys",
            job.keys().toString(),
            "--no-progress",
            "--settle",
            "0s",
            "--yes",
            "--expect",
            "2"
        };

        assertThat(command.run(words)).isEqualTo(130);

        assertThat(repository.people).isEmpty();
        assertThat(job.out()).contains("deleted 2, ").doesNotContain("read back", "verified", "VERIFIED_ABSENT");
        assertThat(job.err()).contains("stopped by Ctrl-C before the verification", "To continue");
        assertThat(command.run(words)).isZero();
        assertThat(job.out()).contains("verified: all 2 done targets").doesNotContain("this run");
    }

    @Test
    void erase_againWithoutTheHoldsOfTheEarlierPlan_isRefused() throws IOException {
        String list = list(ALICE, BOB);
        String holds = job.file("holds.txt", BOB + "\n").toString();
        assertThat(erase(list, "--hold", holds, "--yes", "--expect", "2")).isZero();
        long requests = job.requests();

        for (String[] options : new String[][] {{"--again"}, {}}) {
            assertThat(erase(list, options)).isEqualTo(2);
            assertThat(job.err())
                    .contains("hold list protects people whom this job would delete", "--hold", "'efface plan'");
        }
        assertThat(job.requests()).isEqualTo(requests);
        assertThat(jobs().lines()).hasSize(1);
        assertThat(erase(list, "--again", "--hold", holds)).isEqualTo(2);
        assertThat(job.err()).contains("no terminal", "which is 2");
    }

    @Test
    void erase_againWithoutALaterHold_isRefused() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        String name = firstJob();
        String holds = job.file("holds.txt", BOB + "\n").toString();
        assertThat(job.runJob(name, "hold add", "--ids", holds)).isZero();
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(job.holds("green", BOB)).isTrue();

        assertThat(erase(list, "--again", "--yes", "--expect", "4")).isEqualTo(2);

        assertThat(job.err()).contains("job '" + name + "' has the same list");
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_shorterHoldListThatProtectsTheSamePeople_isAccepted() throws IOException {
        String list = list(ALICE, BOB);
        String longer = job.file("longer.txt", BOB + "\nsomebody-else\n").toString();
        String shorter = job.file("shorter.txt", BOB + "\n").toString();
        assertThat(erase(list, "--hold", longer, "--yes", "--expect", "2")).isZero();

        assertThat(erase(list, "--hold", shorter, "--yes", "--expect", "2")).isZero();
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_severalUnfinishedJobs_continuesTheNewestAndNamesTheOthers() throws IOException {
        String list = list(ALICE, BOB);
        for (String name : List.of("first", "second", "third")) {
            assertThat(job.runJob(name, "plan", "--input", list, "--accounts", "green,iai"))
                    .isZero();
        }
        assertThat(job.runJob("third", "run", "--apply", "--expect", "4")).isZero();
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);

        assertThat(erase(list, "--yes", "--expect", "4")).isZero();

        assertThat(job.out()).contains("Job second has the same list");
        assertThat(job.err())
                .contains("job second is the newest unfinished job of this list; first is also unfinished");
        assertThat(job.holds("green", ALICE)).isFalse();
    }

    @Test
    void erase_interruptedPlan_isReplacedUnderItsName() throws Exception {
        String list = list(ALICE, BOB);
        for (int days : List.of(0, -1)) {
            job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));
            assertThat(erase(list)).isEqualTo(2);
            String name = firstJob();
            change("UPDATE job SET state = 'PLANNING', digest = NULL, planned_at = NULL");
            job.command.withClock(Clock.systemUTC());

            assertThat(erase(list)).isEqualTo(2);

            assertThat(job.err()).contains("the plan of job " + name + " was interrupted");
            assertThat(job.out()).contains("Job " + name + " is planned");
            assertThat(jobs().lines()).singleElement().asString().contains("job " + name + ", planned");
            change("DELETE FROM job");
        }
    }

    @Test
    void erase_replacedListOfEqualSize_isNotConfirmedByTheNumber() throws IOException {
        String list = list(ALICE, BOB);
        job.command.signals.sendAtOnce(StopSignal.INT);
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(130);
        String digest = job.err().replaceFirst("(?s).*--expect-digest=", "").substring(0, 64);
        list(ALICE, CAROL);

        assertThat(erase(list, "--yes", "--expect", "4", "--expect-digest", digest))
                .isEqualTo(2);
        assertThat(job.err()).contains("not the expected digest");
        assertThat(jobs().lines()).hasSize(1);
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);
        assertThat(job.err()).contains("--expect does not show which list", "add --expect-digest ");
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);
        assertThat(job.requests()).isZero();

        String other = job.err().replaceFirst("(?s).*add --expect-digest ", "").substring(0, 64);
        assertThat(erase(list, "--yes", "--expect", "4", "--expect-digest", other))
                .isZero();
        assertThat(job.holds("green", CAROL)).isFalse();
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_replacedListAfterAnInterruptedVerification_isNotConfirmedByTheNumber() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        assertThat(job.runJob(firstJob(), "run", "--apply", "--expect", "4")).isZero();
        list(ALICE, CAROL);

        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);

        assertThat(job.err()).contains("--expect does not show which list");
        assertThat(job.holds("green", CAROL)).isTrue();
    }

    @Test
    void erase_everybodyHeld_saysThatNothingWasPlanned() throws IOException {
        String list = list(ALICE, BOB);

        assertThat(erase(list, "--hold", list, "--json")).isZero();

        assertThat(document().get("reason")).asString().contains("no target is planned", "4 targets are held");
        assertThat(job.err()).contains("Nothing was sent").doesNotContain("--again");
    }

    @Test
    void erase_rowsOfAnotherCharset_messageNamesTheOption() throws IOException {
        Path file = job.file("names.csv", "");
        for (String row : List.of("", "," + BOB + "\n")) {
            Files.writeString(file, "name,person_id\n张三," + ALICE + "\n" + row, Charset.forName("GB18030"));
            assertThat(erase(file.toString())).isEqualTo(2);
            assertThat(job.err()).contains("--charset GB18030");
        }
    }

    @Test
    void erase_stoppedWithAListFromStandardInput_saysThatTheListIsReadAgain() {
        job.command.input(ALICE + "\n");
        job.command.signals.sendAtOnce(StopSignal.INT);

        assertThat(erase("-", "--format", "plain", "--yes", "--expect", "2")).isEqualTo(130);

        assertThat(job.err()).contains("erase - ", "reads the same list from standard input again");
    }

    @Test
    void resumeCommand_listWithTheNameOfTheCommand_replacesOnlyTheList() {
        CommandSpec command = new Cli(job.command.context())
                .commandLine(List.of())
                .getSubcommands()
                .get("erase")
                .getCommandSpec();

        assertThat(AbsolutePaths.withOperand(List.of("erase", "erase", "--accounts", "erase"), "erase", command))
                .containsExactly("erase", Path.of("erase").toAbsolutePath().toString(), "--accounts", "erase");
    }

    @Test
    void erase_invalidDigest_isRejectedBeforeThePlan() throws IOException {
        assertThat(erase(list(ALICE), "--expect-digest", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("--expect-digest", "64 of the characters");
        assertThat(Files.exists(job.ledger())).isFalse();
        assertNoIds();
    }

    @Test
    void erase_json_isOneObject() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--json")).isEqualTo(2);
        Map<?, ?> planned = document();
        assertThat(planned.get("plan")).asInstanceOf(MAP).containsEntry("planned", 4.0);
        assertThat(planned.get("run")).isNull();
        assertThat(planned.get("exit")).isEqualTo(2.0);

        assertThat(erase(list, "--yes", "--expect", "4", "--json")).isZero();
        Map<?, ?> done = document();
        assertThat(done.get("plan")).asInstanceOf(MAP).containsEntry("new", false);
        assertThat(done.get("run")).asInstanceOf(MAP).containsEntry("deleted", 4.0);
        assertThat(done.get("verify")).asInstanceOf(MAP).containsEntry("verified", true);
        assertThat(done.get("report"))
                .asInstanceOf(MAP)
                .containsEntry("complete", true)
                .doesNotContainKey("request");
        assertThat(done.get("exit")).isEqualTo(0.0);
        assertThat(job.lastLine()).endsWith("\"exit\":0,\"reason\":\"done\",\"resume\":null}");
        assertNoIds();
    }

    @Test
    void erase_jsonWithFacts_hasThemInTheReport() throws IOException {
        assertThat(erase(list(ALICE), "--yes", "--expect", "2", "--json", "--reference", "T-1", "--reason", "OTHER"))
                .isZero();

        assertThat(document().get("report"))
                .asInstanceOf(MAP)
                .containsEntry("request", Map.of("reference", "T-1", "reason", "OTHER"));
    }

    private Map<?, ?> document() throws IOException {
        assertThat(job.outLines()).hasSize(1);
        return (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(job.out())).readJsonValue();
    }

    private String firstJob() {
        return jobs().substring(4).split(",", 2)[0];
    }

    @Test
    void erase_listWithoutLegalName_isNamedList() throws IOException {
        String list = job.file("离职.csv", ALICE + "\n").toString();
        assertThat(erase(list, "--format", "plain")).isEqualTo(2);
        assertThat(jobs()).containsPattern("job \\d{4}-\\d\\d-\\d\\d-list, planned");
    }

    @Test
    void erase_standardInput_isNamedList() {
        job.command.input(ALICE + "\n");
        assertThat(erase("-", "--format", "plain", "--yes", "--expect", "2")).isZero();
        assertThat(jobs()).containsPattern("job \\d{4}-\\d\\d-\\d\\d-list, ");
    }
}
