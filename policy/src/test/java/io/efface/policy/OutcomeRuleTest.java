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
 * Outcome, effect and remark of deletions through the retry and verify layers: every combination of what an earlier attempt, the
 * last attempt and a read say of up to three faces, against a rule that is written down here a second time.
 */
class OutcomeRuleTest {
    /** What one attempt says of a face that it names. */
    private enum Said {
        /** OK, and the face is listed as deleted. */
        LISTED,
        /** OK, and the face is said to be absent. */
        ABSENT,
        /** OK, and the face is missing from the list of the deleted ones. */
        LEFT_OUT,
        /** OK, and the response does not say which faces were deleted. */
        VAGUE,
        /** No response came. */
        LOST,
        /** Surely nothing was done. */
        REJECTED
    }

    private static final List<Said> ANSWERED = List.of(Said.LISTED, Said.ABSENT, Said.LEFT_OUT, Said.VAGUE);

    private static final List<Said> UNLISTED = List.of(Said.LEFT_OUT, Said.VAGUE);

    @ParameterizedTest(name = "{0} faces")
    @ValueSource(ints = {1, 2, 3})
    void deleteFaces_everyCombination_followsTheRule(int faces) {
        List<List<Said>> earlier = new ArrayList<>(List.of(List.of()));
        earlier.addAll(combinations(List.of(Said.LISTED, Said.LEFT_OUT, Said.VAGUE, Said.LOST, Said.REJECTED), faces));
        List<List<Said>> last = new ArrayList<>(combinations(ANSWERED, faces));
        last.add(Collections.nCopies(faces, Said.LOST));
        last.add(Collections.nCopies(faces, Said.REJECTED));
        int calls = 0;
        for (List<Said> first : earlier) {
            for (List<Said> second : last) {
                for (List<Boolean> there : combinations(List.of(true, false), faces)) {
                    check(first, second, there, true);
                    calls++;
                }
                check(first, second, List.of(), false);
                calls++;
            }
        }
        assertThat(calls).isEqualTo(earlier.size() * last.size() * ((1 << faces) + 1));
    }

    private static void check(List<Said> first, List<Said> second, List<Boolean> there, boolean readable) {
        String where = "earlier " + first + ", last " + second + ", read " + (readable ? there : "failed");
        List<FaceId> faces = faces(second.size());
        ScriptedRepository vendor = new ScriptedRepository();
        Set<FaceId> open = new LinkedHashSet<>(faces);
        if (!first.isEmpty()) {
            vendor.faces.add(() -> {
                throw partly(faces, first, RetryAdvice.BACKOFF);
            });
            open.removeIf(face -> first.get(faces.indexOf(face)) == Said.LISTED);
        }
        vendor.faces.add(attempt(new ArrayList<>(open), faces, second));
        for (int read = 0; read < 6; read++) {
            vendor.reads.add(() -> read(faces, there, readable));
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
            FaceResult otherwise = FaceResult.failed(e);
            result = e.facesSoFar()
                    .orElseGet(() -> DeleteFacesResult.all(ALICE, open, otherwise, CallTrace.NOTHING_SENT));
        }
        boolean wasRead = vendor.calls.stream().anyMatch(call -> call.operation() == Operation.FIND_PERSON);
        assertThat(result.faces().keySet()).as(where).containsExactlyElementsOf(faces);
        for (int i = 0; i < faces.size(); i++) {
            Said earlier = first.isEmpty() ? Said.REJECTED : first.get(i);
            boolean named = open.contains(faces.get(i));
            Said later = named ? second.get(i) : Said.REJECTED;
            Optional<Boolean> seen = wasRead && readable ? Optional.of(there.get(i)) : Optional.empty();
            FaceResult face = result.faces().get(faces.get(i));
            assertThat(face.outcome()).as(where + ", face " + i).isEqualTo(outcome(earlier, later, seen));
            assertThat(face.maybeByEarlierAttempt())
                    .as(where + ", face " + i)
                    .isEqualTo(remark(face.outcome(), earlier, later));
        }
        if (error != null) {
            assertThat(error.effect()).as(where).isEqualTo(effect(result));
        }
    }

