package io.efface.testkit.example;

import io.efface.CallTrace;
import io.efface.Cancellation;
import io.efface.Capabilities;
import io.efface.Classification;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Translates each method call into one call of Acme's client. */
final class AcmeFaceRepository implements ProviderRepository {
    /** The meaning of an error code of Acme. */
    private record CodeMeaning(ErrorKind kind, Effect effect, RetryAdvice advice) {}

    // Source: Acme API reference, 'Errors', 2026-01-15. Acme may have carried out a deletion before it reports
    // 'internal'.
    private static final Map<String, CodeMeaning> CODES = Map.of(
            "slow_down", new CodeMeaning(ErrorKind.RATE_LIMITED, Effect.NONE, RetryAdvice.BACKOFF),
            "busy", new CodeMeaning(ErrorKind.CONFLICT, Effect.NONE, RetryAdvice.BACKOFF),
            "bad_key", new CodeMeaning(ErrorKind.UNAUTHENTICATED, Effect.NONE, RetryAdvice.NEVER),
            "forbidden", new CodeMeaning(ErrorKind.PERMISSION_DENIED, Effect.NONE, RetryAdvice.NEVER),
            "internal", new CodeMeaning(ErrorKind.INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF));
    private static final CodeMeaning UNLISTED = new CodeMeaning(ErrorKind.UNKNOWN, Effect.UNKNOWN, RetryAdvice.NEVER);

    private final AcmeClient client;
    private final Clock clock;
    private volatile boolean closed;

    AcmeFaceRepository(AcmeClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        boolean existed =
                send(Operation.DELETE_PERSON, call, () -> client.deletePerson(person.value()), Function.identity());
        PersonOutcome outcome = existed ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
        return Step.done(DeletePersonResult.of(person, outcome, Evidence.CONFIRMED, CallTrace.ofRequest(null)));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        Set<FaceId> requested = checked(faces);
        List<String> ids = requested.stream().map(FaceId::value).toList();
        CallTrace trace = CallTrace.ofRequest(null);
        // The outcomes of the faces if the request fails after it was sent.
        DeleteFacesResult unknown = DeleteFacesResult.all(person, requested, FaceResult.unknown(), trace);
        Optional<List<String>> deleted = send(
                Operation.DELETE_FACES,
                call,
                () -> client.deleteFaces(person.value(), ids),
                failure -> failure.facesSoFar(unknown));
        if (deleted.isEmpty()) {
            return Step.done(
                    DeleteFacesResult.all(person, requested, FaceResult.alreadyAbsent(Evidence.CONFIRMED), trace));
        }
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : requested) {
            boolean listed = deleted.get().contains(face.value());
            results.put(face, listed ? FaceResult.deleted(Evidence.CONFIRMED) : FaceResult.unconfirmed());
        }
        return Step.done(DeleteFacesResult.of(person, results, trace));
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        Instant readAt = clock.instant();
        Optional<Person> found = send(
                        Operation.FIND_PERSON, call, () -> client.facesOf(person.value()), Function.identity())
                .map(faces -> new Person(
                        person, faces.stream().map(FaceId::of).collect(Collectors.toCollection(LinkedHashSet::new))));
        return Step.done(new FindPersonResult(found, readAt, CallTrace.ofRequest(null)));
    }

    @Override
    public Capabilities capabilities() {
        return AcmeFaceRepositoryProvider.CAPABILITIES;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One call of Acme's client. */
    private interface Request<T> {
        T send() throws IOException, AcmeClient.Rejected;
    }

    /**
     * Sends a request and translates its failure.
     *
     * @param addOutcomes adds the outcomes of the faces to an exception whose effect is not {@code NONE}
     */
    private <T> T send(
            Operation operation,
            CallContext call,
            Request<T> request,
            Function<FaceExceptionBuilder, FaceExceptionBuilder> addOutcomes) {
        reasonNotToSend(call).ifPresent(kind -> {
            throw failure(operation, kind).build();
        });
        try {
            return request.send();
        } catch (AcmeClient.Rejected e) {
            CodeMeaning meaning = CODES.getOrDefault(e.code, UNLISTED);
            FaceExceptionBuilder failure = failure(operation, meaning.kind())
                    .effect(meaning.effect())
                    .advice(meaning.advice())
                    .origin(Origin.VENDOR)
                    .classification(Classification.CODE)
                    .vendorCode(e.code)
                    .attempts(1);
            throw (meaning.effect() == Effect.NONE ? failure : addOutcomes.apply(failure)).build();
        } catch (IOException e) {
            // The message may contain ids or secrets, so the exception is not attached.
            FaceExceptionBuilder failure = failure(operation, ErrorKind.UNAVAILABLE)
                    .effect(Effect.UNKNOWN)
                    .advice(RetryAdvice.BACKOFF)
                    .origin(Origin.NETWORK)
                    .classification(Classification.TRANSPORT)
                    .attempts(1);
            throw addOutcomes.apply(failure).build();
        }
    }

    /** Returns the kind of the error if the request must not be sent. */
    private Optional<ErrorKind> reasonNotToSend(CallContext call) {
        if (closed) {
            return Optional.of(ErrorKind.UNAVAILABLE);
        }
        boolean cancelled = call.cancellation().map(Cancellation::isCancelled).orElse(false);
        if (cancelled || Thread.currentThread().isInterrupted()) {
            return Optional.of(ErrorKind.CANCELLED);
        }
        boolean isLate =
                call.deadline().map(at -> !clock.instant().isBefore(at)).orElse(false);
        return isLate ? Optional.of(ErrorKind.DEADLINE_EXCEEDED) : Optional.empty();
    }

    private static FaceExceptionBuilder failure(Operation operation, ErrorKind kind) {
        return FaceException.of(operation, kind).provider("acme");
    }

    /** Returns the faces if their number is allowed. */
    private static Set<FaceId> checked(Set<FaceId> faces) {
        int limit = AcmeFaceRepositoryProvider.CAPABILITIES.facesPerCall();
        if (faces.size() > limit) {
            throw new IllegalArgumentException("one call accepts at most " + limit + " faces");
        }
        return faces;
    }
}
