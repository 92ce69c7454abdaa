package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.squareup.moshi.JsonReader;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportSummary.Remark;
import io.efface.erasure.ReportSummary.Subjects;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.report.ReportWriter;
import io.efface.erasure.keys.KeyFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests reports of a job with these people. Alice is erased in both accounts. Bob is erased in one account and unknown in the other. Carol
 * is held. Dora has kept a face. Eve's row is a duplicate of Alice's row. One row is refused. Frank was erased and then put on hold. Gina
 * failed and was then put on hold.
 */
class ReportTest {
    @TempDir
    Path temp;

    private JobFixture job;

    @BeforeEach
    void mixedJob() throws IOException {
        job = new JobFixture(temp);
        job.done(1, 1, "alice", "p-alice")
                .done(2, 2, "alice", "p-alice")
                .done(3, 1, "bob", "p-bob")
                .row(4, 2, "bob", "p-bob", TargetState.UNKNOWN, "attempt", 1, "maybe_earlier", 1)
                .row(5, 1, "carol", "p-carol", TargetState.HELD)
                .row(6, 1, "dora", "p-dora", TargetState.PARTIAL, "operation", "", "attempt", 1)
                .face(6, 0, "f-gone", "DELETED", "CONFIRMED")
                .face(6, 1, "=f-kept", "RETAINED", null)
                .row(7, 1, "eve", "p-alice", TargetState.DUPLICATE, "duplicate_of", 1)
                .row(8, 0, "zoe", "", TargetState.REFUSED, "problem", "UNKNOWN_ACCOUNT", "problem_column", 9)
                .done(9, 1, "frank", "p-frank")
                .row(
                        10,
                        1,
                        "gina",
                        "=cmd()",
                        TargetState.FAILED,
                        "kind",
                        "INTERNAL",
                        "permanent",
                        0,
                        "request_id",
                        "r-1")
                .row(
                        11,
                        1,
                        "hugo",
                        "p-hugo",
                        TargetState.DONE,
                        "outcome",
                        "ALREADY_ABSENT",
                        "evidence",
                        "CONFIRMED",
                        "attempt",
                        1)
                .events(4)
                .sql("UPDATE account_1 SET paused = 'UNAUTHENTICATED', paused_at = 1000, epoch = 3, worker = 'host-7',"
                        + " lease_until = 5000 WHERE number = 2")
                .sql("UPDATE job SET due_at = 9000");
        hold("frank");
        hold("gina");
        hold("carol");
        job.ledger.store().writer().write(tx -> {
            tx.events(job.job().number())
                    .add(Event.of(EventType.OVERRIDDEN, JobFixture.NOW).with("stop", "max-absent"));
            return true;
        });
    }

    private void hold(String id) {
        job.sql("INSERT INTO hold_1 VALUES(x'"
                + HexFormat.of().formatHex(job.keys().cipher().hash(id)) + "')");
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void summary_everyKindOfRow_addsUp() {
        ReportSummary summary = Report.summary(job.file, JobFixture.NAME);

        assertThat(summary.status().rows()).isEqualTo(11);
        assertThat(summary.planned()).isEqualTo(8);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.refused()).isEqualTo(1);
        assertThat(summary.held()).isEqualTo(1);
        assertThat(summary.outcomes())
                .containsExactly(
                        entry("DELETED", 4L),
                        entry("ALREADY_ABSENT", 1L),
                        entry("PARTIAL", 1L),
                        entry("FAILED", 1L),
                        entry("UNKNOWN", 1L));
        assertThat(summary.evidence()).containsExactly(entry("CONFIRMED", 1L), entry("VERIFIED_ABSENT", 4L));
        assertThat(summary.faces()).containsExactly(entry("DELETED", 1L), entry("RETAINED", 1L));
        assertThat(summary.complete()).isFalse();
    }

    @Test
    void summary_subjects_areErasedIfAllTheirTargetsAreErased() {
        // Erased: alice, eve (through alice's target), frank, hugo. Held: carol, gina. Open: bob, dora, zoe.
        assertThat(Report.summary(job.file, JobFixture.NAME).subjects()).isEqualTo(new Subjects(9, 4, 2, 3));
    }

