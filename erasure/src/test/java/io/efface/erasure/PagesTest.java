package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.PersonId;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the HTML report, the certificate and the report of a person, on a job in which p1 is erased, p2 was absent, p3 fails, p4 is held by
 * its subject, and one row is refused.
 */
class PagesTest {
    private static final String ATTACK = "<script>alert(1)</script>\"'&";
    private static final PageOptions ENGLISH = new PageOptions(Locale.ENGLISH, Instant.parse("2026-05-04T03:02:01Z"));
    private static final PageOptions CHINESE = new PageOptions(Locale.CHINA, ENGLISH.writtenAt());

    @TempDir
    Path folder;

    private RunBench bench;

    @BeforeEach
    void plan() {
        bench = new RunBench(
                folder,
                RunBench.LAYERS,
                InMemoryConfig.defaults(),
                (operation, person) -> {
                    if (person.equals(PersonId.of("p3-secret"))) {
                        throw RunBench.rejectedLocally(operation);
                    }
                },
                HookedConfig.Hook.NONE);
        RunBench.put(bench.a, List.of("p1-secret", "p3-secret", "p4-secret"));
        plan(RunBench.JOB, new RequestFacts(ATTACK, RequestFacts.Reason.GDPR_ART17, "2020-05-01", ATTACK));
    }

    private void plan(String name, RequestFacts facts) {
        plan(
                name,
                "subject,account,person_id\ns1,a,p1-secret\ns2,a,p2-secret\ns3,a,p3-secret\ns4,a,p4-secret\ns5,zz,p5-secret\n",
                facts);
    }

    private void plan(String name, String list, RequestFacts facts) {
        bench.erasure.plan(PlanRequest.of(name, source(list))
                .holds(source("s4\n"))
                .holdFormat(InputFormat.PLAIN)
                .columns(InputColumns.defaults())
                .facts(facts)
                .build());
    }

