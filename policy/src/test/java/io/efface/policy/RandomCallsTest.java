package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.IdCheck;
import io.efface.Operation;
import io.efface.PersonId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests calls with random people, faces, modes of {@code last-face} and failures. Every reported result must match the people that the
 * vendor stores afterwards.
 */
class RandomCallsTest {
    private static final PersonId ALICE = FakeVendor.ALICE;
    private static final PersonId BOB = PersonId.of("bob");
    private static final int CALLS = 1500;
    private static final List<LastFaceMode> RULES = List.of(LastFaceMode.values());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {20261101, 20261102, 20261103})
    void deleteFaces_randomCalls_resultsMatchTheVendor(long seed) {
        Random random = new Random(seed);
        Set<String> seen = new LinkedHashSet<>();
        for (int number = 0; number < CALLS; number++) {
            seen.add(randomCall(random, "seed " + seed + ", call " + number));
        }
        assertThat(seen).contains("NONE", "PARTIAL", "UNKNOWN", "success", "person deleted", "retained", "rejected");
    }

    private static String randomCall(Random random, String where) {
        FakeVendor vendor = new FakeVendor();
        ManualTime clock = new ManualTime();
        vendor.facesPerCall = 1 + random.nextInt(4);
        Set<FaceId> facesBefore = randomFaces(random, 8);
        boolean exists = random.nextInt(5) > 0;
        if (exists) {
            vendor.with(ALICE, facesBefore);
        } else {
            facesBefore = Set.of();
        }
        vendor.with(BOB, FakeVendor.numbered(0, 8));
        Set<FaceId> requested = randomFaces(random, 12);
        if (random.nextInt(3) == 0) {
            requested.addAll(facesBefore);
        }
        LastFaceMode rule = RULES.get(random.nextInt(RULES.size()));
        script(vendor, clock, random);
        CallOptions options = CallOptions.defaults().withDeadline(ManualTime.START.plusSeconds(30));
        if (random.nextInt(4) == 0) {
            options = options.deletingPersonForAllFaces();
        }
        FaceRepository account = LayerConfigs.withoutRetryAndQuota(Duration.ofSeconds(60), IdCheck.OFF, rule)
                .around(vendor, LayerConfigs.context(vendor, clock, random))
                .asFaceRepository(clock);

        String reported;
        try {
            DeleteFacesResult result = account.deleteFaces(ALICE, requested, options);
            check(result, requested, facesBefore, vendor, where);
            if (rule == LastFaceMode.KEEP_ONE && !result.personDeleted() && !facesBefore.isEmpty()) {
                assertThat(vendor.people.get(ALICE)).as(where).isNotEmpty();
            }
            reported = result.personDeleted()
                    ? "person deleted"
                    : result.facesWith(FaceOutcome.RETAINED).isEmpty() ? "success" : "retained";
        } catch (FaceException e) {
            assertThat(e.operation()).as(where).isEqualTo(Operation.DELETE_FACES);
            if (e.effect() == Effect.NONE) {
                assertThat(vendor.people.getOrDefault(ALICE, Set.of()))
                        .as(where)
                        .isEqualTo(facesBefore);
            }
            if (e.effect() != Effect.NONE) {
                assertThat(e.facesSoFar()).as(where).isPresent();
            }
            e.facesSoFar().ifPresent(soFar -> {
                assertThat(e.effect()).as(where).isGreaterThanOrEqualTo(soFar.effect());
                assertThat(soFar.trace().attempts()).as(where).isEqualTo(e.attempts());
            });
            Set<FaceId> before = facesBefore;
            e.facesSoFar().ifPresent(soFar -> check(soFar, requested, before, vendor, where));
            reported = e.kind() == ErrorKind.FAILED_PRECONDITION
                    ? "rejected"
                    : e.effect().name();
        }
        assertThat(vendor.people.get(BOB)).as(where).isEqualTo(FakeVendor.numbered(0, 8));
        assertThat(vendor.calls).as(where).allMatch(call -> call.faces().size() <= vendor.facesPerCall);
        return reported;
    }

    private static void check(
            DeleteFacesResult reported, Set<FaceId> requested, Set<FaceId> before, FakeVendor vendor, String where) {
        Set<FaceId> after = vendor.people.getOrDefault(ALICE, Set.of());
        assertThat(reported.faces().keySet()).as(where).containsExactlyElementsOf(requested);
        reported.faces().forEach((face, result) -> {
            switch (result.outcome()) {
                case DELETED ->
                    assertThat(before.contains(face) && !after.contains(face))
                            .as(where)
                            .isTrue();
                case ALREADY_ABSENT ->
                    assertThat(before.contains(face) || after.contains(face))
                            .as(where)
                            .isFalse();
                case RETAINED -> assertThat(after).as(where).contains(face);
                case FAILED, NOT_ATTEMPTED ->
                    assertThat(after.contains(face)).as(where).isEqualTo(before.contains(face));
                case UNKNOWN, UNCONFIRMED ->
                    assertThat(reported.effect()).as(where).isEqualTo(Effect.UNKNOWN);
            }
        });
        long deletions = vendor.calls.stream()
                .filter(call -> call.operation() != Operation.FIND_PERSON)
                .count();
        assertThat((long) reported.trace().attempts()).as(where).isEqualTo(deletions);
    }

    private static Set<FaceId> randomFaces(Random random, int maxNumber) {
        List<FaceId> faces = new ArrayList<>(FakeVendor.numbered(0, 12));
        Collections.shuffle(faces, random);
        return new LinkedHashSet<>(faces.subList(0, 1 + random.nextInt(maxNumber)));
    }

    private static void script(FakeVendor vendor, ManualTime clock, Random random) {
        for (int i = 0; i < 6; i++) {
            vendor.faults.add(
                    switch (random.nextInt(10)) {
                        case 0 -> call -> failure(call, Effect.NONE).build();
                        case 1 -> call -> failure(call, Effect.UNKNOWN).build();
                        case 2 ->
                            call -> {
                                apply(vendor, call);
                                return failure(call, Effect.UNKNOWN).build();
                            };
                        case 3 -> call -> partialFailure(vendor, call);
                        case 4 ->
                            call -> {
                                clock.advance(Duration.ofSeconds(20));
                                return null;
                            };
                        default -> call -> null;
                    });
        }
    }

    private static io.efface.FaceExceptionBuilder failure(FakeVendor.Call call, Effect effect) {
        return FaceException.of(call.operation(), ErrorKind.INTERNAL)
                .effect(effect)
                .attempts(1);
    }

    private static void apply(FakeVendor vendor, FakeVendor.Call call) {
        if (call.operation() == Operation.DELETE_PERSON) {
            vendor.people.remove(call.person());
        } else {
            vendor.remove(call.person(), call.faces());
        }
    }

    /** Deletes only the first face of a call, and returns an error with the results of all faces. */
    private static RuntimeException partialFailure(FakeVendor vendor, FakeVendor.Call call) {
        if (call.operation() != Operation.DELETE_FACES) {
            return failure(call, Effect.NONE).build();
        }
        FaceException error = failure(call, Effect.NONE).build();
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : call.faces()) {
            results.put(
                    face,
                    results.isEmpty()
                            ? vendor.remove(call.person(), Set.of(face)).get(face)
                            : FaceResult.failed(error));
        }
        return error.toBuilder()
                .facesSoFar(DeleteFacesResult.of(call.person(), results, CallTrace.ofRequest("p")))
                .build();
    }
}
