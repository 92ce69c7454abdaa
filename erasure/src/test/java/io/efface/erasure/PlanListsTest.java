package io.efface.erasure;

import static io.efface.erasure.Bench.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.input.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests plans from damaged lists, and plans whose rows nearly match a hold list. */
class PlanListsTest extends BenchFixture {
    private static PlanRequest.Builder request(String... lines) {
        return PlanRequest.of("job", list(lines)).accounts(Set.of("a"));
    }

    private String rejection(PlanRequest.Builder request) {
        try {
            bench.plan(request);
        } catch (ErasureException e) {
            assertThat(e.reason()).isEqualTo(Reason.INPUT);
            assertThatThrownBy(() -> bench.ledger.store().job("job")).isInstanceOf(ErasureException.class);
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("the list was planned");
    }

    private String plannedEvent() throws SQLException {
        return bench.query("job", "SELECT cast(bytes AS TEXT) FROM EVENTS ORDER BY seq")
                .get(0);
    }

    @Test
    void plan_mostLongIdsEndInZeros_refusesAllLongIds() throws SQLException {
        String[] lines = {
            "subject,person_id",
            "s1,123456789012345000",
            "s2,223456789012345000",
            "s3,323456789012345678",
            "s4,4711",
            "s5,123456789012345000"
        };

        PlanSummary refused = bench.plan(request(lines));

        assertThat(refused.planned()).isEqualTo(1);
        assertThat(refused.problemCounts()).isEqualTo(Map.of(ProblemCode.SPREADSHEET_NUMBER, 4L));
        assertThat(refused.problems()).extracting(InputProblem::line).containsExactly(2L, 3L, 4L, 6L);
        assertThat(bench.query("job", "SELECT count(*) FROM ROWS WHERE state = 8 AND person IS NULL"))
                .containsExactly(String.valueOf(refused.refused()));
        assertThat(plannedEvent()).doesNotContain("accepted");

        PlanSummary accepted = bench.plan(
                request(lines).accept(Set.of(ListRisk.SPREADSHEET_NUMBER)).replace(true));

        assertThat(accepted.planned()).isEqualTo(4);
        assertThat(accepted.accepted()).isEqualTo(Map.of(ListRisk.SPREADSHEET_NUMBER, 4L));
        assertThat(plannedEvent()).contains("\"accepted\":{\"SPREADSHEET_NUMBER\":4}");
        assertThat(Report.summary(bench.ledger.file(), "job").remarks())
                .anySatisfy(remark -> assertThat(remark.code() + remark.count()).isEqualTo("ACCEPTED4"));

        // No receipt covers the column or the type of the bytes. A change of them must not hide the accepted risks.
        bench.change("job", "UPDATE EVENTS SET target = 1, bytes = CAST(bytes AS TEXT)");
        assertThat(Report.summary(bench.ledger.file(), "job").remarks())
                .anySatisfy(remark -> assertThat(remark.code() + remark.count()).isEqualTo("ACCEPTED4"));
    }

    @Test
    void plan_acceptedRowsThatAreRefusedAsRounded_areNotCountedAsAccepted() throws SQLException {
        PlanSummary summary = bench.plan(request(
                        "subject,person_id",
                        "NULL,123456789012345000",
                        "case-7,223456789012345000",
                        "NULL,4712",
                        "s,4713")
                .holds(list("person_id", "CASE-7"))
                .accept(Set.of(ListRisk.EMPTY_MARKER, ListRisk.NEAR_HOLD)));

        assertThat(summary.problemCounts()).isEqualTo(Map.of(ProblemCode.SPREADSHEET_NUMBER, 2L));
        assertThat(summary.planned()).isEqualTo(2);
        assertThat(summary.accepted()).isEqualTo(Map.of(ListRisk.EMPTY_MARKER, 1L));
        assertThat(plannedEvent()).contains("\"accepted\":{\"EMPTY_MARKER\":1}");
    }

    @Test
    void plan_acceptedRowRefusedForOneAccount_isCountedIfAnotherAccountPlansIt() {
        PlanSummary summary = bench.plan(PlanRequest.of(
                        "job", list("account,person_id", "unknown,4711.0", "b,4712.0", "a,4713.0", "a,NULL", "a,NULL"))
                .accounts(Set.of("a"))
                .holds(list("person_id", "4713.0"))
                .holdOptions(ListOptions.defaults().withAccepted(Set.of(ListRisk.SPREADSHEET_NUMBER)))
                .accept(Set.of(ListRisk.SPREADSHEET_NUMBER, ListRisk.EMPTY_MARKER)));

        assertThat(summary.refused()).isEqualTo(2);
        assertThat(summary.accepted())
                .as("a row and its entry in the hold list; a planned row and its duplicate")
                .isEqualTo(Map.of(ListRisk.SPREADSHEET_NUMBER, 2L, ListRisk.EMPTY_MARKER, 2L));
    }

    @Test
    void plan_halfOfTheLongIdsEndInZeros_plansThem() {
        PlanSummary summary = bench.plan(request("123456789012345000", "323456789012345678", "12345678901234000"));

        assertThat(summary.planned()).isEqualTo(3);
        assertThat(summary.refused()).isZero();
    }

    @Test
    void plan_mostLongFacesEndInZeros_refusesTheirRows() throws SQLException {
        PlanSummary summary = bench.plan(request(
                "person_id,face_ids",
                "p1,123456789012345000;1",
                "p2,323456789012345678;223456789012345000",
                "p3,1",
                "p4,"));

        assertThat(summary.planned()).isEqualTo(2);
        assertThat(summary.problemCounts()).isEqualTo(Map.of(ProblemCode.SPREADSHEET_NUMBER, 2L));
        assertThat(bench.query("job", "SELECT count(*) FROM FACES")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711,4712",
                "4711;4712",
                "4711|4712",
                "4711/4712",
                "4711 4712",
                "4712, 04711",
                "[4711]",
                "['4712','4711']",
                "4712\uFF0C4711"
            })
    void plan_heldTextOfSeveralIds_isRejectedIfARowHasOneOfThem(String held) throws SQLException {
        for (InputSource holds : List.of(
                list("person_id", '"' + held + '"'),
                list("subject,person_id", '"' + held + "\",p"),
                list("", "{\"person_id\":\"" + held + "\"}"))) {
            assertThat(rejection(request("person_id", "4711").holds(holds)))
                    .contains("line 2 of the list and line 2 of the hold list", "contains several ids", "NEAR_HOLD")
                    .doesNotContain("4711");
        }

        assertThat(bench.plan(request("person_id", "5000").holds(list("person_id", '"' + held + '"')))
                        .planned())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711|4712", "4712/4711", "4711+4712", "4711:4712", "4712&4711"})
    void plan_plainHoldListWithSeveralIdsInALine_isRejectedIfARowHasOneOfThem(String held) {
        assertThat(rejection(request("person_id", "4711").holds(list("5000", held))))
                .contains("line 2 of the list and line 2 of the hold list", "contains several ids");
    }

    @Test
    void plan_rowWithSeveralIdsAndOneIsHeld_isRejected() {
        assertThat(rejection(request("subject,person_id", "\"s1, s2\",4711").holds(list("s3", "S2"))))
                .contains("line 2 of the list and line 2 of the hold list", "contains several ids")
                .doesNotContain("4711");
    }

    @Test
    void addHold_heldTextOfSeveralIds_isRejectedUnlessAccepted() {
        bench.plan(request("subject,person_id", "s1,4711", "s2,4712"));
        Holds holds = bench.erasure.holds();

        for (InputSource list :
                List.of(list("4711|4712"), list("person_id", "\"4711,4712\""), list("{\"person_id\":\"4711;4712\"}"))) {
            assertThatThrownBy(() -> holds.add("job", list, ListOptions.defaults()))
                    .isInstanceOfSatisfying(
                            ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INPUT))
                    .hasMessageContainingAll("2 rows", "line 2 of the list", "contains several ids", "NEAR_HOLD")
                    .hasMessageNotContaining("4711");
        }
        assertThat(holds.add(
                                "job",
                                list("person_id", "\"4711,4712\""),
                                ListOptions.defaults().withAccepted(Set.of(ListRisk.NEAR_HOLD)))
                        .unmatched())
                .isEqualTo(1);
    }

    @Test
    void plan_severalFacesInOneId_areRefusedUnlessAccepted() throws SQLException {
        String[] lines = {"person_id,face_ids", "p1,\"f1,f2\"", "p2,f3;f4"};

        assertThat(bench.plan(request(lines)).problemCounts()).isEqualTo(Map.of(ProblemCode.FACE_SEPARATOR, 1L));
        assertThat(bench.plan(request(lines)
                                .accept(Set.of(ListRisk.FACE_SEPARATOR))
                                .replace(true))
                        .accepted())
                .isEqualTo(Map.of(ListRisk.FACE_SEPARATOR, 1L));
        assertThat(plannedEvent()).contains("\"accepted\":{\"FACE_SEPARATOR\":1}");
        assertThat(Report.summary(bench.ledger.file(), "job").remarks())
                .anySatisfy(remark -> assertThat(remark.text()).contains("a face id looks like several ids"));
    }

    @ParameterizedTest
    @CsvSource({"4711,004711", "Ada,ADA", "ada,ａｄａ", "ada,a\u200Bda", "straße,STRASSE", "0,00", "zq7,ZQ7\uFE0F"})
    void plan_rowThatNearlyMatchesAHeldId_isRejectedUnlessAccepted(String id, String held) throws SQLException {
        for (List<String> pair : List.of(List.of(id, held), List.of(held, id))) {
            // The ids are in quotes, because an id without quotes must not contain an invisible character.
            String row = '"' + pair.get(0) + '"';
            String hold = '"' + pair.get(1) + '"';
            assertThat(rejection(request("person_id", row).holds(list("person_id", hold))))
                    .contains("line 2 of the list and line 2 of the hold list", "NEAR_HOLD")
                    .doesNotContain(id);
            assertThat(rejection(request("subject,person_id", row + ",p").holds(list("subject", hold))))
                    .contains("line 2 of the list and line 2 of the hold list");
        }

        PlanSummary summary = bench.plan(request("person_id", "other", '"' + id + '"')
                .holds(list("person_id", "unrelated", '"' + held + '"'))
                .accept(Set.of(ListRisk.NEAR_HOLD)));

        assertThat(summary.planned()).isEqualTo(2);
        assertThat(summary.unmatchedHolds()).isEqualTo(2);
        assertThat(summary.accepted()).isEqualTo(Map.of(ListRisk.NEAR_HOLD, 1L));
        assertThat(plannedEvent()).contains("\"accepted\":{\"NEAR_HOLD\":1}");
    }

    @Test
    void plan_heldRow_isNotANearMatch() {
        PlanSummary summary = bench.plan(request("subject,person_id", "s1,4711", "0815,x", "s3,y")
                .holds(list("4711", "004711", "x", "815", "unknown")));

        assertThat(summary.held()).isEqualTo(2);
        assertThat(summary.planned()).isEqualTo(1);
        assertThat(summary.unmatchedHolds()).isEqualTo(3);
    }

    @Test
    void plan_holdsOfTheReplacedJob_protectTheirIdsAndAreComparedOnlyIfGivenAgain() {
        bench.plan(request("person_id", "4711").holds(list("person_id", "4711", "0042")));

        PlanSummary replaced =
                bench.plan(request("person_id", "4711", "42", "7").replace(true));
        assertThat(replaced.held())
                .as("4711, by the hold list of the replaced job")
                .isEqualTo(1);
        assertThat(replaced.planned()).as("42 and 7").isEqualTo(2);
        assertThat(replaced.carriedHolds()).isEqualTo(2);

        assertThatThrownBy(() -> bench.plan(
                        request("person_id", "4711", "42", "7").replace(true).holds(list("person_id", "4711", "0042"))))
                .hasMessageContaining("line 3 of the list and line 3 of the hold list")
                .hasMessageContaining("NEAR_HOLD");
    }

    @Test
    void plan_fortyNearMatches_listsTheFirstTwenty() {
        String[] rows = new String[40];
        String[] holds = new String[40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "P" + i;
            holds[i] = "p" + i;
        }

        assertThat(rejection(PlanRequest.of("job", list(rows))
                        .accounts(Set.of("a", "b"))
                        .holds(list(holds))))
                .startsWith("40 rows")
                .contains("line 20 of the list and line 20 of the hold list; and more")
                .doesNotContain("line 21 of");
    }

    @Test
    void plan_emptyHoldList_isRejectedUnlessAccepted() throws SQLException {
        assertThat(rejection(request("p").holds(list("")))).contains("--accept EMPTY_HOLD");

        assertThat(bench.plan(request("p").holds(list("")).accept(Set.of(ListRisk.EMPTY_HOLD)))
                        .planned())
                .isEqualTo(1);
        assertThat(plannedEvent()).contains("\"accepted\":{\"EMPTY_HOLD\":1}");
    }

    @Test
    void plan_holdListWithTheColumnsOfTheList_usesTheseColumns() {
        InputColumns columns = InputColumns.defaults().withPerson("user").withFaces("photos");

        assertThat(bench.plan(request("user,photos", "p,f", "q,f")
                                .columns(columns)
                                .holds(list("user", "p")))
                        .held())
                .isEqualTo(1);
    }

    @Test
    void plan_withoutTargets_isRejectedAndLeavesNoJob() {
        assertThat(rejection(request("NULL", "1.5E+7", "NULL")))
                .contains("2 EMPTY_MARKER", "1 SPREADSHEET_NUMBER", "line 1, column 1");
        assertThat(rejection(request("person_id"))).contains("has no rows");
        assertThat(bench.plan(request("p").holds(list("p"))).held()).isEqualTo(1);
    }

    @Test
    void plan_rowRefusedForEveryAccount_isListedOnce() {
        PlanSummary summary =
                bench.plan(PlanRequest.of("job", list("p", "NULL", " q")).accounts(Set.of("a", "b")));

        assertThat(summary.refused()).isEqualTo(4);
        assertThat(summary.problems()).extracting(InputProblem::line).containsExactly(2L, 3L);
    }

    @Test
    void plan_manyRowsOfOneTarget_areReported() {
        PlanSummary summary = bench.plan(request("x", "same", "same", "same", "same"));

        assertThat(summary.crowd()).contains(new PlanSummary.Crowd(4, 2));
        assertThat(summary.isCrowded()).isTrue();
        assertThat(bench.plan(request("x", "x", "y", "z").replace(true)).isCrowded())
                .isFalse();
    }

    @Test
    void addHold_idThatNearlyMatchesARow_isRejectedUnlessAccepted() throws SQLException {
        bench.plan(request("subject,person_id", "s1,4711", "Case-7,p2", "s3,0042"));
        Holds holds = bench.erasure.holds();

        assertThatThrownBy(() -> holds.add("job", list("s9", "004711", "case-7"), ListOptions.defaults()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.INPUT))
                .hasMessageContainingAll(
                        "line 2 of the list and line 2 of the hold list",
                        "line 3 of the list and line 3 of the hold list",
                        "NEAR_HOLD")
                .hasMessageNotContaining("4711");
        assertThat(bench.query("job", "SELECT count(*) FROM HOLDS")).containsExactly("0");

        ListOptions accepting = ListOptions.defaults().withAccepted(Set.of(ListRisk.NEAR_HOLD));
        assertThat(holds.add("job", list("s9", "004711"), accepting).unmatched())
                .isEqualTo(2);
        assertThat(bench.query("job", "SELECT cast(bytes AS TEXT) FROM EVENTS ORDER BY seq"))
                .last()
                .asString()
                .contains("\"accepted\":{\"NEAR_HOLD\":1}");
        assertThat(holds.add("job", list("42", "0042"), ListOptions.defaults()).targets())
                .isEqualTo(1);
    }

    @Test
    void report_everybodyAbsent_beginsWithAWarning() throws Exception {
        try (RunBench run = new RunBench(folder.resolve("run"), RunBench.BARE)) {
            run.erasure.plan(PlanRequest.of(RunBench.JOB, list("p1", "p2", "p3"))
                    .accounts(Set.of("a"))
                    .build());
            run.run();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Report.write(run.ledger.file(), RunBench.JOB, ReportFormat.TEXT, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("WARNING: 3 targets")
                    .contains("the list, the region and the key");
        }
    }
}
