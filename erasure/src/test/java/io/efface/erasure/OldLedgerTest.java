package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsCheck.Verdict;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.receipts.Seal;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.SealKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the use of ledgers that an older version wrote. */
class OldLedgerTest {
    @TempDir
    Path folder;

    private RunBench bench;

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private Path file() {
        return folder.resolve("ledger/ledger.db");
    }

    private static void assertFails(ThrowingCallable call, Reason reason, String... parts) {
        assertThatThrownBy(call)
                .asInstanceOf(type(ErasureException.class))
                .satisfies(
                        e -> assertThat(e.reason()).isEqualTo(reason),
                        e -> assertThat(List.of(parts))
                                .allSatisfy(part -> assertThat(e.getMessage()).contains(part)));
    }

    private String version() {
        return bench.query("PRAGMA user_version").get(0);
    }

    private List<Seal> seals() {
        return bench.query("SELECT CAST(bytes AS TEXT) FROM " + bench.tables().seals() + " ORDER BY number").stream()
                .map(text -> Seal.parse(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void read_oldLedger_verifiesAndReportsItWithoutAChange(OldLedger ledger) throws Exception {
        ledger.copy(folder);
        byte[] before = Files.readAllBytes(file());
        KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
        boolean isFinished = ledger == OldLedger.FINISHED;

        ReceiptsCheck check = Receipts.verify(keys.publicKey(), file(), RunBench.JOB);
        ReceiptsCheck exported = Receipts.verify(keys.publicKey(), folder.resolve("export"));

        assertThat(check.verdict()).isEqualTo(isFinished ? Verdict.INTACT : Verdict.UNSEALED_TAIL);
        assertThat(check.tail()).isEqualTo(isFinished ? 0 : 6);
        assertThat(check.tailAuthenticated()).isFalse();
        assertThat(check.rows()).isNotNull().satisfies(rows -> {
            assertThat(rows.agrees()).isTrue();
            assertThat(rows.limits()).isEmpty();
        });
        assertThat(exported.verdict()).isEqualTo(check.verdict());
        assertThat(exported.lastSeal()).isEqualTo(check.lastSeal());
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        Report.write(file(), RunBench.JOB, ReportFormat.JSON, keys.publicKey(), report);
        assertThat(report.toString(StandardCharsets.UTF_8)).contains("\"code\":\"CHECKED\"");
        assertThat(JobStatus.read(file(), RunBench.JOB).receipts().unsealed()).isEqualTo(check.tail());
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(folder.resolve("keys/mac.key")).doesNotExist();
    }

    @Test
    void run_finishedJob_isUpgradedAndKeepsAFinalSeal() throws Exception {
        bench = OldLedger.FINISHED.open(folder);
        SealKey key = bench.keys.publicKey();
        List<String> before = bench.events(0);

        assertThat(bench.run().finallySealed()).isTrue();

        assertThat(bench.events(0)).isEqualTo(before);
        assertThat(version()).isEqualTo("3");
        assertThat(folder.resolve("keys/mac.key")).exists();
        assertThat(seals()).hasSize(9).last().satisfies(seal -> {
            assertThat(seal.macs()).isEqualTo(new Seal.Macs(fingerprint(), 48, true));
            assertThat(seal.isFinal()).isTrue();
            assertThat(seal.count()).isZero();
        });
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        Receipts.export(key, file(), RunBench.JOB, folder.resolve("new"));
        assertThat(Files.readAllBytes(folder.resolve("new/events.ndjson")))
                .isEqualTo(Files.readAllBytes(folder.resolve("export/events.ndjson")));
        assertThat(Files.readString(folder.resolve("new/seals.ndjson")))
                .startsWith(Files.readString(folder.resolve("export/seals.ndjson")));
        assertThat(Receipts.verify(key, folder.resolve("new")).verdict()).isEqualTo(Verdict.INTACT);

        bench.run(RunBench.options().retry(RunOptions.Retry.ALL));
        bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());

        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
        assertThat(seals().stream()
                        .filter(seal -> seal.macs() != null && seal.macs().isUpgrade()))
                .hasSize(1);
    }

    @Test
    void run_finalSealOfForgedRows_isUpgradedWithoutAFinalSeal() {
        bench = OldLedger.FINISHED.open(folder);
        Job job = bench.ledger.store().job(RunBench.JOB);
        Seal last = seals().get(7);
        String line = new String(last.bytes(), StandardCharsets.UTF_8);
        String outcomes = line.substring(line.indexOf("\"outcomes\":{"));
        String forged = line.replace(outcomes, outcomes.replaceFirst("\"DELETED\":\\d+", "\"DELETED\":99"));
        byte[] bytes = forged.getBytes(StandardCharsets.UTF_8);
        byte[] signature = bench.keys.signer(job.keys()).sign(bytes);
        assertThat(forged).isNotEqualTo(line);
        bench.change("UPDATE " + bench.tables().seals() + " SET bytes = x'"
                + HexFormat.of().formatHex(bytes) + "', signature = x'"
                + HexFormat.of().formatHex(signature) + "' WHERE number = 8");
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.DIFFERENT);

        plan("another");

        assertThat(seals()).hasSize(9).last().satisfies(seal -> {
            assertThat(seal.macs()).isEqualTo(new Seal.Macs(fingerprint(), 48, true));
            assertThat(seal.isFinal()).isFalse();
        });
        assertThat(bench.run().finallySealed()).isTrue();
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    private String fingerprint() {
        Job job = bench.ledger.store().job(RunBench.JOB);
        return bench.keys
                .eventMac(bench.ledger.id(), job.number(), job.name(), job.keys())
                .fingerprint();
    }

    @Test
    void scrub_finishedJob_destroysItsIds() {
        bench = OldLedger.FINISHED.open(folder);

        assertThat(bench.erasure.scrub(RunBench.JOB, true).rows()).isEqualTo(14);

        assertThat(bench.query("SELECT count(*) FROM ROWS WHERE person IS NOT NULL OR subject IS NOT NULL"))
                .containsExactly("0");
        assertThat(bench.receipts().isSound()).isTrue();
    }

    @Test
    void write_unsealedEventsNotAccepted_isRejectedAndChangesNothing() {
        bench = OldLedger.UNFINISHED.open(folder);
        List<String> events = bench.query("SELECT seq, position, bytes FROM EVENTS");

        assertFails(bench::run, Reason.OLD_TAIL, "6 events", "--accept OLD_TAIL");
        assertFails(
                () -> bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build()), Reason.OLD_TAIL);
        assertFails(
                () -> bench.erasure.holds().add(RunBench.JOB, Bench.list("s1"), null, InputColumns.defaults()),
                Reason.OLD_TAIL);
        assertFails(() -> bench.erasure.scrub(RunBench.JOB, true), Reason.OLD_TAIL);

        assertThat(bench.a.requests() + bench.b.requests()).isZero();
        assertThat(version()).isEqualTo("1");
        assertThat(bench.query("SELECT seq, position, bytes FROM EVENTS")).isEqualTo(events);
        assertThat(seals()).hasSize(2);
    }

    @Test
    void run_unsealedEventsAccepted_sealsThemAndRecordsTheAcceptanceAndContinues() {
        bench = OldLedger.UNFINISHED.open(folder);
        List<String> before = bench.events(0);

        bench.run(RunBench.options().acceptOldTail(true).maxAbsentPercent(100));

        assertThat(bench.events(0).subList(0, 17)).isEqualTo(before);
        assertThat(bench.events(0).get(17)).contains("\"type\":\"OVERRIDDEN\"", "\"check\":\"OLD_TAIL\",\"events\":6");
        assertThat(seals().get(2).macs())
                .as("the unsealed events of the old version")
                .isNull();
        assertThat(seals().get(3).macs()).isEqualTo(new Seal.Macs(fingerprint(), 17, true));
        assertThat(seals().get(4).firstPosition()).isEqualTo(18);
        assertThat(bench.row(4)).isEqualTo("DONE ALREADY_ABSENT VERIFIED_ABSENT 1");
        assertThat(bench.row(11)).startsWith("HELD");
        assertThat(bench.row(13)).startsWith("DONE DELETED");
        assertThat(RunBench.faces(bench.a, "p13")).containsExactly("f4");
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void run_jobWithoutUnsealedEvents_upgradesAllJobsWithoutUnsealedEvents() {
        bench = OldLedger.UNFINISHED.open(folder);

        RunSummary summary = bench.erasure.run("stopped", RunBench.options().build());

        assertThat(summary.counts().isComplete()).isTrue();
        assertThat(RunBench.contains(bench.a, "p23")).isFalse();
        assertThat(version()).isEqualTo("3");
        assertThat(bench.query("SELECT name FROM job WHERE keys LIKE '% mac:%' ORDER BY name"))
                .containsExactly("planned", "stopped");
        for (String job : List.of("planned", "stopped")) {
            ReceiptsCheck check = Receipts.verify(bench.keys.publicKey(), file(), job);
            assertThat(check.isSound()).as(check.sentence()).isTrue();
            assertThat(check.tail()).isZero();
        }
        assertFails(bench::run, Reason.OLD_TAIL);
        bench.run(RunBench.options().acceptOldTail(true).maxAbsentPercent(100));
        assertThat(bench.receipts().verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void plan_newJobInAnOldLedger_migratesTheLedger() {
        bench = OldLedger.FINISHED.open(folder);

        plan("another");

        assertThat(version()).isEqualTo("3");
        assertThat(seals()).hasSize(9);
        assertThat(Receipts.verify(bench.keys.publicKey(), file(), "another").isSound())
                .isTrue();
    }

    private void plan(String job) {
        byte[] list = "p1\n".getBytes(StandardCharsets.UTF_8);
        bench.erasure.plan(PlanRequest.of(job, InputSource.stream("the list", new ByteArrayInputStream(list)))
                .accounts(List.of("a"))
                .format(InputFormat.PLAIN)
                .build());
    }

    @Test
    void macKey_lost_isNotCreatedAgain() throws Exception {
        bench = OldLedger.FINISHED.open(folder);
        bench.run();
        Files.delete(folder.resolve("keys/mac.key"));

        assertFails(bench::run, Reason.KEYS_MISSING, "mac.key");
        assertFails(() -> plan("another"), Reason.KEYS_MISSING, "mac.key");
        bench.change("UPDATE job SET keys = substr(keys, 1, instr(keys, ' mac:') - 1)");
        assertFails(bench::run, Reason.KEYS_MISSING, "mac.key");

        assertThat(KeyFolder.create(folder.resolve("keys"), file()).hasMacKey()).isFalse();
        assertThat(KeyFolder.create(folder.resolve("keys")).hasMacKey()).isFalse();
    }

    @Test
    void macKey_ofAnotherFolder_isRejected() throws Exception {
        bench = OldLedger.FINISHED.open(folder);
        bench.run();
        KeyFolder.create(folder.resolve("other"));
        Files.delete(folder.resolve("keys/mac.key"));
        Files.copy(folder.resolve("other/mac.key"), folder.resolve("keys/mac.key"));

        assertFails(bench::run, Reason.KEYS_DIFFER, "mac.key");
    }

    @Test
    void holds_besideAProcessWithAnOldLedger_areRejected() {
        bench = OldLedger.UNFINISHED.open(folder);
        Holds holds = Holds.beside(file(), bench.keys, bench.time);

        assertFails(() -> holds.add("stopped", Bench.list("p24"), null, InputColumns.defaults()), Reason.LEDGER_IN_USE);

        bench.ledger.close();
        assertThat(holds.add("stopped", Bench.list("p24"), null, InputColumns.defaults())
                        .targets())
                .isEqualTo(1);
        bench.restart();
        assertThat(version()).isEqualTo("3");
    }
}
