package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.PersonId;
import io.efface.RetainedReason;
import io.efface.RetryAdvice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeleteFacesCommandTest {
    private final FakeRepository repository = new FakeRepository().holding("alice", "f1", "f2", "f3");
    private final CommandTester tester = CommandTester.with("cn-main", repository);

    @Test
    void deleteFaces_json_hasOutcomeAndEvidenceOfEachFace() {
        int code = tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f2", "f9");

        assertThat(code).isZero();
        assertThat(tester.outLines())
                .containsExactly(
                        "{\"account\":\"cn-main\",\"operation\":\"deleteFaces\",\"person\":\"alice\",\"faces\":{"
                                + "\"f2\":{\"outcome\":\"DELETED\",\"evidence\":\"CONFIRMED\"},"
                                + "\"f9\":{\"outcome\":\"ALREADY_ABSENT\",\"evidence\":\"CONFIRMED\"}},"
                                + "\"maybeByEarlierAttempt\":false,\"requestIds\":[\"request-1\"],\"attempts\":1}");
    }

    @Test
    void deleteFaces_resultsWithDetails_addKeys() {
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        repository
                .result("f1", FaceResult.unconfirmed())
                .result("f2", FaceResult.retained(RetainedReason.LAST_FACE))
                .result("f3", FaceResult.unknown().verifiedAbsent(at));

        int code = tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f1", "f2", "f3");

        assertThat(code).isEqualTo(3);
        assertThat(tester.out())
                .contains("\"f1\":{\"outcome\":\"UNCONFIRMED\",\"evidence\":null}")
                .contains("\"f2\":{\"outcome\":\"RETAINED\",\"evidence\":null,\"retained\":\"LAST_FACE\"}")
                .contains("\"f3\":{\"outcome\":\"ALREADY_ABSENT\",\"evidence\":\"VERIFIED_ABSENT\","
                        + "\"maybeByEarlierAttempt\":true,\"verifiedAt\":\"2026-01-02T03:04:05Z\"}")
                .contains("},\"maybeByEarlierAttempt\":true,");
    }

    @Test
    void deleteFaces_lastFaceKeptByALayer_namesTheOptionThatDeletesThePerson() {
        repository.result("f1", FaceResult.retained(RetainedReason.LAST_FACE));

        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1"))
                .isEqualTo(3);
        assertThat(tester.err()).contains("hint:", "--delete-person-if-all");
        tester.run("delete-faces", "--config", "x", "--yes", "--delete-person-if-all", "alice", "f1");
        assertThat(tester.err()).doesNotContain("hint:");
    }

    @Test
    void deleteFaces_lastFaceKeptByTheVendor_namesTheOptionThatDeletesThePerson() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                        .origin(Origin.VENDOR)
                        .vendorCode("InvalidParameterValue.DeleteFaceNumExceed")
                        .build());

        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1"))
                .isEqualTo(3);
        assertThat(tester.err()).contains("hint:", "--delete-person-if-all").doesNotContain("alice");
    }

    @Test
    void deleteFaces_detachedFaceWasNotDeleted_printsTheOptionThatDeletesIt() {
        repository
                .detaching("f1", "f2")
                .result(
                        "f2",
                        FaceResult.failed(FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                                .build()));

        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1", "f2"))
                .isEqualTo(3);

        assertThat(tester.out()).containsPattern("\\(all\\) +FAILED +- +repeat with --detached f2\n");
        assertThat(tester.err()).contains("1 face is detached; detached faces may still exist at the vendor");
        tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f1", "f2");
        assertThat(tester.out()).contains("\"detachedFaces\":[\"f2\"]");
    }

    @Test
    void deleteFaces_failureWithDetachedFaces_printsFacesAndOption() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .origin(Origin.NETWORK)
                        .facesSoFar(DeleteFacesResult.of(
                                PersonId.of("alice"),
                                Map.of(FaceId.of("f1"), FaceResult.unknown()),
                                CallTrace.ofRequest("r-1")))
                        .detachedFaces(Set.of(FaceId.of("f1")))
                        .build());

        tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1");

        assertThat(tester.out())
                .containsPattern("f1 +UNKNOWN")
                .containsPattern("\\(all\\) +UNKNOWN +- +TIMEOUT; repeat with --detached f1\n");
        tester.run("delete-faces", "--config", "x", "--yes", "--detached", "f1", "alice", "f1");
        assertThat(repository.lastDetachedFaces).containsExactly(FaceId.of("f1"));
    }

    @Test
    void deleteFaces_otherFailure_namesNoOption() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .origin(Origin.NETWORK)
                        .build());

        tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1");

        assertThat(tester.err()).doesNotContain("hint:");
    }

    @Test
    void deleteFaces_failureHalfWay_reportsFacesSoFar() {
        Map<FaceId, FaceResult> soFar = new LinkedHashMap<>();
        soFar.put(FaceId.of("f1"), FaceResult.deleted(Evidence.CONFIRMED));
        soFar.put(FaceId.of("f2"), FaceResult.unknown());
        soFar.put(FaceId.of("f3"), FaceResult.notAttempted());
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .advice(RetryAdvice.BACKOFF)
                        .origin(Origin.NETWORK)
                        .attempts(2)
                        .facesSoFar(DeleteFacesResult.of(PersonId.of("alice"), soFar, CallTrace.ofRequest("r-1")))
                        .build());

        int code = tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f1", "f2", "f3");

        assertThat(code).isEqualTo(6);
        assertThat(tester.out())
                .contains("\"faces\":{\"f1\":{\"outcome\":\"DELETED\",\"evidence\":\"CONFIRMED\"},"
                        + "\"f2\":{\"outcome\":\"UNKNOWN\",\"evidence\":null},"
                        + "\"f3\":{\"outcome\":\"NOT_ATTEMPTED\",\"evidence\":null}}")
                .contains(
                        "\"requestIds\":[\"r-1\"],\"attempts\":2,\"error\":{\"kind\":\"TIMEOUT\",\"effect\":\"UNKNOWN\"");
        assertThat(tester.err()).doesNotContain("alice", "f1", "f2");
    }

    @Test
    void deleteFaces_failureHalfWayInATable_showsTheFaces() {
        Map<FaceId, FaceResult> soFar = new LinkedHashMap<>();
        soFar.put(FaceId.of("f1"), FaceResult.deleted(Evidence.CONFIRMED));
        soFar.put(FaceId.of("f2"), FaceResult.unknown());
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                        .facesSoFar(DeleteFacesResult.of(PersonId.of("alice"), soFar, CallTrace.ofRequest("r-1")))
                        .build());

        tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1", "f2");

        assertThat(tester.out()).containsPattern("f1 +DELETED +CONFIRMED").containsPattern("f2 +UNKNOWN +-");
    }

    @Test
    void deleteFaces_wholeCallIsRejected_printsOneRowForAllFaces() {
        repository.failing(
                "alice",
                FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                        .origin(Origin.VENDOR)
                        .build());

        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1", "f2"))
                .isEqualTo(3);
        assertThat(tester.out()).containsPattern("cn-main +\\(all\\) +FAILED +- +FAILED_PRECONDITION");
        List<String> lines = tester.outLines();
        assertThat(lines.get(1).indexOf("FAILED")).isEqualTo(lines.get(0).indexOf("OUTCOME"));
        assertThat(lines.get(1).indexOf("FAILED_PRECONDITION"))
                .isEqualTo(lines.get(0).indexOf("NOTE"));
    }

    @Test
    void deleteFaces_faceFailsWithFailedPrecondition_exitsWithThree() {
        FaceException lastFace = FaceException.of(Operation.DELETE_FACES, ErrorKind.FAILED_PRECONDITION)
                .origin(Origin.VENDOR)
                .build();
        repository.result("f1", FaceResult.failed(lastFace));

        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "--json", "alice", "f1"))
                .isEqualTo(3);
        assertThat(tester.out())
                .contains(
                        "\"f1\":{\"outcome\":\"FAILED\",\"evidence\":null,\"error\":{\"kind\":\"FAILED_PRECONDITION\"");
    }

    @Test
    void deleteFaces_repeatedFaceOnInput_isSentOnce() {
        int code = tester.input("f1\nf2\nf1\n").run("delete-faces", "--config", "x", "--yes", "--json", "alice", "-");

        assertThat(code).isZero();
        assertThat(tester.out()).contains("\"f1\":", "\"f2\":");
    }

    @Test
    void deleteFaces_emptyInput_sendsNothing() {
        assertThat(tester.input("").run("delete-faces", "--config", "x", "--yes", "alice", "-"))
                .isEqualTo(2);
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deleteFaces_detachedFaceThatIsNoArgument_isAnErrorAndSendsNothing() {
        assertThat(tester.run("delete-faces", "--config", "x", "--yes", "--detached", "f1,f2", "alice", "f1"))
                .isEqualTo(2);
        assertThat(tester.err())
                .contains("each face of --detached must also be an argument")
                .doesNotContain("f2");
        assertThat(repository.sent).isEmpty();
    }

    @Test
    void deleteFaces_deletionOfThePerson_isAllowedOnlyForACallWithTheOption() {
        tester.run("delete-faces", "--config", "x", "--yes", "alice", "f1");
        assertThat(repository.lastCallMayPromote).isFalse();

        tester.run("delete-faces", "--config", "x", "--yes", "--delete-person-if-all", "alice", "f1");
        assertThat(repository.lastCallMayPromote).isTrue();
    }

    @Test
    void deleteFaces_onATerminal_namesTheDeletionOfThePersonBeforeAsking() {
        tester.withAnswer("yes").run("delete-faces", "--config", "x", "--delete-person-if-all", "alice", "f1", "f2");

        assertThat(tester.questions)
                .singleElement()
                .satisfies(question -> assertThat(question).contains("2 faces", "whole person"));
    }
}
