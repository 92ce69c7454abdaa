package io.efface.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a call says against what the vendor held before and after it. Everything here is true of every call against a vendor
 * that does not lie, whatever the test is about.
 */
record ConsistencyCheck(
        ContractHarness harness,
        Operation operation,
        PersonId person,
        Set<FaceId> requested,
        Optional<Set<FaceId>> before,
        Optional<Set<FaceId>> after,
        boolean personForFaces,
        ObservedCall<?> observed) {
    private static final long CLOCK_SLACK_SECONDS = 5;

    static boolean isYes(Claim claim) {
        return claim.answer() == Claim.Answer.YES;
    }

    void ofPerson(DeletePersonResult result) {
        assertEquals(person, result.person(), "the result must name the person asked for");
        assertEquals(Optional.empty(), after, () -> result.outcome() + " was claimed, and the vendor holds the person");
        if (result.outcome() == PersonOutcome.ALREADY_ABSENT && before.isPresent()) {
            assertTrue(
                    result.maybeByEarlierAttempt(),
                    "ALREADY_ABSENT was claimed of a person whom this very call removed");
        }
        if (result.outcome() == PersonOutcome.DELETED
                && result.evidence() == Evidence.CONFIRMED
                && isYes(harness.repository().capabilities().reportsAbsentPersons())) {
            assertTrue(before.isPresent(), "DELETED was claimed as CONFIRMED of a person who was not there");
        }
        if (!harness.opened()) {
            assertFalse(result.maybeByEarlierAttempt(), "a first and only attempt has no earlier one");
        }
        evidence(result.evidence(), result.verifiedAt(), result.outcome() == PersonOutcome.DELETED);
        trace(result.trace());
    }

    void ofFaces(DeleteFacesResult result) {
        assertEquals(person, result.person(), "the result must name the person asked for");
        personDeleted(result);
        assertTrue(
                harness.opened() || result.facesWith(FaceOutcome.UNKNOWN).isEmpty(),
                "a face of unknown outcome belongs into an exception, not into a primitive repository's result");
        eachFace(result);
        otherFacesStay();
        trace(result.trace());
    }

    private void personDeleted(DeleteFacesResult result) {
        if (result.personDeleted()) {
            assertEquals(Optional.empty(), after, "the person was reported as deleted, and the vendor holds it");
        }
        LastFaceRule.Answer rule =
                harness.repository().capabilities().lastFace().answer();
        boolean byVendor = rule == LastFaceRule.Answer.DELETES_PERSON || rule == LastFaceRule.Answer.UNDOCUMENTED;
        boolean gone = result.personDeleted() || (before.isPresent() && after.isEmpty());
        assertTrue(
                !gone || personForFaces || byVendor, "the person was deleted in place of its faces without permission");
    }

    void ofReading(Optional<Person> found) {
        assertEquals(before, after, "a read must not change anything");
        assertEquals(before.isPresent(), found.isPresent(), "whether the person is there");
        found.ifPresent(read -> {
            assertEquals(person, read.id(), "the answer must name the person asked for");
            assertEquals(before.orElseThrow(), read.faces(), "the faces of the person");
        });
    }

    void ofFailure(@Nullable RuntimeException error) {
        if (!(error instanceof FaceException failure)) {
            // Bad arguments: nothing may have left the house.
            if (error != null) {
                assertEquals(0, observed.requests(), () -> "requests sent in spite of " + error.getClass());
            }
            return;
        }
        assertEquals(operation, failure.operation(), "the operation that failed");
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(operation.spelling() + ": " + failure.kind()),
                "the message must begin with operation and kind");
        if (!harness.opened() || failure.origin() != Origin.LOCAL) {
            assertEquals(
                    Optional.of(harness.repository().capabilities().provider()),
                    failure.provider(),
                    "the provider in the exception");
        }
        assertFalse(failure.waited().isNegative(), "the time waited");
        attempts(failure.attempts());
        effect(failure);
    }

    private void effect(FaceException failure) {
        Effect effect = failure.effect();
        if (effect == Effect.NONE) {
            assertEquals(
                    before, after, () -> "effect NONE was claimed by " + failure.kind() + ", and something is gone");
            if (operation == Operation.DELETE_FACES) {
                failure.facesSoFar().ifPresent(this::eachFace);
            }
            return;
        }
        if (operation == Operation.DELETE_PERSON) {
            if (effect == Effect.PARTIAL) {
                assertNotEquals(before, after, "effect PARTIAL was claimed, and everything is left");
                assertTrue(after.isPresent(), "effect PARTIAL was claimed, and nothing is left");
            }
            assertTrue(failure.facesSoFar().isEmpty(), "the deletion of a person has no result per face");
            return;
        }
        DeleteFacesResult soFar = failure.facesSoFar().orElse(null);
        assertTrue(soFar != null, () -> "effect " + effect + " was claimed without saying what became of each face");
        if (soFar == null) {
            return;
        }
        assertEquals(person, soFar.person(), "the result so far must name the person asked for");
        eachFace(soFar);
        otherFacesStay();
        assertEquals(soFar.effect(), effect, "the effect must be what the faces so far say");
    }

    private void eachFace(DeleteFacesResult result) {
        assertEquals(
                new ArrayList<>(requested),
                new ArrayList<>(result.faces().keySet()),
                "every requested face has exactly one result, in the order of the request");
        result.faces().forEach(this::face);
    }

    private void face(FaceId face, FaceResult result) {
        boolean wasThere = before.map(faces -> faces.contains(face)).orElse(false);
        boolean isThere = after.map(faces -> faces.contains(face)).orElse(false);
        FaceOutcome outcome = result.outcome();
        if (outcome.isGone()) {
            assertFalse(isThere, () -> outcome + " was claimed of a face that the vendor holds");
        }
        if (outcome == FaceOutcome.FAILED || outcome == FaceOutcome.NOT_ATTEMPTED || outcome == FaceOutcome.RETAINED) {
            assertEquals(wasThere, isThere, () -> outcome + " was claimed of a face that is gone");
        }
        if (outcome == FaceOutcome.ALREADY_ABSENT && wasThere) {
            assertTrue(
                    result.maybeByEarlierAttempt(), "ALREADY_ABSENT was claimed of a face that this very call removed");
        }
        if (outcome == FaceOutcome.DELETED
                && result.evidence() == Evidence.CONFIRMED
                && isYes(harness.repository().capabilities().listsDeletedFaces())) {
            assertTrue(wasThere, "DELETED was claimed as CONFIRMED of a face that this person did not have");
        }
        Evidence evidence = result.evidence();
        if (evidence != null) {
            evidence(evidence, result.verifiedAt(), outcome == FaceOutcome.DELETED);
        }
    }

    private void otherFacesStay() {
        Set<FaceId> others = new HashSet<>(before.orElse(Set.of()));
        others.removeAll(requested);
        Set<FaceId> left = new HashSet<>(after.orElse(Set.of()));
        left.removeAll(requested);
        assertEquals(others, left, "faces that were not asked for must stay");
    }

    private void evidence(Evidence evidence, @Nullable Instant verifiedAt, boolean deleted) {
        int leastRequests = deleted ? 2 : 1;
        if (evidence != Evidence.VERIFIED_ABSENT) {
            assertNull(verifiedAt, "a time of verification belongs to VERIFIED_ABSENT");
            return;
        }
        assertTrue(
                harness.opened() && observed.requests() >= leastRequests,
                "VERIFIED_ABSENT needs a read, after the deletion if there was one, and too few requests were sent");
        Instant earliest = observed.began().minusSeconds(CLOCK_SLACK_SECONDS);
        Instant latest = harness.clock().instant().plusSeconds(CLOCK_SLACK_SECONDS);
        assertTrue(
                verifiedAt != null && verifiedAt.isAfter(earliest) && verifiedAt.isBefore(latest),
                "the time of verification must lie within the call");
    }

    private void trace(CallTrace trace) {
        attempts(trace.attempts());
        assertTrue(trace.requestIds().size() <= observed.requests(), "there are more request ids than requests");
        assertTrue(trace.requestIds().stream().noneMatch(String::isBlank), "a request id is blank");
        if (!harness.opened()) {
            assertNull(trace.readBackError(), "a primitive repository reads nothing back");
            assertTrue(trace.waited().isZero(), "a primitive repository waits for no repeat and no quota");
        }
    }

    private void attempts(int attempts) {
        if (harness.opened()) {
            assertTrue(
                    attempts <= observed.requests(),
                    () -> attempts + " attempts are claimed, and " + observed.requests() + " requests arrived");
        } else {
            assertEquals(observed.requests(), attempts, "the attempts claimed must be the requests that arrived");
        }
    }
}
