package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        String name = jobs().substring(4).split(",", 2)[0];
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
    void erase_json_lastLineIsTheResult() throws IOException {
        assertThat(erase(list(ALICE, BOB), "--yes", "--expect", "4", "--json")).isZero();
        assertThat(job.outLines()).hasSize(4).allMatch(line -> line.startsWith("{"));
        assertThat(job.lastLine()).contains("\"exit\":0");
        assertNoIds();
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
