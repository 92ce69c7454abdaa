package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs of accounts that have a library at the vendor. */
class LibraryJobTest {
    private static final InMemoryConfig STAFF = InMemoryConfig.defaults().withLibrary("staff");

    @TempDir
    Path folder;

    private RunBench bench(InMemoryConfig config) {
        return new RunBench(folder, RunBench.LAYERS, config, HookedConfig.Hook.NONE, HookedConfig.Hook.NONE);
    }

    private Erasure with(RunBench bench, FaceRepositories accounts) {
        return new Erasure(bench.ledger, bench.keys, accounts, Clock.fixed(Bench.NOW, ZoneOffset.UTC), new Random(5));
    }

    private static FaceRepositories accounts(InMemoryConfig config) {
        return FaceRepositories.builder()
                .account("a", config, RunBench.LAYERS)
                .account("b", config, RunBench.LAYERS)
                .open();
    }

    private String report(RunBench bench, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report.write(folder.resolve("ledger/ledger.db"), RunBench.JOB, format, bench.keys.publicKey(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plan_accountWithALibrary_hasTheLibraryInTheAccountLineOfTheDigest() {
        String without;
        try (RunBench bench = new RunBench(folder.resolve("without"), RunBench.LAYERS)) {
            bench.plan(List.of("p1"), "a");
            without = bench.query("SELECT settings FROM ACCOUNTS").get(0);
        }
        try (RunBench bench = bench(STAFF)) {
            PlanSummary plan = bench.plan(List.of("p1"), "a");
            assertThat(plan.accounts()).singleElement().satisfies(account -> {
                assertThat(account.library()).contains("staff");
                assertThat(account.where()).isEqualTo("this process, library staff");
            });
            assertThat(bench.query("SELECT settings FROM ACCOUNTS").get(0))
                    .isEqualTo(without.replace("\"policies\"", "\"library\":\"staff\",\"policies\""));
            assertThat(without).doesNotContain("library");
        }
    }

    @Test
    void run_accountWithALibrary_showsTheLibraryInReceiptsReportsAndStatus() throws IOException {
        try (RunBench bench = bench(STAFF)) {
            RunBench.put(bench.a.named("staff"), List.of("p1"));
            RunBench.put(bench.a, List.of("p1"));
            bench.plan(List.of("p1"), "a");
            RunSummary run = bench.run();
            assertThat(run.libraries()).containsExactly(Map.entry("a", "staff"));
            assertThat(RunBench.contains(bench.a.named("staff"), "p1")).isFalse();
            assertThat(RunBench.contains(bench.a, "p1"))
                    .as("the person with the same id in another library")
                    .isTrue();

            VerifySummary read =
                    bench.erasure.verify(RunBench.JOB, VerifyOptions.builder().build());
            assertThat(read.libraries()).containsExactly(Map.entry("a", "staff"));
            assertThat(bench.events(1))
                    .filteredOn(event -> event.contains("ATTEMPTED") || event.contains("READ_BACK"))
                    .hasSize(2)
                    .allMatch(event -> event.contains("\"account\":\"a\"") && event.contains("\"library\":\"staff\""));
            assertThat(JobStatus.read(folder.resolve("ledger/ledger.db"), RunBench.JOB)
                            .accounts())
                    .singleElement()
                    .satisfies(account -> assertThat(account.library()).contains("staff"));
            assertThat(bench.erasure
                            .preview(RunBench.JOB, RunBench.options().build())
                            .accounts())
                    .singleElement()
                    .satisfies(account -> assertThat(account.where()).isEqualTo("this process, library staff"));
            assertThat(report(bench, ReportFormat.TEXT))
                    .contains("account        a (memory, this process, library staff): 1 DONE");
            assertThat(report(bench, ReportFormat.JSON))
                    .contains("\"place\":\"this process\",\"library\":\"staff\"")
                    .contains("\"account\":\"a\",\"library\":\"staff\",\"state\":\"DONE\"");
            assertThat(report(bench, ReportFormat.CSV).lines().toList())
                    .satisfies(lines -> assertThat(lines.get(0)).endsWith(",faces,library"))
                    .satisfies(lines -> assertThat(lines.get(1)).endsWith(",staff"));
        }
    }

    @Test
    void run_accountMovedToAnotherLibrary_isRejectedAndSendsNothing() {
        try (RunBench bench = bench(STAFF)) {
            bench.plan(List.of("p1"), "a");
            for (InMemoryConfig moved : List.of(STAFF.withLibrary("visitors"), InMemoryConfig.defaults())) {
                try (FaceRepositories others = accounts(moved)) {
                    assertThatThrownBy(() -> with(bench, others)
                                    .run(RunBench.JOB, RunBench.options().build()))
                            .isInstanceOfSatisfying(
                                    ErasureException.class,
                                    e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                            .hasMessageContaining("then: memory, this process, library staff, {")
                            .hasMessageContaining("configure it as it was, or plan a new job");
                }
            }
            assertThat(bench.events(1)).isEmpty();
        }
    }

    @Test
    void plan_fromAJobOfAnAccountInAnotherLibrary_isRejected() {
        try (RunBench bench = bench(STAFF)) {
            bench.plan(List.of("p1"), "a");
            bench.run();
            try (FaceRepositories others = accounts(STAFF.withLibrary("visitors"))) {
                assertThatThrownBy(() -> with(bench, others)
                                .plan(PlanRequest.fromJob("again", RunBench.JOB)
                                        .accounts(Set.of("a"))
                                        .build()))
                        .isInstanceOfSatisfying(
                                ErasureException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
            }
        }
    }

    @Test
    void run_libraryThatDoesNotExist_endsAccountAsRefusedAndLeavesAllTargetsOpen() {
        try (RunBench bench = bench(STAFF.withMissingLibrary("staf"))) {
            bench.plan(RunBench.people(5), "a");
            RunSummary run = bench.run();
            assertThat(run.accounts()).containsExactly(Map.entry("a", AccountEnd.REFUSED));
            assertThat(run.failures().get("a"))
                    .isEqualTo(new AccountFailure(
                            ErrorKind.NOT_FOUND, Optional.of("NoSuchLibrary"), Optional.of("staf"), Optional.empty()))
                    .hasToString("NOT_FOUND (NoSuchLibrary), library staf");
            assertThat(run.counts().in(TargetState.DONE)).isZero();
            assertThat(run.counts().open()).isEqualTo(5);
        }
    }

    @Test
    void verify_deletedLibrary_reportsNobodyAsAbsent() {
        try (RunBench bench = bench(STAFF)) {
            bench.plan(List.of("p1", "p2"), "a");
            bench.run();
            try (FaceRepositories deleted = accounts(STAFF.withMissingLibrary("staff"))) {
                VerifySummary read = new Erasure(bench.ledger, bench.keys, deleted, bench.context())
                        .verify(RunBench.JOB, VerifyOptions.builder().build());
                assertThat(read.absent()).isZero();
                assertThat(read.isVerified()).isFalse();
            }
        }
    }
}