    private static InputSource source(String text) {
        return InputSource.stream("list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void finish() {
        bench.run(RunBench.options().concurrency(1).maxAbsentPercent(100));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
    }

    private String page(ReportFormat format, PageOptions options, @Nullable SealKey key) throws IOException {
        return page(RunBench.JOB, format, options, key);
    }

    private String page(String job, ReportFormat format, PageOptions options) throws IOException {
        return page(job, format, options, bench.keys.publicKey());
    }

    private String page(String job, ReportFormat format, PageOptions options, @Nullable SealKey key)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MacKey mac = MacKey.read(bench.keys.folder()).orElse(null);
        Report.write(bench.ledger.file(), job, format, options, key, mac, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private String page(ReportFormat format, PageOptions options) throws IOException {
        return page(format, options, bench.keys.publicKey());
    }

    private static void assertHarmless(String page) {
        assertThat(page)
                .contains(
                        "default-src 'none'".replace("'", "&#39;"),
                        "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
                .doesNotContain("<script", "http://", "https://", "src=", "@import", "-secret", "javascript:");
        assertThat(Pattern.compile("\\son\\w+=").matcher(page).find()).isFalse();
        assertThat(page).doesNotContain("style=");
    }

    @Test
    void html_finishedJob_beginsWithTheVerdictAndTheExceptions() throws IOException {
        finish();
        String page = page(ReportFormat.HTML, ENGLISH);

        assertHarmless(page);
        assertThat(page)
                .containsSubsequence(
                        "<html lang=\"en\">",
                        "Not complete</h1>",
                        "Erased targets: 2 of 3. Targets that a later read did not find: 2.",
                        "Read this first",
                        "Targets that failed: 1.",
                        "Rows of the list that could not be used: 1.",
                        "Targets on the hold list: 1.",
                        "Article 17 of the GDPR",
                        "Outcomes by account",
                        "<svg",
                        "Attempts that ended with an error",
                        "FAILED_PRECONDITION",
                        "the subject is on the hold list",
                        "ACCOUNT_UNKNOWN",
                        "VERIFIED_ABSENT",
                        "What this page does not show",
                        bench.keys.publicKey().fingerprint(),
                        "Written at 2026-05-04 03:02:01 UTC");
    }

    @Test
    void everyReport_refusedRowWithoutASubject_limitsTheNumberOfErasedPeople() throws IOException {
        plan("second", "subject,account,person_id\ns1,a,p1-secret\ns\u200B1,a,p3-secret\n", RequestFacts.NONE);
        bench.erasure.run(
                "second",
                RunBench.options().concurrency(1).maxAbsentPercent(100).build());

        for (ReportFormat format : List.of(ReportFormat.HTML, ReportFormat.CERTIFICATE)) {
            assertThat(page("second", format, ENGLISH))
                    .contains(
                            "Refused rows whose subject could not be read: 1. The people of these rows may be missing");
            assertThat(page("second", format, CHINESE)).contains("无法读出主体的被拒绝的行：1 行。");
        }
        assertThat(page("second", ReportFormat.HTML, ENGLISH)).contains("Erased in all accounts: 1.");
        assertThat(page("second", ReportFormat.TEXT, ENGLISH))
                .contains("  1 refused rows whose subject could not be read; their subjects may be missing");
        assertThat(page("second", ReportFormat.TEXT, CHINESE)).contains("  无法读出主体的被拒绝的行：1 行。");
        assertThat(page("second", ReportFormat.JSON, ENGLISH)).contains("REFUSED_WITHOUT_SUBJECT");
    }

    @Test
    void html_rowsWithSubjects_doesNotMentionMissingSubjects() throws IOException {
        assertThat(page(ReportFormat.HTML, ENGLISH)).doesNotContain("subject could not be read");
    }

    @Test
    void html_sameLedgerAndOptions_isTheSame() throws IOException {
        finish();
        assertThat(page(ReportFormat.HTML, ENGLISH)).isEqualTo(page(ReportFormat.HTML, ENGLISH));
    }

    @Test
    void html_chinese_translatesTextsAndKeepsCodes() throws IOException {
        finish();
        String page = page(ReportFormat.HTML, CHINESE);

        assertHarmless(page);
        assertThat(page)
                .contains("<html lang=\"zh-CN\">", "未完成</h1>", "失败的目标：1 个", "GDPR_ART17", "DELETED", "主体在保留名单上")
                .doesNotContain("Read this first", "Evidence");
    }

    @Test
    void html_notCheckedAndNotRun_statesBoth() throws IOException {
        assertThat(page(ReportFormat.HTML, ENGLISH, null))
                .contains(
                        "Not checked: nothing confirms",
                        "Targets that were not processed: 3.",
                        "No target is erased yet");
    }

    @Test
    void html_notRun_countsTheRowsWithoutAnAttemptAndListsOnlyTheOthers() throws IOException {
        assertThat(page(ReportFormat.HTML, ENGLISH))
                .contains(
                        "Rows that are not erased and not on hold: 4.",
                        "Rows that were not processed and have no error: 3. This page does not list them.",
                        "ACCOUNT_UNKNOWN")
                .doesNotContain("PENDING: not processed");
    }

    @Test
    void html_withIds_isWrittenToAPrivateFile() throws IOException {
        finish();
        Path file = folder.resolve("report.html");
        Report.writeWithIds(bench.ledger.file(), RunBench.JOB, ReportFormat.HTML, ENGLISH, bench.keys, file);

        assertThat(file).content().contains("p4-secret", "p3-secret", ">s4<");
        assertThatThrownBy(() -> Report.writeWithIds(
                        bench.ledger.file(), RunBench.JOB, ReportFormat.CERTIFICATE, ENGLISH, bench.keys, file))
                .hasMessage("a certificate never contains ids");
    }

    @Test
    void certificate_finishedJob_statesExceptionsBeforeEverythingElse() throws IOException {
        finish();
        for (PageOptions options : List.of(ENGLISH, CHINESE)) {
            assertHarmless(page(ReportFormat.CERTIFICATE, options));
        }
        assertThat(page(ReportFormat.CERTIFICATE, ENGLISH))
                .containsSubsequence(
                        "Certificate of erasure, with exceptions</h1>",
                        "Erased targets: 2 of 3.",
                        "Targets that failed: 1.",
                        "Rows of the list that could not be used: 1.",
                        "Targets on the hold list: 1.",
                        "Reference",
                        "GDPR_ART17: right to erasure",
                        "2020-05-01",
                        "Outcomes by account",
                        "Last seal",
                        JobStatus.read(bench.ledger.file(), RunBench.JOB)
                                .receipts()
                                .lastSeal(),
                        bench.keys.publicKey().fingerprint(),
                        "Signature");
    }

    @Test
    void certificate_notVerified_statesTheNumberOfUnverifiedTargets() throws IOException {
        bench.run(RunBench.options().concurrency(1).maxAbsentPercent(100));

        assertThat(page(ReportFormat.CERTIFICATE, ENGLISH))
                .containsSubsequence(
                        "Targets that a later read did not find: 0.", "Erased targets that were not verified: 2.");
    }

    @Test
    void certificate_unfinishedOrUncheckedJob_isRefusedAndWritesNothing() {
        assertRefused(bench.keys.publicKey(), Reason.WRONG_STATE, "it is not finished, because 3 targets are open");
        assertRefused(null, Reason.KEYS_MISSING, "the public key is missing");
        finish();
        SealKey other = KeyFolder.create(folder.resolve("other")).publicKey();
        assertRefused(other, Reason.ROWS_DIFFER, "the receipts do not confirm its numbers: broken at line 1");
    }

    private void assertRefused(@Nullable SealKey key, Reason reason, String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> Report.write(
                        bench.ledger.file(), RunBench.JOB, ReportFormat.CERTIFICATE, ENGLISH, key, null, out))
                .hasMessageContaining(message)
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(reason);
        assertThat(out.size()).isZero();
    }

    @Test
    void person_inSeveralJobs_isFoundAlsoAfterAScrub() {
        finish();
        bench.erasure.scrub(RunBench.JOB, true);
        plan("second", RequestFacts.NONE);
        PersonReport report = person("p1-secret");

        assertThat(report.jobs()).extracting(PersonReport.JobEntry::name).containsExactly(RunBench.JOB, "second");
        assertThat(report.jobs().get(0).state()).isEqualTo(JobState.SCRUBBED);
        assertThat(report.jobs().get(0).check()).isNotNull();
        PersonReport.Row row = report.jobs().get(0).rows().get(0);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.outcome()).isEqualTo("DELETED");
        assertThat(row.evidence()).isEqualTo("VERIFIED_ABSENT");
        assertThat(report.jobs().get(1).rows()).singleElement().matches(found -> found.state() == TargetState.PENDING);
        assertThat(report.toString()).doesNotContain("secret");
    }

    @Test
    void person_heldByTheSubject_isFoundByEitherId() {
        assertThat(person("s4").jobs()).singleElement().satisfies(job -> {
            assertThat(job.onHoldList()).isTrue();
            assertThat(job.rows()).singleElement().matches(row -> row.isSubject() && !row.isPerson() && row.held());
        });
        assertThat(person("p4-secret").jobs()).singleElement().matches(job -> !job.onHoldList());
    }

    @Test
    void person_inNoJob_isNotCertainWithRefusedRowsOrOtherKeys() throws IOException {
        PersonReport report = person("unlisted");
        assertThat(report.jobs()).isEmpty();
        assertThat(report.searched()).isEqualTo(1);
        assertThat(report.refusedRows()).isEqualTo(1);
        assertThat(report.isCertain()).isFalse();

        Path others = folder.resolve("other-keys");
        KeyFolder.create(others);
        Files.delete(others.resolve("mac.key"));
        PersonReport withOthers =
                PersonReport.read(bench.ledger.file(), KeyFolder.open(others), PersonId.of("unlisted"));
        assertThat(withOthers.notSearched()).containsExactly(RunBench.JOB);
        assertThat(withOthers.isCertain()).isFalse();
    }

    @Test
    void person_jobThatIsNotSearchedHasNoValidName_isNotCertain() {
        bench.change("DELETE FROM ROWS WHERE state = " + TargetState.REFUSED.code());
        assertThat(person("unlisted").isCertain()).isTrue();
        bench.change("UPDATE job SET state = 'PLANNING', name = '*" + RunBench.JOB + "'");

        PersonReport report = person("unlisted");

        assertThat(report.searched()).isZero();
        assertThat(report.notSearched()).containsExactly("(job number 1)");
        assertThat(report.isCertain()).isFalse();
    }

    private PersonReport person(String id) {
        return PersonReport.read(bench.ledger.file(), bench.keys, PersonId.of(id));
    }
}
