package io.efface.policy;

import static io.efface.policy.ScriptedRepository.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.RetryAdvice;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the outcome, the effect and {@code maybeByEarlierAttempt} of deletions through the retry and verify layers. The test tries every
 * combination of the results of an earlier attempt, the last attempt and a read for up to three faces. This test implements the rule a
 * second time, and compares the results of the layers with its own results.
 */
class OutcomeRuleTest {
    /** What one attempt reports about one of its faces. */
    private enum Reported {
        /** The attempt succeeded, and the response lists the face as deleted. */
        LISTED,
        /** The attempt succeeded, and the response states that the face is absent. */
        ABSENT,
        /** The attempt succeeded, and the response's list of deleted faces does not contain the face. */
        LEFT_OUT,
        /** The attempt succeeded, and the response contains no list of deleted faces. */
        VAGUE,
        /** No response was received. */
        LOST,
        /** The vendor rejected the attempt, and certainly deleted nothing. */
        REJECTED
    }

    private static final List<Reported> WITH_RESPONSE =
            List.of(Reported.LISTED, Reported.ABSENT, Reported.LEFT_OUT, Reported.VAGUE);

    private static final List<Reported> UNLISTED = List.of(Reported.LEFT_OUT, Reported.VAGUE);

    @ParameterizedTest(name = "{0} faces")
    @ValueSource(ints = {1, 2, 3})
    void deleteFaces_everyCombination_followsTheRule(int faces) {
        List<List<Reported>> earlier = new ArrayList<>(List.of(List.of()));
        earlier.addAll(combinations(
                List.of(Reported.LISTED, Reported.LEFT_OUT, Reported.VAGUE, Reported.LOST, Reported.REJECTED), faces));
        List<List<Reported>> last = new ArrayList<>(combinations(WITH_RESPONSE, faces));
        last.add(Collections.nCopies(faces, Reported.LOST));
        last.add(Collections.nCopies(faces, Reported.REJECTED));
        int calls = 0;
        for (List<Reported> first : earlier) {
            for (List<Reported> second : last) {
                for (List<Boolean> present : combinations(List.of(true, false), faces)) {
                    check(first, second, present, true);
                    calls++;
                }
                check(first, second, List.of(), false);
                calls++;
            }
        }
        assertThat(calls).isEqualTo(earlier.size() * last.size() * ((1 << faces) + 1));
    }

    private static void check(List<Reported> first, List<Reported> second, List<Boolean> present, boolean readable) {
        String where = "earlier " + first + ", last " + second + ", read " + (readable ? present : "failed");
        List<FaceId> faces = faces(second.size());
        ScriptedRepository vendor = new ScriptedRepository();
        Set<FaceId> remaining = new LinkedHashSet<>(faces);
        if (!first.isEmpty()) {
            vendor.faces.add(() -> {
                throw partialFailure(faces, first, RetryAdvice.BACKOFF);
            });
            remaining.removeIf(face -> first.get(faces.indexOf(face)) == Reported.LISTED);
        }
        vendor.faces.add(attempt(new ArrayList<>(remaining), faces, second));
        for (int read = 0; read < 6; read++) {
            vendor.reads.add(() -> read(faces, present, readable));
        }
        ManualTime time = new ManualTime();
        vendor.clock = time;
        RetrySettings twice = new RetrySettings(2, Duration.ofMillis(1), Duration.ofMillis(1));
        VerifyLayer layer = new VerifyLayer(
                vendor.behind(new RetryLayer(RequestLayer.DIRECT, twice, time, new Random(1), time)),
                VerifyMode.ALWAYS,
                time,
                time);
        DeleteFacesResult result;
        FaceException error = null;
        try {
            result = layer.deleteFaces(ALICE, new LinkedHashSet<>(faces), LayerCall.plain());
        } catch (FaceException e) {
            error = e;
            FaceResult failed = FaceResult.failed(e);
            result = e.facesSoFar()
                    .orElseGet(() -> DeleteFacesResult.all(ALICE, remaining, failed, CallTrace.NOTHING_SENT));
        }
        boolean wasRead = vendor.calls.stream().anyMatch(call -> call.operation() == Operation.FIND_PERSON);
        assertThat(result.faces().keySet()).as(where).containsExactlyElementsOf(faces);
        for (int i = 0; i < faces.size(); i++) {
            Reported earlier = first.isEmpty() ? Reported.REJECTED : first.get(i);
            boolean sent = remaining.contains(faces.get(i));
            Reported later = sent ? second.get(i) : Reported.REJECTED;
            Optional<Boolean> found = wasRead && readable ? Optional.of(present.get(i)) : Optional.empty();
            FaceResult face = result.faces().get(faces.get(i));
            assertThat(face.outcome()).as(where + ", face " + i).isEqualTo(outcome(earlier, later, found));
            assertThat(face.maybeByEarlierAttempt())
                    .as(where + ", face " + i)
                    .isEqualTo(maybeByEarlierAttempt(face.outcome(), earlier, later));
        }
        if (error != null) {
            assertThat(error.effect()).as(where).isEqualTo(effect(result));
        }
    }

