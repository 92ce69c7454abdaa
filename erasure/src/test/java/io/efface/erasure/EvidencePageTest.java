package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.erasure.internal.receipts.JobReceipts;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the shell script in docs/evidence.md that checks exported receipts without Efface. */
class EvidencePageTest {
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    private JobFixture job;
    private Path export;
    private String script;

    @BeforeEach
    void exportedJob() throws Exception {
        String missing = missingTool();
        assumeTrue(missing == null, "this machine lacks what the page needs: " + missing);
        Matcher block = BLOCK.matcher(Files.readString(page()));
        assertThat(block.find()).isTrue();
        script = block.group(1);
        assertThat(block.find())
                .as("docs/evidence.md has a second block, which no test runs")
                .isFalse();
        job = new JobFixture(temp);
        job.done(1, 1, "s1", "p1");
        job.events(10).sealer().sealAll();
        job.events(Sealer.MAX_EVENTS + 10).sealer().sealAll();
        job.events(5).sealer().finish();
        export = temp.resolve("export");
    }

    @AfterEach
    void close() {
        if (job != null) {
            job.close();
        }
    }

    @Test
    void script_intactReceipts_printsTheResultOfVerify() throws Exception {
        Receipts.export(job.folder.publicKey(), job.file, JobFixture.NAME, export);
        ReceiptsCheck check = Receipts.verify(job.folder.publicKey(), export);

        String output = run(0);

        assertThat(check.verdict()).isEqualTo(ReceiptsCheck.Verdict.INTACT);
        assertThat(output)
                .isEqualTo("4 seals and 1025 events are intact; final: true; unsealed: 0\nlast seal: "
                        + check.lastSeal() + "\n");
    }

    @Test
    void script_finalSealWithoutEventsAndUnsealedTail_areReported() throws Exception {
        job.sql("UPDATE row_1 SET state = 5").events(1);
        assertThat(job.sealer().finish()).isFalse();
        job.sql("UPDATE row_1 SET state = 4");
        assertThat(job.sealer().finish()).isTrue();
        job.events(7);
        Receipts.export(job.folder.publicKey(), job.file, JobFixture.NAME, export);

        assertThat(run(0)).startsWith("6 seals and 1026 events are intact; final: true; unsealed: 7\n");
    }

    @Test
    void script_tamperedReceipts_stopsAtTheLineThatVerifyReports() throws Exception {
        tamper("events.ndjson", lines -> lines.set(14, lines.get(14).replace("ATTEMPTED", "OUTCOME")));
        tamper("events.ndjson", lines -> lines.remove(5));
        tamper("events.ndjson", lines -> lines.remove(1024));
        tamper("seals.ndjson", lines -> lines.set(1, lines.get(1).replace("2026", "2025")));
        tamper("signatures.base64", lines -> lines.set(3, lines.get(2)));
        tamper("signatures.base64", lines -> lines.remove(3));
        tamper("signatures.base64", lines -> lines.add(lines.get(0)));
        tamper("seals.ndjson", lines -> lines.remove(3));
    }

    @Test
    void script_lastLineWithoutALineFeed_printsTheResultOfVerify() throws Exception {
        for (String name : List.of("seals.ndjson", "signatures.base64")) {
            Receipts.export(job.folder.publicKey(), job.file, JobFixture.NAME, export);
            Path file = export.resolve(name);
            Files.writeString(file, Files.readString(file).stripTrailing());
            ReceiptsCheck check = Receipts.verify(job.folder.publicKey(), export);

            assertThat(check.verdict()).isEqualTo(ReceiptsCheck.Verdict.INTACT);
            assertThat(run(0)).contains("4 seals").endsWith("last seal: " + check.lastSeal() + "\n");
            wipe();
        }
    }

    @Test
    void script_sealRemovedWithItsSignature_stops() throws Exception {
        Receipts.export(job.folder.publicKey(), job.file, JobFixture.NAME, export);
        for (String name : List.of("seals.ndjson", "signatures.base64")) {
            edit(export.resolve(name), lines -> lines.remove(1));
        }

        assertThat(run(1)).isEqualTo("broken at line 11: seal 2 does not follow the previous seal\n");
    }

    @Test
    void script_upgradedReceiptsOfAnOlderVersion_printsTheResultOfVerify() throws Exception {
        for (OldLedger old : OldLedger.values()) {
            Path folder = old.copy(Files.createDirectory(temp.resolve(old.name())));
            export = folder.resolve("export");
            KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
            ReceiptsCheck before = Receipts.verify(keys.publicKey(), export);
            assertThat(run(0)).endsWith("last seal: " + before.lastSeal() + "\n");
            Path file = folder.resolve("ledger/ledger.db");
            try (Ledger ledger = Ledger.open(file)) {
                new JobReceipts(ledger.store(), keys, job.clock)
                        .open(ledger.store().job(RunBench.JOB), true);
            }
            export = folder.resolve("new");
            Receipts.export(keys.publicKey(), file, RunBench.JOB, export);

            ReceiptsCheck check = Receipts.verify(keys.publicKey(), export);

            assertThat(run(0)).contains("unsealed: 0").endsWith("last seal: " + check.lastSeal() + "\n");
            assertThat(check.seals()).isGreaterThan(before.seals());
        }
    }

