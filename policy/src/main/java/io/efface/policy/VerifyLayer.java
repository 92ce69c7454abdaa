package io.efface.policy;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
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
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.ReadBack;
import io.efface.RetryAdvice;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.Sleeper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the person after a deletion. The {@link VerifyMode} determines which deletions are followed by a read. If the read still finds a
 * person or face whose deletion the vendor accepted, the call fails with {@link ErrorKind#STILL_PRESENT}. A failed read does not change the
 * outcome of the deletion. If the deletion succeeded, the trace of its result contains the error of the read. If the deletion failed, its
 * error contains the error of the read as a suppressed exception.
 */
final class VerifyLayer extends Layer {
    private final VerifyMode mode;
    private final ReadBackReader reader;

    VerifyLayer(AccountRepository inner, VerifyMode mode, Clock clock, Sleeper sleeper) {
        super(inner);
        this.mode = inner.capabilities().readBack() == ReadBack.NONE ? VerifyMode.OFF : mode;
        this.reader = new ReadBackReader(inner, clock, sleeper);
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        DeletePersonResult result;
        try {
            result = inner().deletePerson(person, call);
        } catch (FaceException e) {
            return verifyPersonAfter(e, person, call);
        }
        if (mode == VerifyMode.OFF
                || (mode == VerifyMode.UNCONFIRMED && result.evidence().isAtLeast(Evidence.CONFIRMED))) {
            return result;
        }
        ReadBackReader.ReadBackResult readBack = reader.readUntil(
                Optional::isEmpty,
                person,
                call.withMoreDetachedFaces(result.trace().detachedFaces()));
        ReadBackReader.Observation observed = readBack.observed();
        if (observed == null) {
            return result.withTrace(withError(result.trace(), readBack));
        }
        if (observed.person() == null) {
            return result.verifiedAbsent(observed.at());
        }
        throw withSuppressed(
                stillPresent(Operation.DELETE_PERSON, result.trace()).build(), readBack);
    }

    private DeletePersonResult verifyPersonAfter(FaceException error, PersonId person, LayerCall call) {
        if (!shouldReadBack(error)) {
            throw error;
        }
        ReadBackReader.ReadBackResult readBack =
                reader.readOnce(person, call.withMoreDetachedFaces(error.detachedFaces()));
        ReadBackReader.Observation observed = readBack.observed();
        if (observed != null && observed.person() == null) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, traceOf(error))
                    .verifiedAbsent(observed.at())
                    .maybeEarlier();
        }
        if (observed != null && isRejection(error)) {
            // The vendor rejected the deletion and a read finds the person, so nothing was deleted.
            throw error.toBuilder().effect(Effect.NONE).build();
        }
        throw withSuppressed(error, readBack);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        DeleteFacesResult result;
        try {
            result = inner().deleteFaces(person, faces, call);
        } catch (FaceException e) {
            return verifyFacesAfter(e, person, faces, call);
        }
        if (!needsReadBack(result)) {
            return result;
        }
        ReadBackReader.ReadBackResult readBack = reader.readUntil(
                found -> areAllAbsent(found, result),
                person,
                call.withMoreDetachedFaces(result.trace().detachedFaces()));
        ReadBackReader.Observation observed = readBack.observed();
        if (observed == null) {
            return result.withTrace(withError(result.trace(), readBack));
        }
        Set<FaceId> present = facesOf(observed);
        FaceExceptionBuilder error = stillPresent(Operation.DELETE_FACES, result.trace());
        FaceException stillPresent = error.build();
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        result.faces().forEach((face, earlier) -> {
            if (isFinal(earlier)) {
                results.put(face, earlier);
            } else if (present.contains(face)) {
                results.put(face, earlier.verifiedPresent(stillPresent));
            } else {
                results.put(face, earlier.verifiedAbsent(observed.at()));
            }
        });
        DeleteFacesResult verified =
                new DeleteFacesResult(person, results, result.personDeleted(), withError(result.trace(), readBack));
        if (areAllAbsent(Optional.ofNullable(observed.person()), result)) {
            return verified;
        }
        throw withSuppressed(error.facesSoFar(verified).build(), readBack);
    }

    private DeleteFacesResult verifyFacesAfter(
            FaceException error, PersonId person, Set<FaceId> faces, LayerCall call) {
        if (!shouldReadBack(error)) {
            throw error;
        }
        ReadBackReader.ReadBackResult readBack =
                reader.readOnce(person, call.withMoreDetachedFaces(error.detachedFaces()));
        ReadBackReader.Observation observed = readBack.observed();
        if (observed == null) {
            throw withSuppressed(error, readBack);
        }
        Set<FaceId> present = facesOf(observed);
        Map<FaceId, FaceResult> earlierResults =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceException errorWithoutFaces =
                error.toBuilder().facesSoFar(null).effect(Effect.NONE).build();
        FaceException stillPresent =
                stillPresent(Operation.DELETE_FACES, traceOf(error)).build();
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            FaceResult known = earlierResults.getOrDefault(face, FaceResult.unknown());
            if (isKnownToExist(known)) {
                results.put(face, known);
            } else if (!present.contains(face)) {
                results.put(face, known.verifiedAbsent(observed.at()));
            } else if (isRejection(error)) {
                results.put(face, FaceResult.failed(errorWithoutFaces));
            } else {
                results.put(face, known.verifiedPresent(stillPresent));
            }
        }
        DeleteFacesResult verified = DeleteFacesResult.of(person, results, traceOf(error));
        if (verified.isComplete()) {
            return verified;
        }
        boolean allRejected = results.values().stream().allMatch(face -> face.error() == errorWithoutFaces);
        throw error.toBuilder()
                .effect(verified.effect())
                .facesSoFar(allRejected ? null : verified)
                .build();
    }

    private boolean shouldReadBack(FaceException error) {
        return mode != VerifyMode.OFF
                && error.effect() == Effect.UNKNOWN
                && error.kind() != ErrorKind.CANCELLED
                && error.kind() != ErrorKind.DEADLINE_EXCEEDED;
    }

    /** Returns whether the vendor rejected the only request of the call, so that no request of the call can still have an effect. */
    private static boolean isRejection(FaceException error) {
        return error.kind() == ErrorKind.FAILED_PRECONDITION
                && error.origin() == Origin.VENDOR
                && error.attempts() <= 1;
    }

    private boolean needsReadBack(DeleteFacesResult result) {
        return mode == VerifyMode.ALWAYS
                || (mode == VerifyMode.UNCONFIRMED
                        && result.faces().values().stream().anyMatch(VerifyLayer::needsReadBack));
    }

    private static boolean needsReadBack(FaceResult face) {
        Evidence evidence = face.evidence();
        return face.outcome().isUncertain() || (evidence != null && !evidence.isAtLeast(Evidence.CONFIRMED));
    }

    /** Returns whether the face was kept or certainly not deleted, so that a read cannot change its result. */
    private static boolean isFinal(FaceResult face) {
        return face.outcome() == FaceOutcome.RETAINED || face.outcome() == FaceOutcome.FAILED;
    }

    /**
     * Returns whether the provider rejected this face because of a precondition. Such a face may exist without belonging to the person, so
     * a read of the person does not show that the face is gone.
     */
    private static boolean isKnownToExist(FaceResult face) {
        FaceException error = face.error();
        return error != null && error.kind() == ErrorKind.FAILED_PRECONDITION && error.effect() == Effect.NONE;
    }

    private static boolean areAllAbsent(Optional<Person> found, DeleteFacesResult result) {
        return found.isEmpty()
                || result.faces().entrySet().stream()
                        .filter(entry -> !isFinal(entry.getValue()))
                        .noneMatch(entry -> found.get().faces().contains(entry.getKey()));
    }

    private static Set<FaceId> facesOf(ReadBackReader.Observation observed) {
        Person person = observed.person();
        return person == null ? Set.of() : person.faces();
    }

    private FaceExceptionBuilder stillPresent(Operation operation, CallTrace trace) {
        return FaceException.of(operation, ErrorKind.STILL_PRESENT)
                .provider(capabilities().provider())
                .origin(Origin.VENDOR)
                // The effect of a deletion of faces follows from the results of the faces.
                .effect(operation == Operation.DELETE_PERSON ? Effect.UNKNOWN : Effect.NONE)
                .advice(RetryAdvice.BACKOFF)
                .attempts(trace.attempts())
                .waited(trace.waited())
                .detachedFaces(trace.detachedFaces())
                .detail("the vendor accepted the deletion, but a later read still found the person or face");
    }

    private static CallTrace withError(CallTrace trace, ReadBackReader.ReadBackResult readBack) {
        FaceException error = readBack.error();
        return error == null ? trace : trace.withReadBackError(error);
    }

    private static CallTrace traceOf(FaceException error) {
        CallTrace trace = error.facesSoFar()
                .map(DeleteFacesResult::trace)
                .orElseGet(() -> new CallTrace(
                        error.requestId().map(List::of).orElse(List.of()), error.attempts(), error.waited(), null));
        Set<FaceId> detached = new LinkedHashSet<>(trace.detachedFaces());
        detached.addAll(error.detachedFaces());
        return trace.withDetachedFaces(detached);
    }

    private static FaceException withSuppressed(FaceException error, ReadBackReader.ReadBackResult readBack) {
        FaceException readError = readBack.error();
        if (readError != null) {
            error.addSuppressed(readError);
        }
        return error;
    }
}
