package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.ledger.sqlite.SqliteLedger;
import io.efface.erasure.internal.receipts.JobScrubber;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
    @TempDir
    Path temp;

    private JobFixture job;

    @BeforeEach
    void finishedJob() throws Exception {
        job = new JobFixture(temp);
        for (int i = 1; i <= 200; i++) {
            job.done(i, 1, "MARK-subject-" + i, "MARK-person-" + i);
        }
        job.row(201, 1, "MARK-subject-h", "MARK-person-h", TargetState.HELD)
                .row(202, 0, "MARK-subject-r", "MARK-person-r", TargetState.REFUSED)
                .row(
                        203,
                        2,
                        "MARK-subject-f",
                        "MARK-person-f",
                        TargetState.DONE,
                        "operation",
                        "",
                        "outcome",
                        "DELETED",
                        "evidence",
                        "VERIFIED_ABSENT")
                .face(203, 0, "MARK-face-0", "DELETED", "VERIFIED_ABSENT");
        assertThat(job.recorded().sealer().finish()).isTrue();
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void scrub_verifiedJob_leavesNoIdAndNoCiphertext() throws Exception {
        assertThat(filesWith(job.hidden.get(5)))
                .as("the search finds a ciphertext before the scrub")
                .isNotEmpty();
        byte[] dataKey = Files.readAllBytes(dataKey());
        List<String> before = rows();

        ScrubSummary summary = scrub(Checkpoints.NONE, false);

        assertThat(summary).isEqualTo(new ScrubSummary(JobFixture.NAME, 203, 0, 0, false, false));
        assertThat(filesWith("MARK".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(filesWith(Arrays.copyOf(dataKey, 64))).isEmpty();
        for (byte[] hidden : job.hidden) {
            assertThat(filesWith(hidden)).isEmpty();
        }
        assertThat(dataKey()).doesNotExist();
        assertThat(Files.size(job.file.resolveSibling("erase.db-wal"))).isLessThan(100_000);
        assertThat(rows()).isEqualTo(before).hasSize(203);
        assertThat(job.ledger.store().job(JobFixture.NAME).state()).isEqualTo(JobState.SCRUBBED);
        assertThat(check().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(events()).endsWith("SCRUBBED dataKey", "SCRUBBED ids");
    }

    @Test
    void scrub_again_doesNothing() throws Exception {
        scrub(Checkpoints.NONE, false);
        long events = check().events();

        assertThat(scrub(Checkpoints.NONE, false)).isEqualTo(new ScrubSummary(JobFixture.NAME, 203, 0, 0, false, true));
        assertThat(check().events()).isEqualTo(events);
    }

    @Test
    void scrub_targetNotReadBack_isRejectedUnlessForced() throws Exception {
        job.row(204, 1, "MARK-s", "MARK-p", TargetState.DONE, "outcome", "DELETED", "evidence", "CONFIRMED")
                .row(205, 1, "MARK-t", "MARK-q", TargetState.UNKNOWN)
                .row(206, 1, "MARK-u", "MARK-r", TargetState.DONE)
                .recorded();

        assertFails(() -> scrub(Checkpoints.NONE, false), Reason.WRONG_STATE, "3 planned targets");

        assertThat(dataKey()).exists();
        assertThat(job.ledger.store().job(JobFixture.NAME).state()).isEqualTo(JobState.STARTED);
        assertThat(scrub(Checkpoints.NONE, true).unproven()).isEqualTo(3);
        assertThat(events()).contains("OVERRIDDEN null");
        assertThat(filesWith("MARK".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(check().verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void scrub_incompletePlan_isRejectedUnlessForced() {
        job.sql("UPDATE job SET state = 'PLANNING'");

        assertFails(() -> scrub(Checkpoints.NONE, false), Reason.WRONG_STATE, "was never completed");
        assertThat(scrub(Checkpoints.NONE, true).rows()).isEqualTo(203);
    }

    @Test
    void scrub_runningJob_isRejectedEvenIfForced() {
        LedgerStore.Occupation run = job.ledger.store().occupy(job.job());

        assertFails(() -> scrub(Checkpoints.NONE, true), Reason.WRONG_STATE, "already");

        assertThat(dataKey()).exists();
        run.close();
        assertThat(scrub(Checkpoints.NONE, false).rows()).isEqualTo(203);
    }

    @Test
    void scrub_keysOfAnotherFolder_destroysNothing() throws Exception {
        KeyFolder other = KeyFolder.create(temp.resolve("other"));

        assertFails(
                () -> new JobScrubber(job.ledger.store(), other, job.clock, Checkpoints.NONE)
                        .scrub(JobFixture.NAME, true),
                Reason.KEYS_DIFFER,
                "hash.key");
        assertThat(job.ledger.store().job(JobFixture.NAME).state()).isEqualTo(JobState.STARTED);
    }

    @Test
    void scrub_missingDataKey_isRejectedUnlessForced() throws Exception {
        Files.move(dataKey(), temp.resolve("elsewhere"));

        assertFails(() -> scrub(Checkpoints.NONE, false), Reason.KEYS_MISSING, "data key");
        assertThat(scrub(Checkpoints.NONE, true).rows()).isEqualTo(203);
    }

    @Test
    void scrub_interruptedAtAnyStep_canBeCompleted() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        int last = 0;
        boolean isInterrupted;
        do {
            int at = ++last;
            steps.set(0);
            Path place = temp.resolve("at" + at);
            isInterrupted = false;
            try (JobFixture other = new JobFixture(place)) {
                other.done(1, 1, "MARK-s", "MARK-p").recorded().sealer().finish();
                JobScrubber interrupted = new JobScrubber(other.ledger.store(), other.folder, other.clock, point -> {
                    if (point == Checkpoint.SCRUB_STEP && steps.incrementAndGet() == at) {
                        throw new IllegalStateException("killed");
                    }
                });
                try {
                    interrupted.scrub(JobFixture.NAME, false);
                } catch (IllegalStateException e) {
                    isInterrupted = true;
                    assertThat(other.ledger.store().job(JobFixture.NAME).state())
                            .isIn(JobState.SCRUBBING, JobState.SCRUBBED);
                }
                // The scrub is completed without force, because its checks have passed before.
                ScrubSummary summary = new JobScrubber(
                                other.ledger.store(), other.folder, other.clock, Checkpoints.NONE)
                        .scrub(JobFixture.NAME, false);
                assertThat(summary.repeated() || summary.resumed()).isTrue();
                assertThat(filesWith(other.hidden.get(0), place)).isEmpty();
                assertThat(filesWith("MARK".getBytes(StandardCharsets.UTF_8), place))
                        .isEmpty();
                assertThat(other.ledger.store().job(JobFixture.NAME).state()).isEqualTo(JobState.SCRUBBED);
                assertThat(other.receipts().verdict()).isEqualTo(Verdict.INTACT);
            }
        } while (isInterrupted);
        assertThat(last).isGreaterThan(6);
    }

    @Test
    void scrub_stateEditedToScrubbing_isCheckedLikeANewScrub() throws Exception {
        job.row(204, 1, "MARK-s", "MARK-p", TargetState.PENDING).recorded();
        job.sql("UPDATE job SET state = 'SCRUBBING'");
        JobScrubber scrub = new JobScrubber(job.ledger.store(), job.folder, job.clock, Checkpoints.NONE);

        assertFails(() -> scrub(Checkpoints.NONE, false), Reason.WRONG_STATE, "1 planned targets");
        assertFails(() -> scrub.destroyDataKey(JobFixture.NAME, false), Reason.WRONG_STATE, "1 planned targets");
        job.sql("UPDATE row_1 SET state = 2, outcome = 'DELETED', evidence = 'VERIFIED_ABSENT' WHERE id = 204");
        assertFails(() -> scrub(Checkpoints.NONE, false), Reason.ROWS_DIFFER, "row 204");

        assertThat(dataKey()).exists();
        assertThat(filesWith(job.hidden.get(5))).isNotEmpty();
    }

    @Test
    void scrub_interruptedForcedScrub_canBeCompletedWithoutForce() throws Exception {
        job.row(204, 1, "MARK-s", "MARK-p", TargetState.PENDING).recorded();
        Checkpoints interrupted = point -> {
            if (point == Checkpoint.SCRUB_STEP) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> scrub(interrupted, true)).hasMessage("killed");
        assertThat(dataKey()).exists();

        assertThat(scrub(Checkpoints.NONE, false).resumed()).isTrue();

        assertThat(dataKey()).doesNotExist();
        assertThat(filesWith(job.hidden.get(5))).isEmpty();
    }

    @Test
    void scrub_ledgerIsBeingRead_destroysTheKeyAndCanBeRepeated() throws Exception {
        job.ledger.store().writer().write(tx -> {
            TestSql.sqlite(tx).execute("PRAGMA busy_timeout = 50");
            return true;
        });
        try (Connection reader = SqliteLedger.view(job.file);
                Statement statement = reader.createStatement()) {
            statement.execute("BEGIN");
            statement.executeQuery("SELECT count(*) FROM row_1").close();

            assertFails(() -> scrub(Checkpoints.NONE, false), Reason.LEDGER_IN_USE, "being read");
            assertThat(dataKey()).doesNotExist();
        }

        assertThat(scrub(Checkpoints.NONE, false).resumed()).isTrue();
        assertThat(filesWith(job.hidden.get(5))).isEmpty();
        assertThat(check().verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void scrub_oneOfTwoJobs_keepsTheOther() throws Exception {
        int before = job.hidden.size();
        job.next("other").done(1, 1, "KEEP-s", "KEEP-p");
        byte[] kept = job.hidden.get(before);

        scrub(Checkpoints.NONE, false);

        assertThat(filesWith(kept)).isNotEmpty();
        assertThat(job.folder.job(job.ledger.id(), 2, job.keys().fingerprints()).cipher())
                .isNotNull();
        job.ledger.store().writer().write(tx -> {
            byte[] person = TestSql.sqlite(tx)
                    .sql("SELECT person FROM row_2")
                    .first(row -> row.bytes("person"))
                    .orElseThrow();
            assertThat(job.keys().cipher().decrypt(person, 1, -2)).isEqualTo("KEEP-p");
            return true;
        });
    }

    @Test
    void destroyDataKey_alone_makesIdsUnreadableAndCanBeScrubbedLater() throws Exception {
        JobScrubber scrub = new JobScrubber(job.ledger.store(), job.folder, job.clock, Checkpoints.NONE);

        scrub.destroyDataKey(JobFixture.NAME, false);
        scrub.destroyDataKey(JobFixture.NAME, false);

        assertThat(dataKey()).doesNotExist();
        assertThat(job.ledger.store().job(JobFixture.NAME).state()).isEqualTo(JobState.SCRUBBING);
        assertThat(filesWith(job.hidden.get(5))).isNotEmpty();
        assertThat(events()).endsWith("SCRUBBED dataKey");
        assertThat(check().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(scrub.scrub(JobFixture.NAME, false).resumed()).isTrue();
        assertThat(filesWith(job.hidden.get(5))).isEmpty();
    }

    @Test
    void destroyDataKey_targetNotReadBack_isRejectedUnlessForced() throws Exception {
        job.row(204, 1, "MARK-s", "MARK-p", TargetState.PENDING).recorded();
        JobScrubber scrub = new JobScrubber(job.ledger.store(), job.folder, job.clock, Checkpoints.NONE);

        assertFails(() -> scrub.destroyDataKey(JobFixture.NAME, false), Reason.WRONG_STATE, "1 planned targets");
        assertThat(dataKey()).exists();
        scrub.destroyDataKey(JobFixture.NAME, true);
        assertThat(dataKey()).doesNotExist();
    }

    private ScrubSummary scrub(Checkpoints checkpoints, boolean force) {
        return new JobScrubber(job.ledger.store(), job.folder, job.clock, checkpoints).scrub(JobFixture.NAME, force);
    }

    private ReceiptsCheck check() {
        return job.receipts();
    }

    private Path dataKey() {
        return temp.resolve("keys/data/" + job.ledger.id() + "-1.key");
    }

    private List<String> rows() {
        return texts(
                "SELECT id || ' ' || state || ' ' || coalesce(outcome, '') || ' ' || coalesce(evidence, '') || ' ' ||"
                        + " coalesce(hex(subject_hash), '') || ' ' || coalesce(hex(person_hash), '') AS text FROM row_1");
    }

    private List<String> events() {
        return texts("SELECT json_extract(CAST(bytes AS TEXT), '$.type') || ' ' ||"
                + " coalesce(json_extract(CAST(bytes AS TEXT), '$.step'), 'null') AS text FROM event_1 ORDER BY seq");
    }

    private List<String> texts(String sql) {
        return job.ledger
                .store()
                .writer()
                .write(tx -> TestSql.sqlite(tx).sql(sql).list(row -> row.text("text")));
    }

    private List<Path> filesWith(byte[] mark) throws IOException {
        return filesWith(mark, temp);
    }

    private List<Path> filesWith(byte[] mark, Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        String searched = new String(mark, StandardCharsets.ISO_8859_1);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(searched)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static void assertFails(Runnable action, Reason reason, String says) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageContaining(says);
                });
    }
}