    @Test
    void script_realJob_computesTheTotalsOfTheFinalSeal() throws Exception {
        try (FinishedJob real = new FinishedJob(Files.createDirectory(temp.resolve("real")))) {
            RunBench bench = real.bench;
            Receipts.export(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB, export);

            assertThat(run(0)).contains(" are intact; final: true; unsealed: 0");
        }
    }

    @Test
    void script_forgedTotals_stops() throws Exception {
        try (FinishedJob real = new FinishedJob(Files.createDirectory(temp.resolve("real")))) {
            RunBench bench = real.bench;
            ReceiptsCheck check = bench.receipts();
            for (Map<String, Object> forged : forged(check.totals())) {
                sealTotals(bench, forged);
                Receipts.export(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB, export);

                assertThat(run(1)).as(forged.toString()).startsWith("the totals of the final seal differ");
                assertThat(Receipts.verify(bench.keys.publicKey(), export).verdict())
                        .as(forged.toString())
                        .isEqualTo(ReceiptsCheck.Verdict.DIFFERENT);
                wipe();
            }
            sealTotals(bench, check.totals());
            Receipts.export(bench.keys.publicKey(), bench.ledger.file(), RunBench.JOB, export);
            run(0);
            assertThat(Receipts.verify(bench.keys.publicKey(), export).verdict())
                    .isEqualTo(ReceiptsCheck.Verdict.INTACT);
        }
    }

    private static List<Map<String, Object>> forged(Map<String, Object> totals) {
        List<Map<String, Object>> forged = new ArrayList<>();
        for (Map.Entry<String, Object> entry : totals.entrySet()) {
            Map<String, Object> other = new LinkedHashMap<>(totals);
            Object value = entry.getValue();
            other.put(
                    entry.getKey(),
                    value instanceof Long number
                            ? number + 1
                            : value instanceof Boolean truth ? !truth : Map.of("DELETED", 9L));
            forged.add(other);
        }
        return forged;
    }

    /** Adds a final seal with these totals, in the order in which a job writes them. */
    private static void sealTotals(RunBench bench, Map<String, Object> totals) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String name : List.of(
                "rows",
                "planned",
                "duplicates",
                "refused",
                "held",
                "outcomes",
                "evidence",
                "faces",
                "maybeByEarlierAttempt",
                "complete")) {
            Object value = totals.get(name);
            ordered.put(name, value instanceof Map<?, ?> counts ? new TreeMap<>(counts) : value);
        }
        ForgedSeal.add(bench, ordered);
    }

    private void wipe() throws IOException {
        for (String file : export.toFile().list()) {
            Files.delete(export.resolve(file));
        }
    }

    private interface Edit {
        void of(List<String> lines);
    }

    private void tamper(String name, Edit edit) throws Exception {
        Receipts.export(job.folder.publicKey(), job.file, JobFixture.NAME, export);
        edit(export.resolve(name), edit);
        ReceiptsCheck check = Receipts.verify(job.folder.publicKey(), export);

        assertThat(check.verdict()).isEqualTo(ReceiptsCheck.Verdict.BROKEN);
        assertThat(run(1)).startsWith("broken at line " + check.brokenAt() + ": ");
        for (String file : export.toFile().list()) {
            Files.delete(export.resolve(file));
        }
    }

    private static void edit(Path file, Edit edit) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        edit.of(lines);
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private String run(int exit) throws Exception {
        Path file = Files.writeString(temp.resolve("check.sh"), script);
        Process process = new ProcessBuilder("bash", file.toString())
                .directory(export.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exit);
        return output;
    }

    /** Returns the name of a tool that the script needs and this machine lacks, or null. */
    private static String missingTool() throws Exception {
        for (String[] tool : new String[][] {
            {"bash", "--version", "GNU bash"},
            {"sha256sum", "--version", "GNU coreutils"},
            {"awk", "BEGIN { print \"runs\" }", "runs"},
            {"grep", "--version", "grep"},
            {"sed", "--version", "sed"},
            {"head", "--version", "GNU coreutils"},
            {"openssl", "version", "OpenSSL 3"}
        }) {
            try {
                Process process = new ProcessBuilder(tool[0], tool[1])
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0 || !output.contains(tool[2])) {
                    return tool[2];
                }
            } catch (IOException e) {
                return tool[0];
            }
        }
        return null;
    }

    private static Path page() {
        Path here = Path.of("").toAbsolutePath();
        Path page = here.resolve("docs/evidence.md");
        return Files.exists(page) ? page : here.resolveSibling("docs").resolve("evidence.md");
    }
}
