package io.efface.emulator.rekognition;

import io.efface.emulator.FaceLibrary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stored state of the emulator: collections, and the responses to requests with a {@code ClientRequestToken}. Thread-safe. */
final class RekognitionState {
    private static final int TOKENS_KEPT = 1_000;

    private final Map<String, RekognitionCollection> collections = new LinkedHashMap<>();
    private final Map<String, Answered> tokens = new LinkedHashMap<>();
    private final String firstId;
    private final FaceLibrary firstUsers;

    /** Creates a state without collections. If a collection is created with the id {@code firstId}, {@code firstUsers} stores its Users. */
    RekognitionState(String firstId, FaceLibrary firstUsers) {
        this.firstId = firstId;
        this.firstUsers = firstUsers;
    }

    /** A request with a token, and its response. */
    private record Answered(Map<String, @Nullable Object> request, Map<String, ?> response) {}

    synchronized Optional<RekognitionCollection> find(String id) {
        return Optional.ofNullable(collections.get(id));
    }

    /**
     * Creates a collection.
     *
     * @throws RekognitionErrorException {@code ResourceAlreadyExistsException} if a collection with this id exists
     */
    synchronized RekognitionCollection create(String id, Instant now) {
        if (collections.containsKey(id)) {
            throw new RekognitionErrorException(
                    "ResourceAlreadyExistsException", "The collection id: " + id + " already exists");
        }
        RekognitionCollection created =
                new RekognitionCollection(id, now, id.equals(firstId) ? firstUsers : new FaceLibrary());
        collections.put(id, created);
        return created;
    }

    /** Deletes a collection with all Users and faces. */
    synchronized void delete(RekognitionCollection collection) {
        collections.remove(collection.id());
        collection.users().clear();
    }

    synchronized List<String> ids() {
        return List.copyOf(collections.keySet());
    }

    /**
     * Returns the response to an earlier request with this token, or performs the work and stores its response.
     *
     * @throws RekognitionErrorException {@code IdempotentParameterMismatchException} if the earlier request had other parameters
     */
    synchronized Map<String, ?> once(
            String token, Map<String, @Nullable Object> request, Supplier<Map<String, ?>> work) {
        Answered earlier = tokens.get(token);
        if (earlier != null) {
            if (!earlier.request().equals(request)) {
                throw new RekognitionErrorException("IdempotentParameterMismatchException");
            }
            return earlier.response();
        }
        Map<String, ?> response = work.get();
        if (tokens.size() == TOKENS_KEPT) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        tokens.put(token, new Answered(request, response));
        return response;
    }

    /** Runs several steps as one atomic step. No other request reads or changes the state during the steps. */
    synchronized <R> R exclusively(Supplier<R> steps) {
        return steps.get();
    }

    /** Returns an independent copy of this state. */
    synchronized RekognitionState copy() {
        RekognitionState copy = new RekognitionState("", new FaceLibrary());
        collections.forEach((id, collection) -> copy.collections.put(id, collection.copy()));
        copy.tokens.putAll(tokens);
        return copy;
    }
}