    @Test
    void summary_remarks_explainTheNumbers() {
        List<Remark> remarks = Report.summary(job.file, JobFixture.NAME).remarks();

        assertThat(remarks)
                .extracting(remark -> remark.code() + " " + remark.count())
                .containsExactly(
                        "NOT_CHECKED 0",
                        "MAYBE_BY_EARLIER_ATTEMPT 1",
                        "NOT_READ_BACK 1",
                        "FACES_NOT_ERASED 1",
                        "REFUSED 1",
                        "HELD 1",
                        "HELD_WITH_HISTORY 1",
                        "ACCOUNT_PAUSED 0",
                        "OVERRIDDEN 1",
                        "UNSEALED 5",
                        "VENDOR_COPIES 0");
        assertThat(remarks.get(10).text()).contains("backups").contains("cannot be seen");
        assertThat(remarks.get(7).text()).contains("hk").contains("UNAUTHENTICATED");
    }

    @Test
    void summary_everythingErasedExceptHeldPeople_isComplete() throws Exception {
        job.next("good")
                .done(1, 1, "a", "p")
                .row(2, 1, "c", "q", TargetState.HELD)
                .recorded()
                .sealer()
                .finish();

        ReportSummary summary = Report.summary(job.file, "good", job.folder.publicKey());
        assertThat(summary.complete()).isTrue();
        assertThat(summary.subjects()).isEqualTo(new Subjects(2, 1, 1, 0));
    }

    @Test
    void summary_doneTargetWithAFaceThatIsNotGone_isNotComplete() {
        job.next("bad")
                .row(1, 1, "a", "p", TargetState.DONE, "operation", "", "outcome", "DELETED", "evidence", "CONFIRMED")
                .face(1, 0, "f", "UNCONFIRMED", null);

        assertThat(Report.summary(job.file, "bad").complete()).isFalse();
    }

    @Test
    void write_json_hasTheDocumentedShapeAndNoId() throws Exception {
        String text = written(ReportFormat.JSON);
        Map<?, ?> json = (Map<?, ?>) JsonReader.of(new Buffer().writeUtf8(text)).readJsonValue();

        assertThat(json.keySet())
                .extracting(Object::toString)
                .containsExactly("job", "planned", "outcomes", "evidence", "remarks", "subjects", "complete", "rows");
        assertThat(json.get("planned")).isEqualTo(8.0);
        assertThat(((Map<?, ?>) json.get("outcomes"))
                        .values().stream().mapToDouble(count -> (Double) count).sum())
                .isEqualTo(8.0);
        assertThat(json.get("complete")).isEqualTo(false);
        List<?> rows = (List<?>) json.get("rows");
        assertThat(rows).hasSize(11);
        Map<?, ?> first = (Map<?, ?>) rows.get(0);
        assertThat(first.get("line")).isEqualTo(2.0);
        assertThat(first.get("account")).isEqualTo("cn-main");
        assertThat(first.get("erased")).isEqualTo(true);
        assertThat(first.get("person"))
                .isEqualTo(HexFormat.of().formatHex(job.keys().cipher().hash("p-alice")));
        assertThat(first.get("verifiedAt")).isEqualTo(JobFixture.NOW.toString());
        assertThat(((Map<?, ?>) rows.get(3)).get("maybeByEarlierAttempt")).isEqualTo(true);
        assertThat(((Map<?, ?>) rows.get(4)).get("held")).isEqualTo(true);
        assertThat((List<?>) ((Map<?, ?>) rows.get(5)).get("faces")).hasSize(2);
        Map<?, ?> duplicate = (Map<?, ?>) rows.get(6);
        assertThat(duplicate.get("duplicateOfLine")).isEqualTo(2.0);
        assertThat(duplicate.get("erased")).isEqualTo(true);
        assertThat(((Map<?, ?>) rows.get(7)).get("problem")).isEqualTo("UNKNOWN_ACCOUNT");
        assertThat(((Map<?, ?>) rows.get(8)).get("held")).isNull();
        assertThat(((Map<?, ?>) rows.get(9)).get("held")).isEqualTo(true);
        Map<?, ?> jobObject = (Map<?, ?>) json.get("job");
        assertThat(jobObject.get("digest")).isEqualTo("d1".repeat(32));
        assertNoId(text);
    }

    @Test
    void write_csv_hasOneLineForEachRowAndNoId() throws Exception {
        String text = written(ReportFormat.CSV);

        List<NamedCsvRecord> records =
                CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
        assertThat(records).hasSize(11);
        assertThat(records.get(9).getField("kind")).isEqualTo("INTERNAL");
        assertThat(records.get(9).getField("requestId")).isEqualTo("r-1");
        assertThat(records.get(5).getField("faces")).endsWith("=RETAINED");
        assertNoId(text);
    }

