package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that {@code erase} plans, confirms, runs, verifies and reports. */
class EraseCommandTest extends EraseFixture {
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
        assertThat(job.err())
                .contains("'--ledger=sqlite:FILE' or '--ledger=postgresql://HOST/DATABASE'", "efface.ledger");
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
    void erase_jsonAndWrongCommandLine_isOneObjectWithoutSteps() throws IOException {
        for (String option : List.of("--nonsense", "--yes", "--provider-path=" + job.folder.resolve("missing.jar"))) {
            assertThat(erase(list(ALICE), "--json", option)).as(option).isEqualTo(2);
            assertThat(job.outLines()).hasSize(1);
            assertThat(job.out()).startsWith("{\"plan\":null,\"run\":null,\"verify\":null,\"report\":null,\"exit\":2,");
        }
    }

    @Test
    void erase_jsonWithFacts_hasThemInTheReport() throws IOException {
        assertThat(erase(list(ALICE), "--yes", "--expect", "2", "--json", "--reference", "T-1", "--reason", "OTHER"))
                .isZero();

        assertThat(document().get("report"))
                .asInstanceOf(MAP)
                .containsEntry("request", Map.of("reference", "T-1", "reason", "OTHER"));
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

    @Test
    void erase_everyoneIsAbsentAndNobodyIsLeft_isCompleteWithAWarning() throws IOException {
        String list = list(
                IntStream.range(0, 20).mapToObj(number -> "absent-" + number).toArray(String[]::new));

        assertThat(erase(list, "--yes", "--expect", "40")).isZero();

        assertThat(job.err())
                .contains("warning: too many targets of account green were already absent", "account iai")
                .doesNotContain("stopped for safety", "--max-absent");
        assertThat(job.out()).contains("verified: all 40 done targets").doesNotContain("TOO_MANY_ABSENT", "paused");
        String name = firstJob().trim();
        assertThat(jobs()).doesNotContain("paused");
        assertThat(job.runJob(name, "run", "--apply", "--expect", "40")).isZero();
        assertThat(job.err()).contains("warning: too many targets of account green");
        assertThat(job.runJob(name, "run", "--apply", "--expect", "40", "--json"))
                .isZero();
        assertThat(job.out()).contains("\"manyAbsent\":[\"green\",\"iai\"]");
    }

    @Test
    void erase_mostPeopleAreAbsent_namesTheCommandThatContinues() throws IOException {
        String[] absent =
                IntStream.range(0, 60).mapToObj(number -> "absent-" + number).toArray(String[]::new);
        String list = list(absent);

        assertThat(erase(list, "--yes", "--expect", "120")).isEqualTo(5);

        String error = job.err();
        String name = firstJob().trim();
        assertThat(error).contains("'run --job " + name + " --apply --max-absent 100%'");
        assertThat(job.runJob(name, "run", "--apply", "--max-absent", "100%", "--expect", "120"))
                .isZero();
    }
}
