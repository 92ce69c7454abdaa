package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.ErrorKind;
import io.efface.config.FaceRepositories;
import io.efface.erasure.ErasureException.Reason;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs whose account later refers to another place at the vendor. */
class PlaceJobTest {
    private static final InMemoryConfig MEMORY = InMemoryConfig.defaults();

    @TempDir
    Path folder;

    private RunBench bench;
    /** Runs before the next call to account a. */
    private Runnable beforeNextCall = () -> {};

    @BeforeEach
    void open() {
        bench = new RunBench(
                folder, RunBench.LAYERS, MEMORY, (operation, person) -> beforeCall(), HookedConfig.Hook.NONE);
    }

    private void beforeCall() {
        Runnable once = beforeNextCall;
        beforeNextCall = () -> {};
        once.run();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static ProviderConfig at(String place, String identity) {
        return new PlacedConfig(MEMORY, place, identity);
    }

    private FaceRepositories accounts(ProviderConfig config) {
        return FaceRepositories.builder()
                .clock(bench.time)
                .sleeper(bench.time)
                .account("a", config, RunBench.LAYERS)
                .service("a", InMemoryFaceLibrary.class, bench.a)
                .open();
    }

    private Erasure with(FaceRepositories accounts) {
        return new Erasure(bench.ledger, bench.keys, accounts, bench.context());
    }

    private void plan(ProviderConfig config) {
        bench.a.put("p1", "f1");
        try (FaceRepositories accounts = accounts(config)) {
            with(accounts)
                    .plan(PlanRequest.of(RunBench.JOB, Bench.list("p1"))
                            .accounts(Set.of("a"))
                            .build());
        }
    }

    @Test
    void run_identityOfThePlaceHasChanged_isRejectedAndSendsNothing() {
        plan(at("here", "app 1"));

        try (FaceRepositories moved = accounts(at("here", "app 2"))) {
            assertThatThrownBy(() ->
                            with(moved).run(RunBench.JOB, RunBench.options().build()))
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION))
                    .hasMessageContaining("\"place-identity\":\"app 1\"")
                    .hasMessageContaining("\"place-identity\":\"app 2\"");
        }

        assertThat(bench.a.requests()).isZero();
    }

    @Test
    void run_jobOfAVersionWithoutIdentities_runs() {
        plan(at("here", "here"));
        assertThat(bench.query("SELECT settings FROM ACCOUNTS").get(0)).doesNotContain("place-identity");

        try (FaceRepositories accounts = accounts(at("here", "app 1"))) {
            with(accounts).run(RunBench.JOB, RunBench.options().build());
        }

        assertThat(bench.row(1)).startsWith("DONE");
    }

    @Test
    void plan_fromAJobWhoseIdentityOfThePlaceHasChanged_isRejected() {
        plan(at("here", "app 1"));
        try (FaceRepositories accounts = accounts(at("here", "app 1"))) {
            with(accounts).run(RunBench.JOB, RunBench.options().build());
        }

        try (FaceRepositories moved = accounts(at("here", "app 2"))) {
            assertThatThrownBy(() -> with(moved)
                            .plan(PlanRequest.fromJob("again", RunBench.JOB).build()))
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
        }
    }

    @Test
    void run_accountIsReplacedByAnotherPlace_endsTheAccountAndSendsNothingThere() {
        InMemoryFaceLibrary there = bench.a.named("there");
        RunBench.put(there, List.of("p1", "p2"));
        bench.putAndPlan(2, "a");
        beforeNextCall = () -> bench.accounts.put("a", MEMORY.withLibrary("there"), RunBench.LAYERS);

        RunSummary run = bench.run(RunBench.options().concurrency(1));

        assertThat(run.accounts()).containsExactly(Map.entry("a", AccountEnd.REFUSED));
        assertThat(run.failures().get("a").kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(bench.row(1)).startsWith("DONE");
        assertThat(bench.row(2)).startsWith("PENDING");
        assertThat(there.people()).hasSize(2);
    }

    @Test
    void verify_accountIsReplacedByAnotherPlace_endsTheAccountAndReadsNothingThere() {
        bench.putAndPlan(2, "a");
        bench.run();
        beforeNextCall = () -> bench.accounts.put("a", MEMORY.withLibrary("there"), RunBench.LAYERS);

        VerifySummary verified = bench.erasure.verify(
                RunBench.JOB, VerifyOptions.builder().concurrency(1).build());

        assertThat(verified.absent()).isEqualTo(1);
        assertThat(verified.accounts()).containsExactly(Map.entry("a", AccountEnd.REFUSED));
    }

    @Test
    void plan_fromAJobWhileTheAccountIsReplaced_isRejected() {
        bench.putAndPlan(2, "a");
        bench.run();
        beforeNextCall = () -> bench.accounts.put("a", MEMORY.withLibrary("there"), RunBench.LAYERS);

        assertThatThrownBy(() -> bench.erasure.plan(
                        PlanRequest.fromJob("again", RunBench.JOB).build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFIGURATION));
    }
}
