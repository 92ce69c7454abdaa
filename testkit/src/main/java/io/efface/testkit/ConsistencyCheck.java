package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertNotEquals;
import static io.efface.testkit.ContractAssertions.assertNull;
import static io.efface.testkit.ContractAssertions.assertTrue;

import io.efface.CallTrace;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.testkit.ContractHarness.VendorResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the result or exception of a call with the vendor's state before and after the call. Every call must pass these checks, unless
 * the vendor reports a wrong result.
 *
 * @param requested the faces that the call deletes; empty for other operations
 * @param before the faces that the vendor held for the person before the call, or empty if it did not hold the person
 * @param after the faces that the vendor holds for the person after the call, or empty if it does not hold the person
 * @param mayDeletePerson whether the options of the call permit that the whole person is deleted in place of all its faces
 */
record ConsistencyCheck(
        ContractHarness harness,
        Operation operation,
        PersonId person,
        Set<FaceId> requested,
        Optional<Set<FaceId>> before,
        Optional<Set<FaceId>> after,
        boolean mayDeletePerson,
        ObservedCall<?> observed) {
    private static final long CLOCK_SLACK_SECONDS = 5;

    static boolean isYes(Claim claim) {
        return claim.value() == Claim.Value.YES;
    }

    void checkPersonDeletion(DeletePersonResult result) {
        assertEquals(person, result.person(), "the result must contain the requested person");
        assertEquals(
                Optional.empty(),
                after,
                () -> result.outcome() + " was reported although the vendor still holds the person");
        if (result.outcome() == PersonOutcome.ALREADY_ABSENT && before.isPresent()) {
            assertTrue(
                    result.maybeByEarlierAttempt(),
                    "ALREADY_ABSENT was reported although this call removed the person");
        }
        if (result.outcome() == PersonOutcome.DELETED && result.evidence() == Evidence.CONFIRMED) {
            assertTrue(before.isPresent(), "DELETED was reported as CONFIRMED although the person did not exist");
        }
        if (!harness.opened()) {
            assertFalse(
                    result.maybeByEarlierAttempt(),
                    "a primitive repository makes only one attempt, so the result must not have the remark"
                            + " maybeByEarlierAttempt");
        }
        assertTrue(
                before.orElse(Set.of()).stream().noneMatch(harness::holdsFace),
                "the vendor still holds a face of the deleted person");
        checkEvidence(result.evidence(), result.verifiedAt(), result.outcome() == PersonOutcome.DELETED);
        Claim reports = harness.repository().capabilities().reportsAbsentPersons();
        if (!harness.opened() && result.evidence() == Evidence.CONFIRMED) {
            assertNotEquals(
                    Claim.Value.NO,
                    reports.value(),
                    "CONFIRMED was reported, but the capabilities state that responses do not distinguish missing"
                            + " people");
            checkResponse();
        }
        checkTrace(result.trace());
        checkSharedResources();
    }

    void checkFaceDeletion(DeleteFacesResult result) {
        assertEquals(person, result.person(), "the result must contain the requested person");
        checkPersonDeleted(result);
        assertTrue(
                harness.opened() || result.facesWith(FaceOutcome.UNKNOWN).isEmpty(),
                "a primitive repository must throw an exception if the outcome of a face is unknown");
        checkFaces(result);
        if (!harness.opened()
                && result.faces().values().stream().anyMatch(face -> face.evidence() == Evidence.CONFIRMED)) {
            checkResponse();
        }
        checkOtherFaces();
        checkTrace(result.trace());
        checkSharedResources();
    }

    /** Checks that the latest response can confirm a deletion. */
    private void checkResponse() {
        assertTrue(
                harness.latestResponseHasDetails(),
                "CONFIRMED was reported, but the response contains neither an id nor a count nor a code");
    }

    private void checkPersonDeleted(DeleteFacesResult result) {
        if (result.personDeleted()) {
            assertTrue(
                    harness.opened() || before.isPresent(),
                    "the person was reported as deleted although the person did not exist");
            assertEquals(
                    Optional.empty(),
                    after,
                    "the person was reported as deleted although the vendor still holds the person");
        }
        LastFaceRule.Behavior rule =
                harness.repository().capabilities().lastFace().behavior();
        boolean mayVendorDelete =
                rule == LastFaceRule.Behavior.DELETES_PERSON || rule == LastFaceRule.Behavior.UNDOCUMENTED;
        boolean isGone = result.personDeleted() || (before.isPresent() && after.isEmpty());
        assertTrue(
                !isGone || mayDeletePerson || mayVendorDelete,
                "the whole person was deleted, but the call and the vendor's rule do not permit this");
    }

    void checkRead(FindPersonResult result) {
        Optional<Person> found = result.person();
        checkTrace(result.trace());
        checkSharedResources();
        assertTrue(isDuringCall(result.readAt()), "readAt must be between the begin and the end of the call");
        assertEquals(before, after, "a read must not change anything");
        assertFalse(before.isPresent() && found.isEmpty(), "the read did not find a person who exists");
        assertFalse(before.isEmpty() && found.isPresent(), "the read found a person who does not exist");
        found.ifPresent(read -> {
            assertEquals(person, read.id(), "the result must contain the requested person");
            assertEquals(before.orElseThrow(), read.faces(), "the read must list exactly the faces of the person");
        });
    }

    void checkFailure(@Nullable RuntimeException error) {
        checkSharedResources();
        if (!(error instanceof FaceException failure)) {
            // The arguments were invalid, so no request is allowed.
            if (error != null) {
                assertEquals(
                        0,
                        observed.requests(),
                        () -> "no request may be sent after " + error.getClass().getSimpleName());
            }
            return;
        }
        assertEquals(operation, failure.operation(), "the error must name the operation of the call");
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(operation.spelling() + ": " + failure.kind()),
                "the message must begin with the operation and the kind");
        if (!harness.opened() || failure.origin() != Origin.LOCAL) {
            assertEquals(
                    Optional.of(harness.repository().capabilities().provider()),
                    failure.provider(),
                    "the error must name the provider");
        }
        assertFalse(failure.waited().isNegative(), "the time that the error states as waited must not be negative");
        assertTrue(
                harness.opened() || failure.waited().isZero(),
                "a primitive repository must not wait for repeats or quota");
        assertTrue(
                failure.detachedFaces().stream().noneMatch(ContractFixture::isOfOthers),
                "the detached faces of the error must not contain faces that do not belong to the person");
        checkAttempts(failure.attempts());
        checkEffect(failure);
    }

    private void checkEffect(FaceException failure) {
        Effect effect = failure.effect();
        if (effect == Effect.NONE) {
            assertEquals(before, after, () -> failure.kind() + " has effect NONE although something was deleted");
            if (operation == Operation.DELETE_FACES) {
                failure.facesSoFar().ifPresent(this::checkFaces);
            }
            return;
        }
        if (operation == Operation.DELETE_PERSON) {
            if (effect == Effect.PARTIAL) {
                assertNotEquals(before, after, "the effect is PARTIAL although nothing was deleted");
                assertTrue(after.isPresent(), "the effect is PARTIAL although everything was deleted");
            }
            assertTrue(failure.facesSoFar().isEmpty(), "the deletion of a person must not have results of faces");
            return;
        }
        DeleteFacesResult soFar = failure.facesSoFar().orElse(null);
        assertTrue(
                soFar != null, () -> "an exception with effect " + effect + " must contain the results of the faces");
        if (soFar == null) {
            return;
        }
        assertEquals(person, soFar.person(), "the results of the faces must contain the requested person");
        checkFaces(soFar);
        checkOtherFaces();
        assertEquals(soFar.effect(), effect, "the effect must be that of the results of the faces");
    }

    private void checkFaces(DeleteFacesResult result) {
        assertEquals(
                new ArrayList<>(requested),
                new ArrayList<>(result.faces().keySet()),
                "every requested face must have exactly one result, in the order of the request");
        result.faces().forEach(this::checkFace);
        Claim lists = harness.repository().capabilities().listsDeletedFaces();
        if (!harness.opened() && before.isPresent() && !result.personDeleted() && lists.value() == Claim.Value.NO) {
            assertTrue(
                    result.faces().values().stream().noneMatch(face -> face.evidence() == Evidence.CONFIRMED),
                    "CONFIRMED was reported, but the capabilities state that responses do not list the deleted faces");
        }
    }

    private void checkFace(FaceId face, FaceResult result) {
        boolean existed = before.map(faces -> faces.contains(face)).orElse(false);
        boolean exists = after.map(faces -> faces.contains(face)).orElse(false);
        FaceOutcome outcome = result.outcome();
        assertFalse(
                !harness.opened() && result.maybeByEarlierAttempt(),
                "a primitive repository makes only one attempt, so a face must not have the remark"
                        + " maybeByEarlierAttempt");
        if (outcome.isGone()) {
            assertFalse(exists, () -> outcome + " was reported although the vendor still holds the face");
            // A face that the person did not have can belong to another person.
            assertFalse(
                    existed && harness.holdsFace(face),
                    () -> outcome + " was reported although the vendor still holds the face without the person");
        }
        if (outcome == FaceOutcome.FAILED || outcome == FaceOutcome.NOT_ATTEMPTED || outcome == FaceOutcome.RETAINED) {
            assertTrue(existed == exists, () -> outcome + " was reported although the face is gone");
        }
        if (outcome == FaceOutcome.ALREADY_ABSENT && existed) {
            assertTrue(
                    result.maybeByEarlierAttempt(), "ALREADY_ABSENT was reported although this call removed the face");
        }
        if (outcome == FaceOutcome.DELETED && result.evidence() == Evidence.CONFIRMED) {
            assertTrue(existed, "DELETED was reported as CONFIRMED although the person did not have the face");
        }
        Evidence evidence = result.evidence();
        if (evidence != null) {
            checkEvidence(evidence, result.verifiedAt(), outcome == FaceOutcome.DELETED);
        }
    }

    /**
     * Checks the faces of a failed deletion that sent one request. The vendor sent no readable list, so it is unknown which faces were
     * deleted.
     */
    static void checkFacesWithoutResponse(FaceException failure) {
        failure.facesSoFar()
                .ifPresent(faces -> assertEquals(
                        faces.faces().keySet(),
                        faces.facesWith(FaceOutcome.UNKNOWN),
                        "no response says which faces were deleted, so the outcome of each face must be UNKNOWN"));
    }

    private void checkOtherFaces() {
        Set<FaceId> others = new HashSet<>(before.orElse(Set.of()));
        others.removeAll(requested);
        Set<FaceId> left = new HashSet<>(after.orElse(Set.of()));
        left.removeAll(requested);
        assertEquals(others, left, "faces that were not requested must stay");
    }

    private void checkEvidence(Evidence evidence, @Nullable Instant verifiedAt, boolean deleted) {
        int minRequests = deleted ? 2 : 1;
        if (evidence != Evidence.VERIFIED_ABSENT) {
            assertNull(verifiedAt, "verifiedAt must be null unless the evidence is VERIFIED_ABSENT");
            return;
        }
        assertTrue(
                harness.opened() && observed.requests() >= minRequests,
                "VERIFIED_ABSENT needs a read after the deletion, but too few requests were sent");
        assertTrue(
                verifiedAt != null && isDuringCall(verifiedAt),
                "verifiedAt must be between the begin and the end of the call");
    }

    private boolean isDuringCall(Instant time) {
        Instant earliest = observed.began().minusSeconds(CLOCK_SLACK_SECONDS);
        Instant latest = harness.clock().instant().plusSeconds(CLOCK_SLACK_SECONDS);
        return time.isAfter(earliest) && time.isBefore(latest);
    }

    private void checkSharedResources() {
        assertTrue(
                harness.sharedResourcesOpen().orElse(true),
                () -> operation.spelling() + " must not close the application's resources");
    }

    private void checkTrace(CallTrace trace) {
        checkAttempts(trace.attempts());
        assertTrue(trace.requestIds().size() <= observed.requests(), "there are more request ids than requests");
        checkRequestIds(trace.requestIds());
        assertTrue(trace.requestIds().stream().noneMatch(String::isBlank), "a request id is blank");
        if (!harness.opened()) {
            assertNull(trace.readBackError(), "a primitive repository must not read the person after a deletion");
            assertTrue(trace.waited().isZero(), "a primitive repository must not wait for repeats or quota");
        }
    }

    /** Compares the request ids with those of the responses to the requests of the call. */
    private void checkRequestIds(List<String> reported) {
        List<VendorResponse> responses = harness.responses();
        if (responses.size() < observed.requests() || harness.emptyIsSuccess(operation)) {
            return;
        }
        List<String> sent = responses.subList(responses.size() - observed.requests(), responses.size()).stream()
                .flatMap(response -> response.requestId().stream())
                .toList();
        if (harness.opened()) {
            assertTrue(
                    responses.isEmpty() || sent.containsAll(reported),
                    "the result contains an id that no response contained");
        } else if (!sent.isEmpty()) {
            assertEquals(sent, reported, "the result must contain the request ids of the responses");
        }
    }

    private void checkAttempts(int attempts) {
        if (harness.opened()) {
            assertTrue(
                    attempts <= observed.requests(),
                    () -> attempts + " attempts are reported, but " + observed.requests() + " requests arrived");
        } else {
            assertEquals(
                    observed.requests(),
                    attempts,
                    "the number of reported attempts must be the number of requests that arrived");
        }
    }
}
