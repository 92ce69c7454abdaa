package io.efface.config;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.layers.BeforeRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Calls the caller's {@link BeforeRequest} before each request, counts the reads that were answered, and reports a linkage error of
 * the provider as {@code CONFIGURATION}. The innermost of all layers, so that no wait comes between.
 */
final class AnnouncingRepository implements FaceRepository {
    private final FaceRepository primitive;

    AnnouncingRepository(FaceRepository primitive) {
        this.primitive = primitive;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        announce(Operation.DELETE_PERSON, options);
        try {
            return primitive.deletePerson(person, options);
        } catch (LinkageError e) {
            throw Failure.ofCall(Operation.DELETE_PERSON, e);
        }
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        announce(Operation.DELETE_FACES, options);
        try {
            return primitive.deleteFaces(person, faces, options);
        } catch (LinkageError e) {
            throw Failure.ofFaces(person, faces, e);
        }
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        announce(Operation.FIND_PERSON, options);
        Optional<Person> found = found(person, options);
        options.readTrace().ifPresent(trace -> trace.add(CallTrace.ofRequest(null)));
        return found;
    }

    private Optional<Person> found(PersonId person, CallOptions options) {
        try {
            return primitive.findPerson(person, options);
        } catch (LinkageError e) {
            throw Failure.ofCall(Operation.FIND_PERSON, e);
        }
    }

    @Override
    public Capabilities capabilities() {
        return primitive.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return primitive.unwrap(type);
    }

    @Override
    public void close() {
        primitive.close();
    }

    @Override
    public String toString() {
        return primitive.toString();
    }

    private static void announce(Operation operation, CallOptions options) {
        options.beforeRequest().ifPresent(listener -> listener.about(operation));
    }
}
