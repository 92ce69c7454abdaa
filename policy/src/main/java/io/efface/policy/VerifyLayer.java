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
 * Reads back what a deletion left open. What is still there after an OK is {@link ErrorKind#STILL_PRESENT}; a read that fails
 * never spoils a good deletion: its error stands beside the result, or as a suppressed one beside the exception.
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
            return personAfter(e, person, call);
        }
        if (mode == VerifyMode.OFF
                || (mode == VerifyMode.UNCONFIRMED && result.evidence().isAtLeast(Evidence.CONFIRMED))) {
            return result;
        }
        ReadBackReader.Reading reading = reader.until(
                Optional::isEmpty,
                person,
                call.withMoreDetachedFaces(result.trace().detachedFaces()));
        ReadBackReader.Seen seen = reading.seen();
        if (seen == null) {
            return result.withTrace(withError(result.trace(), reading));
        }
        if (seen.person() == null) {
            return result.verifiedAbsent(seen.at());
        }
        throw withSuppressed(
                stillPresent(Operation.DELETE_PERSON, result.trace()).build(), reading);
    }

    private DeletePersonResult personAfter(FaceException error, PersonId person, LayerCall call) {
        if (!isWorthReading(error)) {
            throw error;
        }
        ReadBackReader.Reading reading = reader.once(person, call.withMoreDetachedFaces(error.detachedFaces()));
        ReadBackReader.Seen seen = reading.seen();
        if (seen != null && seen.person() == null) {
            return DeletePersonResult.of(person, PersonOutcome.ALREADY_ABSENT, Evidence.CONFIRMED, traceOf(error))
                    .verifiedAbsent(seen.at())
                    .maybeEarlier();
        }
        if (seen != null && isRefusal(error)) {
            // Refused, and a read finds the person: the question is settled.
            throw error.toBuilder().effect(Effect.NONE).build();
        }
        throw withSuppressed(error, reading);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        DeleteFacesResult result;
        try {
            result = inner().deleteFaces(person, faces, call);
        } catch (FaceException e) {
            return facesAfter(e, person, faces, call);
        }
        if (!isOpen(result)) {
            return result;
        }
        ReadBackReader.Reading reading = reader.until(
                found -> isNoneLeft(found, result),
                person,
                call.withMoreDetachedFaces(result.trace().detachedFaces()));
        ReadBackReader.Seen seen = reading.seen();
        if (seen == null) {
            return result.withTrace(withError(result.trace(), reading));
        }
        Set<FaceId> left = facesOf(seen);
        FaceExceptionBuilder error = stillPresent(Operation.DELETE_FACES, result.trace());
        FaceException stillPresent = error.build();
        Map<FaceId, FaceResult> told = new LinkedHashMap<>();
        result.faces().forEach((face, before) -> {
            if (isSettled(before)) {
                told.put(face, before);
            } else if (left.contains(face)) {
                told.put(face, before.verifiedPresent(stillPresent));
            } else {
                told.put(face, before.verifiedAbsent(seen.at()));
            }
        });
        DeleteFacesResult verified =
                new DeleteFacesResult(person, told, result.personDeleted(), withError(result.trace(), reading));
        if (isNoneLeft(Optional.ofNullable(seen.person()), result)) {
            return verified;
        }
        throw withSuppressed(error.facesSoFar(verified).build(), reading);
    }

    private DeleteFacesResult facesAfter(FaceException error, PersonId person, Set<FaceId> faces, LayerCall call) {
        if (!isWorthReading(error)) {
            throw error;
        }
        ReadBackReader.Reading reading = reader.once(person, call.withMoreDetachedFaces(error.detachedFaces()));
        ReadBackReader.Seen seen = reading.seen();
        if (seen == null) {
            throw withSuppressed(error, reading);
        }
        Set<FaceId> left = facesOf(seen);
        Map<FaceId, FaceResult> before =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceException bare =
                error.toBuilder().facesSoFar(null).effect(Effect.NONE).build();
        FaceException stillPresent =
                stillPresent(Operation.DELETE_FACES, traceOf(error)).build();
        Map<FaceId, FaceResult> told = new LinkedHashMap<>();
        for (FaceId face : faces) {
            FaceResult known = before.getOrDefault(face, FaceResult.unknown());
            if (!left.contains(face)) {
                told.put(face, known.verifiedAbsent(seen.at()));
            } else if (isRefusal(error)) {
                told.put(face, FaceResult.failed(bare));
            } else {
                told.put(face, known.verifiedPresent(stillPresent));
            }
        }
        DeleteFacesResult verified = DeleteFacesResult.of(person, told, traceOf(error));
        if (verified.isComplete()) {
            return verified;
        }
        boolean allRefused = told.values().stream().allMatch(face -> face.error() == bare);
        throw error.toBuilder()
                .effect(verified.effect())
                .facesSoFar(allRefused ? null : verified)
                .build();
    }

    private boolean isWorthReading(FaceException error) {
        return mode != VerifyMode.OFF
                && error.effect() == Effect.UNKNOWN
                && error.kind() != ErrorKind.CANCELLED
                && error.kind() != ErrorKind.DEADLINE_EXCEEDED;
    }

    /** Returns whether the vendor refused for good, so that nothing of this call is still on its way or at work. */
    private static boolean isRefusal(FaceException error) {
        return error.kind() == ErrorKind.FAILED_PRECONDITION
                && error.origin() == Origin.VENDOR
                && error.attempts() <= 1;
    }

    private boolean isOpen(DeleteFacesResult result) {
        return mode == VerifyMode.ALWAYS
                || (mode == VerifyMode.UNCONFIRMED
                        && result.faces().values().stream().anyMatch(VerifyLayer::isOpen));
    }

    private static boolean isOpen(FaceResult face) {
        Evidence evidence = face.evidence();
        return face.outcome().isOpen() || (evidence != null && !evidence.isAtLeast(Evidence.CONFIRMED));
    }

    /** Returns whether the face was kept or surely not deleted, so that a read says nothing new of it. */
    private static boolean isSettled(FaceResult face) {
        return face.outcome() == FaceOutcome.RETAINED || face.outcome() == FaceOutcome.FAILED;
    }

    private static boolean isNoneLeft(Optional<Person> found, DeleteFacesResult result) {
        return found.isEmpty()
                || result.faces().entrySet().stream()
                        .filter(entry -> !isSettled(entry.getValue()))
                        .noneMatch(entry -> found.get().faces().contains(entry.getKey()));
    }

    private static Set<FaceId> facesOf(ReadBackReader.Seen seen) {
        Person person = seen.person();
        return person == null ? Set.of() : person.faces();
    }

    private FaceExceptionBuilder stillPresent(Operation operation, CallTrace trace) {
        return FaceException.of(operation, ErrorKind.STILL_PRESENT)
                .provider(capabilities().provider())
                .origin(Origin.VENDOR)
                // The deletion of faces gets its effect from what became of each face.
                .effect(operation == Operation.DELETE_PERSON ? Effect.UNKNOWN : Effect.NONE)
                .advice(RetryAdvice.BACKOFF)
                .attempts(trace.attempts())
                .waited(trace.waited())
                .detachedFaces(trace.detachedFaces())
                .detail("the vendor accepted the deletion, and a later read still found it");
    }

    private static CallTrace withError(CallTrace trace, ReadBackReader.Reading reading) {
        FaceException error = reading.error();
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

    private static FaceException withSuppressed(FaceException error, ReadBackReader.Reading reading) {
        FaceException readError = reading.error();
        if (readError != null) {
            error.addSuppressed(readError);
        }
        return error;
    }
}
