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

/**
 * A deletion. Afterwards, its result is compared with the people whom the vendor stores, and described for the tables of
 * {@code docs/errors.md}.
 */
enum Deletion {
    PERSON {
        @Override
        String nameAt(VendorEmulator vendor) {
            return "DeletePerson";
        }

        @Override
        String deleteAndDescribe(FaceRepository account, FaceLibrary library, int faces) {
            library.put(ID.value(), "1", "2");
            try {
                DeletePersonResult result = account.deletePerson(ID);
                boolean present = library.person(ID.value()).isPresent();
                check(
                        !present || result.evidence() != Evidence.VERIFIED_ABSENT,
                        "the person is verified absent and is still stored",
                        null);
                check(
                        result.outcome() != PersonOutcome.ALREADY_ABSENT || result.maybeByEarlierAttempt(),
                        "the person was present before, and the result does not say that an earlier attempt may have deleted it",
                        null);
                return describe(result.outcome(), result.evidence(), result.maybeByEarlierAttempt());
            } catch (FaceException e) {
                check(
                        e.effect() != Effect.NONE || library.person(ID.value()).isPresent(),
                        "the effect is NONE and the person is deleted",
                        e);
                return describe(e);
            }
        }
    },
    FACES {
        @Override
        String nameAt(VendorEmulator vendor) {
            return vendor instanceof IaiEmulator ? "DeleteFace" : "DeleteFaces";
        }

        /** The person has one face more than requested, so that no rule about last faces applies. */
        @Override
        String deleteAndDescribe(FaceRepository account, FaceLibrary library, int faces) {
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
                        e.effect() != Effect.NONE || storedFaces(library).size() == faces + 1,
                        "the effect is NONE and a face is deleted",
                        e);
                check(
                        e.effect() == Effect.NONE || e.facesSoFar().isPresent(),
                        "the effect is not NONE and the outcomes of the faces are missing",
                        e);
                return describe(e)
                        + e.facesSoFar()
                                .map(result -> ", faces " + outcomes(result, library))
                                .orElse("");
            } catch (IllegalArgumentException e) {
                check(storedFaces(library).size() == faces + 1, "the arguments are rejected and a face is deleted", e);
                return "`IllegalArgumentException`";
            }
        }
    };

    private static final PersonId ID = PersonId.of("p-1");

    /** Returns the vendor's name of the operation. */
    abstract String nameAt(VendorEmulator vendor);

    /**
     * Creates the person, deletes, and describes the result.
     *
     * @param faces the number of requested faces; a deletion of the person ignores it
     */
    abstract String deleteAndDescribe(FaceRepository account, FaceLibrary library, int faces);

    /** Returns the number of faces with each outcome, or only the outcome if it is the same for all faces. */
    private static String outcomes(DeleteFacesResult result, FaceLibrary library) {
        Set<String> storedFaces = storedFaces(library);
        Map<String, Integer> counts = new LinkedHashMap<>();
        result.faces().forEach((id, face) -> {
            boolean present = storedFaces.contains(id.value());
            check(
                    !present || face.evidence() != Evidence.VERIFIED_ABSENT,
                    "a face is verified absent and is still stored",
                    null);
            check(
                    present || face.outcome() != FaceOutcome.NOT_ATTEMPTED,
                    "a face was not attempted and is deleted",
                    null);
            check(
                    face.outcome() != FaceOutcome.ALREADY_ABSENT || face.maybeByEarlierAttempt(),
                    "a face was present before, and the result does not say that an earlier attempt may have deleted it",
                    null);
            counts.merge(describe(face), 1, Integer::sum);
        });
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Set<String> storedFaces(FaceLibrary library) {
        return library.person(ID.value())
                .map(StoredPerson::faceIds)
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static String describe(FaceResult face) {
        Evidence evidence = face.evidence();
        return evidence == null
                ? face.outcome().toString()
                : describe(face.outcome(), evidence, face.maybeByEarlierAttempt());
    }

    private static String describe(Enum<?> outcome, Evidence evidence, boolean maybeEarlier) {
        return outcome + " " + evidence + (maybeEarlier ? " (maybe by an earlier attempt)" : "");
    }

    private static String describe(FaceException error) {
        return error.kind() + ", " + error.effect() + ", " + error.advice();
    }

    private static void check(boolean condition, String message, Throwable cause) {
        if (!condition) {
            throw new AssertionError(message, cause);
        }
    }
}
