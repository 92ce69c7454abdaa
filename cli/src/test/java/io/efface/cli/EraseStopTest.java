package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.DeletePersonResult;
import io.efface.PersonId;
import io.efface.cli.option.AbsolutePaths;
import io.efface.cli.process.StopSignal;
import io.efface.spi.CallContext;
import io.efface.spi.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** Tests the end of {@code erase} after a signal or a failure, and the printed command that continues it. */
class EraseStopTest extends EraseFixture {
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
            "--due=2030-01-31T18:00Z",
            "--json"
        };

        assertThat(erase(list, options)).isEqualTo(130);

        assertThat(job.err() + job.out())
                .contains("--expect-digest=")
                .doesNotContain(
                        "T-1", "2026-01-31\"", "OTHER", "Ada", "--reference", "--approved-by", "--due", "add these");
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
        String[] words = job.eraseWords(list(ALICE, BOB), "--settle", "0s", "--yes", "--expect", "2");

        assertThat(command.run(words)).isEqualTo(130);

        assertThat(repository.people).isEmpty();
        assertThat(job.out()).contains("deleted 2, ").doesNotContain("read back", "verified", "VERIFIED_ABSENT");
        assertThat(job.err()).contains("stopped by Ctrl-C before the verification", "To continue");
        assertThat(command.run(words)).isZero();
        assertThat(job.out()).contains("verified: all 2 done targets").doesNotContain("this run");
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
}
