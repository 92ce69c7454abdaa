package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the facts about the request, the HTML report, the certificate, and the report of one person. */
class ReportCommandTest extends JobCommandFixture {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T03:02:01Z"), ZoneOffset.UTC);

    private void finish() throws IOException {
        Path list = job.file("people.txt", ALICE + "\n" + BOB + "\n");
        assertThat(job.run(
                        "plan",
                        "--input",
                        list.toString(),
                        "--accounts",
                        "green,iai",
                        "--reference",
                        "T-1 <script>",
                        "--reason",
                        "gdpr_art17",
                        "--requested-at",
                        "2026-01-31T18:00+08:00",
                        "--approved-by",
                        "Data protection officer"))
                .isZero();
        assertThat(job.run("run", "--apply", "--expect", "4")).isZero();
        assertThat(job.run("verify", "--settle", "0s")).isZero();
    }

    @Test
    void plan_withFacts_reportsThemInEveryFormat() throws IOException {
        finish();
        assertThat(job.run("report")).isZero();
        assertThat(job.out())
                .contains("request        reference T-1 <script>, reason GDPR_ART17, requestedAt 2026-01-31T10:00:00Z,"
                        + " approvedBy Data protection officer");
        assertThat(job.run("report", "--format", "json")).isZero();
        assertThat(job.out()).contains("\"request\":{\"reference\":\"T-1 <script>\",\"reason\":\"GDPR_ART17\"");
        assertThat(job.run("report", "--format", "html")).isZero();
        assertThat(job.out())
                .contains("T-1 &lt;script&gt;", "Data protection officer")
                .doesNotContain("<script");
        assertNoIds();
    }

    @Test
    void plan_wrongFact_namesTheOptionBeforeAnythingIsCreated() throws IOException {
        Path list = job.file("people.txt", ALICE + "\n");
        String[][] wrong = {
            {"--reference", "x".repeat(65)},
            {"--reference", "a\u0007"},
            {"--approved-by", " "},
            {"--requested-at", "soon"},
            {"--requested-at", "2999-01-01"},
            {"--reason", "because"}
        };
        for (String[] option : wrong) {
            assertThat(job.run("plan", "--input", list.toString(), "--accounts", "green", option[0], option[1]))
                    .isEqualTo(2);
            assertThat(job.err()).contains(option[0]).doesNotContain("because", "soon", "2999");
        }
        assertThat(job.err()).contains("GDPR_ART17, PIPL_ART47, CONTRACT_ENDED");
        assertThat(Files.exists(job.ledger())).isFalse();
    }

    @Test
    void erase_earlierJobWithOtherFacts_isRejected() throws IOException {
        String list = job.file("leavers.txt", ALICE + "\n").toString();
        String[] words = job.eraseWords(list, "--accounts", "green", "--reference", "T-1");
        assertThat(job.command.runOnFiles(words)).isEqualTo(2);
        words[words.length - 1] = "T-2";
        assertThat(job.command.runOnFiles(words)).isEqualTo(2);

        assertThat(job.err())
                .contains(
                        "planned with other values of --reference",
                        "nothing was sent",
                        "or plan anew with 'efface plan --replace --job ",
                        "-leavers ...'; if the job is complete, --again")
                .doesNotContain("T-1", "T-2");
        assertThat(job.requests()).isZero();
    }

    @Test
    void report_pages_haveALanguageAndTheTimeOfTheClock() throws IOException {
        finish();
        job.command.withClock(CLOCK);
        assertThat(job.run("report", "--format", "html", "--lang", "zh")).isZero();
        assertThat(job.out())
                .contains("<html lang=\"zh-CN\">", "已完成", "2026-05-04 03:02:01 UTC")
                .doesNotContain("<script");
        assertThat(job.run("report", "--format", "certificate", "--lang", "en")).isZero();
        assertThat(job.out()).contains("<html lang=\"en\">", "Certificate of erasure", "Signature", "GDPR_ART17");
        assertNoIds();
    }

    @Test
    void report_certificateOfUnfinishedJob_isRefused() throws IOException {
        assertThat(job.plan(ALICE)).isZero();
        assertThat(job.run("report", "--format", "certificate")).isEqualTo(2);
        assertThat(job.out()).isEmpty();
        assertThat(job.err()).contains("gets no certificate: it is not finished, because 2 targets are open");
    }