    /**
     * Returns the outcome according to the rule. If a read found the face, the outcome depends on the responses: it is FAILED if every
     * request got a response, and UNKNOWN otherwise.
     */
    private static FaceOutcome outcome(Reported earlier, Reported later, Optional<Boolean> present) {
        boolean isLost = earlier == Reported.LOST || later == Reported.LOST;
        boolean sent = earlier != Reported.REJECTED || later != Reported.REJECTED;
        boolean isListed = earlier == Reported.LISTED || later == Reported.LISTED;
        if (present.isPresent() && present.get()) {
            if (earlier == Reported.VAGUE && later == Reported.ABSENT) {
                // The last response states that the face is absent, but the read found the face. So the earlier attempt
                // may still delete the face.
                return FaceOutcome.UNKNOWN;
            }
            // A lost request no longer matters if a later response lists the face.
            return isLost && !isListed && sent ? FaceOutcome.UNKNOWN : FaceOutcome.FAILED;
        }
        if (isListed) {
            return FaceOutcome.DELETED;
        }
        if (present.isPresent() || later == Reported.ABSENT) {
            return FaceOutcome.ALREADY_ABSENT;
        }
        if (isLost) {
            return FaceOutcome.UNKNOWN;
        }
        boolean unlisted = UNLISTED.contains(earlier) || UNLISTED.contains(later);
        return unlisted ? FaceOutcome.UNCONFIRMED : FaceOutcome.FAILED;
    }

    /**
     * Returns {@code maybeByEarlierAttempt} according to the rule: the face is absent, and a request may have deleted the face, because the
     * response was lost or contains no list of deleted faces. If a response contains such a list without the face, the request did not
     * delete the face.
     */
    private static boolean maybeByEarlierAttempt(FaceOutcome outcome, Reported earlier, Reported later) {
        boolean maybe = earlier == Reported.LOST
                || earlier == Reported.VAGUE
                || later == Reported.LOST
                || later == Reported.VAGUE;
        return outcome == FaceOutcome.ALREADY_ABSENT && maybe;
    }

    private static Effect effect(DeleteFacesResult result) {
        boolean remaining = !result.facesWith(FaceOutcome.UNKNOWN).isEmpty()
                || !result.facesWith(FaceOutcome.UNCONFIRMED).isEmpty();
        boolean gone = !result.facesWith(FaceOutcome.DELETED).isEmpty()
                || !result.facesWith(FaceOutcome.ALREADY_ABSENT).isEmpty();
        return remaining ? Effect.UNKNOWN : gone ? Effect.PARTIAL : Effect.NONE;
    }

    private static Supplier<DeleteFacesResult> attempt(List<FaceId> sent, List<FaceId> all, List<Reported> said) {
        return () -> {
            if (said.get(0) == Reported.LOST || said.get(0) == Reported.REJECTED) {
                List<Reported> ofNamed =
                        sent.stream().map(face -> said.get(all.indexOf(face))).toList();
                throw partialFailure(sent, ofNamed, RetryAdvice.NEVER);
            }
            Map<FaceId, FaceResult> results = new LinkedHashMap<>();
            sent.forEach(face -> results.put(face, result(said.get(all.indexOf(face)))));
            return DeleteFacesResult.of(ALICE, results, CallTrace.ofRequest("r"));
        };
    }

    /** Returns an error with the results of its faces. If all faces were rejected, the error has no results. */
    private static FaceException partialFailure(List<FaceId> faces, List<Reported> said, RetryAdvice advice) {
        FaceExceptionBuilder error = FaceException.of(Operation.DELETE_FACES, ErrorKind.UNAVAILABLE)
                .origin(Origin.VENDOR)
                .advice(advice)
                .attempts(1);
        FaceException errorWithoutFaces = error.build();
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (int i = 0; i < faces.size(); i++) {
            Reported each = said.get(i);
            results.put(faces.get(i), each == Reported.REJECTED ? FaceResult.failed(errorWithoutFaces) : result(each));
        }
        boolean nothing = said.stream().allMatch(each -> each == Reported.REJECTED);
        return nothing
                ? errorWithoutFaces
                : error.facesSoFar(DeleteFacesResult.of(ALICE, results, CallTrace.ofRequest("r")))
                        .build();
    }

    private static FaceResult result(Reported said) {
        return switch (said) {
            case LISTED -> FaceResult.deleted(Evidence.CONFIRMED);
            case ABSENT -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            case LEFT_OUT -> FaceResult.unconfirmed();
            case VAGUE -> FaceResult.possiblyDeleted();
            case LOST -> FaceResult.unknown();
            case REJECTED -> throw new IllegalArgumentException("a rejection has an error");
        };
    }

    private static Optional<Person> read(List<FaceId> faces, List<Boolean> present, boolean readable) {
        if (!readable) {
            throw FaceException.of(Operation.FIND_PERSON, ErrorKind.UNAVAILABLE).build();
        }
        Set<FaceId> found = new LinkedHashSet<>();
        for (int i = 0; i < faces.size(); i++) {
            if (present.get(i)) {
                found.add(faces.get(i));
            }
        }
        return Optional.of(new Person(ALICE, found));
    }

    private static List<FaceId> faces(int number) {
        List<FaceId> faces = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            faces.add(FaceId.of("f" + i));
        }
        return faces;
    }

    private static <T> List<List<T>> combinations(List<T> of, int length) {
        List<List<T>> all = List.of(List.of());
        for (int i = 0; i < length; i++) {
            List<List<T>> longer = new ArrayList<>();
            for (List<T> shorter : all) {
                for (T each : of) {
                    List<T> next = new ArrayList<>(shorter);
                    next.add(each);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all;
    }
}