    @Test
    void write_text_listsNumbersRemarksAndRowsThatAreNotErased() throws Exception {
        String text = written(ReportFormat.TEXT);

        assertThat(text)
                .startsWith("Job leavers-may, started, not checked\n")
                .contains("rows           11 = 8 planned + 1 duplicates + 1 refused + 1 held\n")
                .contains("subjects       9: 4 erased, 3 left, 2 held\n")
                .contains("cannot be seen")
                .contains("  line 5, hk, UNKNOWN\n")
                .contains("  line 11, cn-main, FAILED, INTERNAL, r-1, on hold\n")
                .contains("  line 9, REFUSED, UNKNOWN_ACCOUNT\n");
        assertNoId(text);
    }

    @Test
    void write_textInChinese_translatesEverythingButCodes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PageOptions options = new PageOptions(Locale.SIMPLIFIED_CHINESE, Instant.EPOCH);
        Report.write(job.file, JobFixture.NAME, ReportFormat.TEXT, options, null, null, out);
        String text = out.toString(StandardCharsets.UTF_8);

        assertThat(text)
                .startsWith("作业 leavers-may，已开始，未核对\n")
                .contains("  行数           11 = 计划 8 + 重复 1 + 拒绝 1 + 保留 1\n")
                .contains("  主体           9：已删除 4，未删除 3，保留 2\n")
                .contains("  核对           未核对\n")
                .contains("  结果           DELETED（厂商已删除目标） 4、")
                .contains("REFUSED（该行无法使用）")
                .contains("本报告不涉及其中的副本")
                .contains("  第 5 行，hk，UNKNOWN（请求已发送，其效果未知）\n")
                .contains("  第 11 行，cn-main，FAILED（目标没有被删除），INTERNAL（内部错误），r-1，保留\n");
        assertThat(text.lines()).noneMatch(line -> line.matches(".*\\b[a-z]{2,} [a-z]{2,}\\b.*"));
        assertNoId(text);
    }

    @Test
    void write_textOfManyRowsThatAreNotErased_listsTheFirst() throws Exception {
        job.next("many");
        for (int i = 1; i <= 60; i++) {
            job.row(i, 1, "s" + i, "p" + i, TargetState.PENDING);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(job.file, "many", ReportFormat.TEXT, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("line 51,")
                .doesNotContain("line 52,")
                .endsWith("  and 10 more; the other formats list all rows\n");
    }

    @Test
    void writeWithIds_newFile_isForItsOwnerAloneAndHasNoFormulas() throws Exception {
        Path file = temp.resolve("report.csv");

        Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.CSV, job.folder, file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(Files.readString(file)).stream()
                .toList();
        assertThat(records.get(0).getField("subjectId")).isEqualTo("alice");
        assertThat(records.get(0).getField("personId")).isEqualTo("p-alice");
        assertThat(records.get(9).getField("personId")).isEqualTo("'=cmd()");
        assertThat(records.get(5).getField("faces")).isEqualTo("f-gone=DELETED =f-kept=RETAINED");
    }

    @Test
    void writeWithIds_jsonAndText_haveIds() throws Exception {
        Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.JSON, job.folder, temp.resolve("r.json"));
        Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.TEXT, job.folder, temp.resolve("r.txt"));

        assertThat(Files.readString(temp.resolve("r.json")))
                .contains("\"subjectId\":\"bob\"")
                .contains("\"faceId\":\"=f-kept\"");
        assertThat(Files.readString(temp.resolve("r.txt"))).contains("subject bob, person p-bob");
    }

    @Test
    void writeWithIds_existingFile_isRejectedAndUnchanged() throws Exception {
        Path file = Files.writeString(temp.resolve("existing"), "existing");

        assertFails(
                () -> Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.CSV, job.folder, file), Reason.INPUT);
        assertThat(file).hasContent("existing");
    }

    @Test
    void writeWithIds_otherKeysOrScrubbedJob_isRejectedAndCreatesNoFile() {
        Path file = temp.resolve("report");
        KeyFolder other = KeyFolder.create(temp.resolve("other"));

        assertFails(
                () -> Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.CSV, other, file),
                Reason.KEYS_DIFFER);
        new Scrub(job.ledger, job.folder, job.clock).scrub(JobFixture.NAME, true);
        assertFails(
                () -> Report.writeWithIds(job.file, JobFixture.NAME, ReportFormat.CSV, job.folder, file),
                Reason.WRONG_STATE);
        assertThat(file).doesNotExist();
        assertThat(Report.summary(job.file, JobFixture.NAME).remarks())
                .extracting(Remark::code)
                .contains("SCRUBBED");
    }

    @Test
    void write_duringARun_showsOneMoment() throws Exception {
        job.next("big")
                .sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
                        + " INSERT INTO row_2(id, line, account, state, operation, subject_hash, person_hash)"
                        + " SELECT i, i, 1, 0, 'DELETE_PERSON', randomblob(16), randomblob(16) FROM n");
        long[] lines = new long[1];
        boolean[] written = new boolean[1];

        Report.write(job.file, "big", ReportFormat.CSV, new OutputStream() {
            @Override
            public void write(int b) {
                if (b == '\n') {
                    lines[0]++;
                }
                if (!written[0] && lines[0] > 10) {
                    // The job changes while the report is being written. The report still shows one moment.
                    job.sql("UPDATE row_2 SET state = 4");
                    written[0] = true;
                }
            }
        });

        assertThat(lines[0]).isEqualTo(50_001);
        assertThat(written[0]).isTrue();
        assertThat(Report.summary(job.file, "big").outcomes()).containsExactly(entry("FAILED", 50_000L));
    }

    @Test
    void harmless_cellsThatASpreadsheetWouldEvaluate_getAPrefix() {
        for (String cell : List.of("=1", "+1", "-1", "@x", "\tx", "\rx")) {
            assertThat(ReportWriter.harmless(cell)).isEqualTo("'" + cell);
        }
        assertThat(ReportWriter.harmless("a=1")).isEqualTo("a=1");
        assertThat(ReportWriter.harmless("")).isEmpty();
    }

    @Test
    void write_pausedAccount_statesTheReasonInEveryFormatAndLanguage() throws IOException {
        for (ReportFormat format : List.of(ReportFormat.TEXT, ReportFormat.HTML)) {
            assertThat(written(format, Locale.ENGLISH)).contains("is paused (UNAUTHENTICATED)");
            assertThat(written(format, Locale.CHINA)).contains("已暂停（UNAUTHENTICATED）");
        }
    }

    private String written(ReportFormat format, Locale locale) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(job.file, JobFixture.NAME, format, new PageOptions(locale, JobFixture.NOW), null, null, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void status_anyJob_containsStatesAccountsLeaseAndSeals() {
        JobStatus status = JobStatus.read(job.file, JobFixture.NAME);

        assertThat(status.state()).isEqualTo(JobState.STARTED);
        assertThat(status.rows()).isEqualTo(11);
        assertThat(status.states())
                .containsEntry(TargetState.DONE, 5L)
                .containsEntry(TargetState.REFUSED, 1L)
                .hasSize(7);
        assertThat(status.accounts()).hasSize(2);
        assertThat(status.accounts().get(1).paused()).isEqualTo("UNAUTHENTICATED");
        assertThat(status.accounts().get(1).states())
                .containsExactly(entry(TargetState.DONE, 1L), entry(TargetState.UNKNOWN, 1L));
        assertThat(status.accounts()).extracting(JobStatus.Account::epoch).containsExactly(0L, 3L);
        assertThat(status.accounts()).extracting(JobStatus.Account::worker).containsExactly(null, "host-7");
        assertThat(status.accounts().get(1).leaseUntil()).hasToString("1970-01-01T00:00:05Z");
        assertThat(status.leaseUntil()).hasValue(Instant.ofEpochSecond(5));
        assertThat(status.dueAt()).hasToString("1970-01-01T00:00:09Z");
        assertThat(status.holds()).isEqualTo(3);
        assertThat(status.receipts()).isEqualTo(new JobStatus.Sealed(0, 0, 5, null, null, false));
        job.sealer().finish();
        JobStatus.Sealed sealed = JobStatus.read(job.file, JobFixture.NAME).receipts();
        assertThat(sealed.events()).isEqualTo(5);
        assertThat(sealed.sealedAt()).isEqualTo(JobFixture.NOW);
        assertThat(sealed.lastSeal()).isEqualTo(job.receipts().lastSeal());
        assertThat(JobStatus.names(job.file)).containsExactly(JobFixture.NAME);
        assertFails(() -> JobStatus.read(job.file, "none"), Reason.NO_SUCH_JOB);
    }

    private String written(ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(job.file, JobFixture.NAME, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertNoId(String text) {
        for (String id : List.of("alice", "bob", "carol", "dora", "frank", "gina", "f-gone", "f-kept", "cmd")) {
            assertThat(text).doesNotContain(id);
        }
    }

    private static void assertFails(Runnable action, Reason reason) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(reason);
    }
}