    @Test
    void report_optionsThatDoNotFit_areRejected() throws IOException {
        assertThat(job.plan(ALICE)).isZero();
        assertThat(job.run("report", "--format", "html", "--json")).isEqualTo(2);
        assertThat(job.run("report", "--format", "certificate", "--with-ids", "x"))
                .isEqualTo(2);
        assertThat(job.err()).contains("never contains ids");
        assertThat(job.run("report", "--person", "-")).isEqualTo(2);
        assertThat(job.err()).contains("leave out --job");
        assertThat(person("--person", ALICE)).isEqualTo(2);
        assertThat(job.err()).contains("standard input only").doesNotContain(ALICE);
        assertThat(person()).isEqualTo(2);
        assertThat(job.err()).contains("--job=NAME", "--person");
    }

    private int person(String... options) {
        String[] words = {
            "report",
            "--config",
            job.config().toString(),
            "--ledger",
            "sqlite:" + job.ledger(),
            "--keys",
            job.keys().toString()
        };
        return job.command.runOnFiles(
                Stream.of(words, options).flatMap(Stream::of).toArray(String[]::new));
    }

    @Test
    void person_onATerminal_isAskedFor() throws IOException {
        finish();
        job.command.withAnswer("").input(BOB + "\n");

        assertThat(person("--person", "-", "--lang", "zh")).isZero();
        assertThat(job.err()).contains("请输入标识并按回车", "Ctrl-D").doesNotContain(BOB);
    }

    @Test
    void person_ofAScrubbedJob_isFoundWithoutTheId() throws IOException {
        finish();
        assertThat(job.run("scrub", "--yes")).isZero();
        job.command.input(BOB + "\n");

        assertThat(person("--person", "-")).isZero();
        assertThat(job.out())
                .contains("This person is in 1 of the 1 jobs that were searched.", "Job one, scrubbed, planned at ")
                .contains(
                        "line 2, account green, DONE, DELETED, VERIFIED_ABSENT, outcome at ",
                        "checked: sealed and intact");
        assertNoIds();
        assertThat(person("--person", "-", "--json")).isZero();
        assertThat(job.outLines()).hasSize(3);
        assertThat(job.out())
                .contains(
                        "\"found\":true,\"certain\":true",
                        "\"job\":\"one\",\"state\":\"SCRUBBED\"",
                        "\"isPerson\":true");
        assertNoIds();
    }

    @Test
    void person_inNoJob_isReportedAsAbsentOnlyIfEveryJobWasSearched() throws IOException {
        finish();
        job.command.input(CAROL + "\n");
        assertThat(person("--person", "-")).isZero();
        assertThat(job.out()).isEqualTo("This person is in no job of this ledger.\n");

        Path others = folder.resolve("others");
        assertThat(job.command.runOnFiles("keys", "init", "--keys", others.toString()))
                .isZero();
        assertThat(person("--person=-", "--keys=" + others)).isEqualTo(2);
        job.command.input("a\nb\n");
        assertThat(person("--person", "-")).isEqualTo(2);
        assertThat(job.err()).contains("contains 2 ids, and must contain one");
    }

    @ParameterizedTest
    @CsvSource({
        "' ', '', begins or ends with a space, 以空格开头或结尾",
        "'', '\u200B', contains an invisible character, 含有不可见字符",
        "'', '\uFF50', 'a more usual form, such as a full-width letter', 更常见写法的字符"
    })
    void person_withADoubtfulId_isNeverReportedAsCertain(String before, String after, String english, String chinese)
            throws IOException {
        finish();
        job.command.input(before + BOB + after + "\n");

        assertThat(person("--person", "-")).isZero();
        assertThat(job.out())
                .contains("This person was not found, but may be in this ledger.", "warning: ", english)
                .doesNotContain(BOB);
        assertThat(person("--person", "-", "--lang", "zh")).isZero();
        assertThat(job.out()).contains(chinese).doesNotContain("another id");
        assertThat(person("--person", "-", "--json")).isZero();
        assertThat(job.out()).contains("\"found\":false,\"certain\":false");
        assertThat(job.err()).contains(english).doesNotContain(BOB);
    }
}