    /** The rule: a read decides; a face that it found is FAILED if each request was answered, and UNKNOWN if one was not. */
    private static FaceOutcome outcome(Said earlier, Said later, Optional<Boolean> there) {
        boolean lost = earlier == Said.LOST || later == Said.LOST;
        boolean sent = earlier != Said.REJECTED || later != Said.REJECTED;
        boolean listed = earlier == Said.LISTED || later == Said.LISTED;
        if (there.isPresent() && there.get()) {
            if (earlier == Said.VAGUE && later == Said.ABSENT) {
                // The vendor contradicts itself, and the remark keeps the doubt.
                return FaceOutcome.UNKNOWN;
            }
            // That the vendor listed the face is newer than the response that was lost.
            return lost && !listed && sent ? FaceOutcome.UNKNOWN : FaceOutcome.FAILED;
        }
        if (listed) {
            return FaceOutcome.DELETED;
        }
        if (there.isPresent() || later == Said.ABSENT) {
            return FaceOutcome.ALREADY_ABSENT;
        }
        if (lost) {
            return FaceOutcome.UNKNOWN;
        }
        boolean unlisted = UNLISTED.contains(earlier) || UNLISTED.contains(later);
        return unlisted ? FaceOutcome.UNCONFIRMED : FaceOutcome.FAILED;
    }

    /**
     * The remark needs a face that is absent, and a request that may have deleted it: its response was lost, or did not say which faces
     * were deleted. A list that leaves the face out says that the request did not delete it.
     */
    private static boolean remark(FaceOutcome outcome, Said earlier, Said later) {
        boolean maybe = earlier == Said.LOST || earlier == Said.VAGUE || later == Said.LOST || later == Said.VAGUE;
        return outcome == FaceOutcome.ALREADY_ABSENT && maybe;
    }

    private static Effect effect(DeleteFacesResult result) {
        boolean open = !result.facesWith(FaceOutcome.UNKNOWN).isEmpty()
                || !result.facesWith(FaceOutcome.UNCONFIRMED).isEmpty();
        boolean gone = !result.facesWith(FaceOutcome.DELETED).isEmpty()
                || !result.facesWith(FaceOutcome.ALREADY_ABSENT).isEmpty();
        return open ? Effect.UNKNOWN : gone ? Effect.PARTIAL : Effect.NONE;
    }

    private static Supplier<DeleteFacesResult> attempt(List<FaceId> named, List<FaceId> all, List<Said> said) {
        return () -> {
            if (said.get(0) == Said.LOST || said.get(0) == Said.REJECTED) {
                List<Said> ofNamed =
                        named.stream().map(face -> said.get(all.indexOf(face))).toList();
                throw partly(named, ofNamed, RetryAdvice.NEVER);
            }
            Map<FaceId, FaceResult> results = new LinkedHashMap<>();
            named.forEach(face -> results.put(face, result(said.get(all.indexOf(face)))));
            return DeleteFacesResult.of(ALICE, results, CallTrace.ofRequest("r"));
        };
    }

    /** An error whose faces say what became of each; without any that is gone or open it says nothing of them. */
    private static FaceException partly(List<FaceId> faces, List<Said> said, RetryAdvice advice) {
        FaceExceptionBuilder error = FaceException.of(Operation.DELETE_FACES, ErrorKind.UNAVAILABLE)
                .origin(Origin.VENDOR)
                .advice(advice)
                .attempts(1);
        FaceException bare = error.build();
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (int i = 0; i < faces.size(); i++) {
            Said each = said.get(i);
            results.put(faces.get(i), each == Said.REJECTED ? FaceResult.failed(bare) : result(each));
        }
        boolean nothing = said.stream().allMatch(each -> each == Said.REJECTED);
        return nothing
                ? bare
                : error.facesSoFar(DeleteFacesResult.of(ALICE, results, CallTrace.ofRequest("r")))
                        .build();
    }

    private static FaceResult result(Said said) {
        return switch (said) {
            case LISTED -> FaceResult.deleted(Evidence.CONFIRMED);
            case ABSENT -> FaceResult.alreadyAbsent(Evidence.CONFIRMED);
            case LEFT_OUT -> FaceResult.unconfirmed();
            case VAGUE -> FaceResult.possiblyDeleted();
            case LOST -> FaceResult.unknown();
            case REJECTED -> throw new IllegalArgumentException("a rejection has an error");
        };
    }

    private static Optional<Person> read(List<FaceId> faces, List<Boolean> there, boolean readable) {
        if (!readable) {
            throw FaceException.of(Operation.FIND_PERSON, ErrorKind.UNAVAILABLE).build();
        }
        Set<FaceId> held = new LinkedHashSet<>();
        for (int i = 0; i < faces.size(); i++) {
            if (there.get(i)) {
                held.add(faces.get(i));
            }
        }
        return Optional.of(new Person(ALICE, held));
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
