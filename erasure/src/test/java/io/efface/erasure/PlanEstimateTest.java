package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.ReadBack;
import io.efface.config.AccountDescription;
import io.efface.erasure.internal.ledger.Checkpoints;
import io.efface.erasure.internal.plan.PlanEstimate;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanEstimateTest {
    @TempDir
    Path folder;

    /** Returns capabilities with one quota for all operations, as Tencent has. */
    private static Capabilities sharedQuota(Claim confirms) {
        return Capabilities.builder("one")
                .facesPerCall(5)
                .lastFace(LastFaceRule.kept("x"))
                .reportsAbsentPersons(confirms)
                .listsDeletedFaces(Claim.yes("x"))
                .readBack(ReadBack.DOCUMENTED)
                .quotas(List.of(new QuotaLimit(
                        "all",
                        Rate.perSecond(50),
                        QuotaLimit.ACCOUNT,
                        Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON),
                        "x")))
                .build();
    }

    /** Capabilities with one quota for each operation, as Aliyun has. */
    private static final Capabilities SEPARATE_QUOTAS = Capabilities.builder("two")
            .facesPerCall(20)
            .lastFace(LastFaceRule.kept("x"))
            .reportsAbsentPersons(Claim.yes("x"))
            .listsDeletedFaces(Claim.no("x"))
            .readBack(ReadBack.INFERRED)
            .quotas(List.of(
                    new QuotaLimit("p", Rate.perSecond(20), QuotaLimit.ACCOUNT, Set.of(Operation.DELETE_PERSON), "x"),
                    new QuotaLimit("f", Rate.perSecond(20), QuotaLimit.ACCOUNT, Set.of(Operation.DELETE_FACES), "x"),
                    new QuotaLimit("r", Rate.perSecond(20), QuotaLimit.ACCOUNT, Set.of(Operation.FIND_PERSON), "x")))
            .build();

    private static AccountDescription account(
            String group, Capabilities able, String verify, String quota, String margin) {
        Map<String, QuotaLimit> quotas = new LinkedHashMap<>();
        if (!quota.equals("off")) {
            able.quotas()
                    .forEach(limit -> quotas.put(
                            group + limit.name(),
                            quota.equals("vendor")
                                    ? limit
                                    : limit.withRate(Rate.parse(quota).orElseThrow())));
        }
        return new AccountDescription(
                "n",
                "p",
                "here",
                "here",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                group,
                Map.of("verify", verify, "quota", quota, "quota-margin", margin, "last-face", "vendor"),
                List.of(),
                Optional.empty(),
                quotas);
    }

    @Test
    void add_unconfirmedDeletionsWithASharedQuota_countsTheirReads() {
        PlanEstimate estimate = new PlanEstimate();
        PlanEstimate.Requests requests = estimate.add(
                account("g", sharedQuota(Claim.undocumented("x")), "unconfirmed", "vendor", "5"),
                sharedQuota(Claim.undocumented("x")),
                1900,
                0,
                0);

        assertThat(requests.deletions()).isEqualTo(1900);
        assertThat(requests.reads()).isEqualTo(1900);
        // The 3800 requests are sent at a rate of 47.5 requests a second.
        assertThat(requests.duration()).contains(Duration.ofSeconds(80));
        assertThat(estimate.duration()).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void add_separateQuotas_takesTheLongestOfTheirDurations() {
        PlanEstimate estimate = new PlanEstimate();
        PlanEstimate.Requests requests = estimate.add(
                account("g", SEPARATE_QUOTAS, "unconfirmed", "vendor", "0"), SEPARATE_QUOTAS, 200, 50, 100);

        assertThat(requests.deletions()).isEqualTo(300);
        assertThat(requests.reads()).isEqualTo(100);
        assertThat(requests.duration()).contains(Duration.ofSeconds(10));
    }

    @Test
    void add_deletionsOfSeveralRequests_countEachRequestForItsLimit() {
        Capabilities several = SEPARATE_QUOTAS.toBuilder()
                .requests(
                        Operation.DELETE_PERSON,
                        List.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.DELETE_FACES))
                .build();
        PlanEstimate estimate = new PlanEstimate();
        PlanEstimate.Requests requests = estimate.add(account("g", several, "off", "vendor", "0"), several, 100, 0, 0);

        assertThat(requests.deletions()).isEqualTo(300);
        // The 200 requests count as DELETE_FACES, of which 20 are sent in a second.
        assertThat(requests.duration()).contains(Duration.ofSeconds(10));
    }

    @Test
    void add_accountsOfOneQuotaGroup_addsTheirDurations() {
        PlanEstimate estimate = new PlanEstimate();
        estimate.add(
                account("g", sharedQuota(Claim.yes("x")), "off", "10", "0"), sharedQuota(Claim.yes("x")), 100, 0, 0);
        estimate.add(
                account("g", sharedQuota(Claim.yes("x")), "off", "10", "0"), sharedQuota(Claim.yes("x")), 100, 0, 0);
        estimate.add(
                account("other", sharedQuota(Claim.yes("x")), "off", "10", "0"),
                sharedQuota(Claim.yes("x")),
                150,
                0,
                0);

        assertThat(estimate.requests()).isEqualTo(350);
        assertThat(estimate.duration()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void add_accountWithoutQuota_hasNoDuration() {
        PlanEstimate estimate = new PlanEstimate();
        assertThat(estimate.add(account("g", SEPARATE_QUOTAS, "always", "off", "5"), SEPARATE_QUOTAS, 3, 0, 2))
                .isEqualTo(new PlanEstimate.Requests(5, 5, Optional.empty()));
        assertThat(estimate.duration()).isZero();
    }

    @Test
    void plan_facesInSeveralCallsWithReads_countsEveryCallAndIsLate() {
        Map<String, String> layers = Map.of("verify", "always", "last-face", "refuse");
        try (Bench bench =
                new Bench(folder, Checkpoints.NONE, InMemoryConfig.defaults().withFacesPerCall(2), layers)) {
            PlanSummary summary = bench.plan(PlanRequest.of(
                            "job",
                            list(
                                    "account,person_id,face_ids",
                                    "a,alice,f1;f2;f3",
                                    "a,alice,f4;f5",
                                    "a,bob,f1",
                                    "a,carol,",
                                    "a,dave,f1;f2;f3;f4"))
                    .holds(list("dave"))
                    .due(Bench.NOW.minusSeconds(1)));

            PlanSummary.Account a = summary.accounts().get(0);
            assertThat(a.persons()).isEqualTo(1);
            assertThat(a.faceTargets()).isEqualTo(2);
            assertThat(a.faces()).isEqualTo(6);
            assertThat(a.deletions()).isEqualTo(1 + 3 + 1);
            // One read after each call, and one read before each decision about a last face.
            assertThat(a.reads()).isEqualTo(5 + 2);
            assertThat(summary.estimate().requests()).isEqualTo(12);
            assertThat(summary.estimate().end()).isEqualTo(Bench.NOW);
            assertThat(summary.isLate()).isTrue();
        }
    }

    @Test
    void probe_randomTargets_countsWhoExistsAndDeletesNobody() {
        try (Bench bench = new Bench(folder)) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                lines.add("p" + i);
                if (i % 2 == 0) {
                    bench.a.put("p" + i);
                }
            }
            List<PlanProgress.Step> steps = new ArrayList<>();
            PlanSummary summary = bench.plan(PlanRequest.of("job", list(lines.toArray(new String[0])))
                    .accounts(Set.of("a", "b"))
                    .probe(40)
                    .progress((step, done) -> steps.add(step)));

            PlanSummary.Probe a = summary.probes().get(0);
            assertThat(a.account()).isEqualTo("a");
            assertThat(a.asked()).isEqualTo(40);
            assertThat(a.present()).isBetween(10L, 30L);
            assertThat(a.present() + a.absent()).isEqualTo(40);
            assertThat(summary.probes().get(1).absent()).isEqualTo(40);
            assertThat(bench.a.requests()).isEqualTo(40);
            assertThat(bench.a.people()).hasSize(30);
            assertThat(steps).contains(PlanProgress.Step.READING_BACK);
        }
    }
}
