package io.efface.cli.faults;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A deletion, and a description of its result, which is compared with the vendor's people afterwards. */
enum Deletion {
    PERSON {
        @Override
        String nameAt(VendorEmulator vendor) {
            return "DeletePerson";
        }

        @Override
        String shown(FaceRepository account, FaceLibrary library, int faces) {
            library.put(ID.value(), "1", "2");
            try {
                DeletePersonResult result = account.deletePerson(ID);
                boolean present = library.person(ID.value()).isPresent();
                check(
                        !present || result.evidence() != Evidence.VERIFIED_ABSENT,
                        "verified absent, and still held",
                        null);
                check(
                        result.outcome() != PersonOutcome.ALREADY_ABSENT || result.maybeByEarlierAttempt(),
                        "the person was there before, and nothing remarks on it",
                        null);
                return words(result.outcome(), result.evidence(), result.maybeByEarlierAttempt());
            } catch (FaceException e) {
                check(
                        e.effect() != Effect.NONE || library.person(ID.value()).isPresent(),
                        "effect NONE, and the person is gone",
                        e);
                return words(e);
            }
        }
    },
    FACES {
        @Override
        String nameAt(VendorEmulator vendor) {
            return vendor instanceof IaiEmulator ? "DeleteFace" : "DeleteFaces";
        }

        /** One face more is there than is requested, so that no last face is at stake. */
        @Override
        String shown(FaceRepository account, FaceLibrary library, int faces) {
            Set<FaceId> requested = new LinkedHashSet<>();
            library.put(ID.value(), "kept");
            for (int face = 1; face <= faces; face++) {
                requested.add(FaceId.of(Integer.toString(face)));
                library.addFaces(ID.value(), List.of(Integer.toString(face)));
            }
            try {
                DeleteFacesResult result = account.deleteFaces(ID, requested);
                return outcomes(result, library);
            } catch (FaceException e) {
                check(
                        e.effect() != Effect.NONE || held(library).size() == faces + 1,
                        "effect NONE, and a face is gone",
                        e);
                check(
                        e.effect() == Effect.NONE || e.facesSoFar().isPresent(),
                        "an effect, and no outcome of the faces",
                        e);
                return words(e)
                        + e.facesSoFar()
                                .map(result -> ", faces " + outcomes(result, library))
                                .orElse("");
            } catch (IllegalArgumentException e) {
                check(held(library).size() == faces + 1, "not allowed, and a face is gone", e);
                return "`IllegalArgumentException`";
            }
        }
    };

    private static final PersonId ID = PersonId.of("p-1");

    /** Returns the vendor's own name of the operation. */
    abstract String nameAt(VendorEmulator vendor);

    /**
     * Creates the person, deletes, and describes the result.
     *
     * @param faces how many are requested, if any
     */
    abstract String shown(FaceRepository account, FaceLibrary library, int faces);

    /** How many faces have which outcome; just the outcome if it is that of all. */
    private static String outcomes(DeleteFacesResult result, FaceLibrary library) {
        Set<String> held = held(library);
        Map<String, Integer> counts = new LinkedHashMap<>();
        result.faces().forEach((id, face) -> {
            boolean present = held.contains(id.value());
            check(
                    !present || face.evidence() != Evidence.VERIFIED_ABSENT,
                    "a face is verified absent, and still held",
                    null);
            check(
                    present || face.outcome() != FaceOutcome.NOT_ATTEMPTED,
                    "a face was not attempted, and is gone",
                    null);
            check(
                    face.outcome() != FaceOutcome.ALREADY_ABSENT || face.maybeByEarlierAttempt(),
                    "a face was there before, and nothing remarks on it",
                    null);
            counts.merge(words(face), 1, Integer::sum);
        });
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Set<String> held(FaceLibrary library) {
        return library.person(ID.value())
                .map(StoredPerson::faceIds)
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static String words(FaceResult face) {
        Evidence evidence = face.evidence();
        return evidence == null
                ? face.outcome().toString()
                : words(face.outcome(), evidence, face.maybeByEarlierAttempt());
    }

    private static String words(Enum<?> outcome, Evidence evidence, boolean maybeEarlier) {
        return outcome + " " + evidence + (maybeEarlier ? " (maybe by an earlier attempt)" : "");
    }

    private static String words(FaceException error) {
        return error.kind() + ", " + error.effect() + ", " + error.advice();
    }

    private static void check(boolean holds, String otherwise, Throwable cause) {
        if (!holds) {
            throw new AssertionError(otherwise, cause);
        }
    }
}
