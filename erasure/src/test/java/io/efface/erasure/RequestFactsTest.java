package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFactsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T23:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private static RequestFacts reference(String text) {
        return new RequestFacts(text, null, null, null);
    }

    private static RequestFacts at(String time) {
        return new RequestFacts(null, null, time, null);
    }

    @Test
    void text_of64Characters_isAccepted() {
        String text = "\uD83D\uDE00".repeat(64);
        assertThat(reference(text).reference()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "a\u202Eb", "a\u200Bb", "a\u2028b"})
    void text_blankOrWithInvisibleCharacter_isRejectedWithoutTheValue(String text) {
        assertThatThrownBy(() -> reference(text))
                .hasMessageContaining("the reference of the request")
                .asInstanceOf(type(ErasureException.class))
                .extracting(ErasureException::reason)
                .isEqualTo(Reason.INPUT);
    }

    @Test
    void text_of65Characters_isRejected() {
        assertThatThrownBy(() -> new RequestFacts(null, null, null, "x".repeat(65)))
                .isInstanceOf(ErasureException.class)
                .hasMessage("the approver of the request must have 1 to 64 characters");
    }

    @Test
    void requestedAt_dayOrTime_isNormalized() {
        assertThat(at("2026-01-31").requestedAt()).isEqualTo("2026-01-31");
        assertThat(at("2026-01-31T18:00+08:00").requestedAt()).isEqualTo("2026-01-31T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-01-31T18:00", "31.01.2026"})
    void requestedAt_inAnotherForm_isRejected(String text) {
        assertThatThrownBy(() -> at(text))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("the time of the request must be written like 2026-01-31");
    }

    @Test
    void checkNotAfter_future_isRejected() {
        at("2026-05-04").checkNotAfter(CLOCK);
        at("2026-05-04T23:00Z").checkNotAfter(CLOCK);
        at("2026-05-05").checkNotAfter(CLOCK);
        assertThatThrownBy(() -> at("2026-05-06").checkNotAfter(CLOCK)).hasMessageContaining("in the future");
        assertThatThrownBy(() -> at("2026-05-04T23:00:01Z").checkNotAfter(CLOCK))
                .hasMessageContaining("in the future");
    }

    @Test
    void plan_withFacts_recordsThemInTheSealedEventAndKeepsThemAfterAScrub() {
        RequestFacts facts =
                new RequestFacts("T-1 <b>\"type\":", RequestFacts.Reason.PIPL_ART47, "2020-02-03", "DPO, Müller");
        try (RunBench bench = new RunBench(folder, RunBench.LAYERS)) {
            RunBench.put(bench.a, RunBench.people(2));
            plan(bench, facts);
            assertThat(bench.events(0).get(0))
                    .contains(
                            "\"type\":\"PLANNED\"",
                            "\"reason\":\"PIPL_ART47\",\"requestedAt\":\"2020-02-03\",\"approvedBy\":\"DPO, Müller\"",
                            "\"undocumented\":[{\"account\":\"a\",\"claims\":[");
            bench.run();
            bench.erasure.verify(
                    RunBench.JOB, VerifyOptions.builder().settle(Duration.ZERO).build());
            bench.erasure.scrub(RunBench.JOB, false);

            assertThat(RequestFacts.read(bench.ledger.file(), RunBench.JOB)).isEqualTo(facts);
            assertThat(Report.summary(bench.ledger.file(), RunBench.JOB).request())
                    .isEqualTo(facts);
            assertThat(bench.receipts().verdict()).isEqualTo(ReceiptsCheck.Verdict.INTACT);
        }
    }

    @Test
    void build_planFromAnOldJobThatMayUseAnotherJob_isRejected() {
        PlanRequest.Builder request = PlanRequest.fromJob("again", RunBench.JOB).reuse(PlanRequest.Reuse.ANY);

        assertThatThrownBy(request::build).hasMessageContaining("must create a new job");
    }

    @Test
    void plan_requestInTheFuture_failsBeforeAnythingIsCreated() {
        try (RunBench bench = new RunBench(folder, RunBench.LAYERS)) {
            assertThatThrownBy(() -> plan(bench, at("2999-01-01"))).hasMessageContaining("in the future");
            assertThat(JobStatus.names(bench.ledger.file())).isEmpty();
        }
    }

    @Test
    void plan_changedFact_breaksTheReceipts() {
        try (RunBench bench = new RunBench(folder, RunBench.LAYERS)) {
            RunBench.put(bench.a, RunBench.people(2));
            plan(bench, reference("T-1"));
            bench.change("UPDATE EVENTS SET bytes = CAST(replace(CAST(bytes AS TEXT), 'T-1', 'T-2') AS BLOB)");

            assertThat(bench.receipts().verdict()).isEqualTo(ReceiptsCheck.Verdict.BROKEN);
        }
    }

    @Test
    void read_ledgerOfAnOlderVersion_hasNoFacts() throws Exception {
        Path copy = folder.resolve("ledger.db");
        Files.copy(Path.of("src/test/resources/ledgers/v1/finished/ledger/ledger.db"), copy);

        assertThat(RequestFacts.read(copy, "leavers").isEmpty()).isTrue();
    }

    private static void plan(RunBench bench, RequestFacts facts) {
        String list = String.join("\n", RunBench.people(2)) + "\n";
        bench.erasure.plan(PlanRequest.of(
                        RunBench.JOB,
                        InputSource.stream("the list", new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8))))
                .accounts(Set.of("a"))
                .facts(facts)
                .build());
    }
}
