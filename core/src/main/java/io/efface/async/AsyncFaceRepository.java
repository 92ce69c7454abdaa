package io.efface.async;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Runs the calls of a repository on an executor. The caller shuts the executor down. Thread-safe.
 *
 * <p>Each call occupies a thread of the executor until the call ends, so the number of threads limits the number of concurrent calls.
 */
public final class AsyncFaceRepository {
    private final FaceRepository repository;
    private final Executor executor;

    private AsyncFaceRepository(FaceRepository repository, Executor executor) {
        this.repository = repository;
        this.executor = executor;
    }

    /**
     * Returns an object that runs the calls of a repository on an executor.
     *
     * @throws NullPointerException if an argument is null
     */
    public static AsyncFaceRepository of(FaceRepository repository, Executor executor) {
        return new AsyncFaceRepository(
                Objects.requireNonNull(repository, "repository"), Objects.requireNonNull(executor, "executor"));
    }

    /**
     * Begins the call {@link FaceRepository#deletePerson(PersonId, CallOptions)} on the executor.
     *
     * @throws NullPointerException if an argument is null
     */
    public FaceCall<DeletePersonResult> deletePerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        return begin(Operation.DELETE_PERSON, options, callOptions -> repository.deletePerson(person, callOptions));
    }

    /**
     * Begins the call {@link FaceRepository#deleteFaces(PersonId, Set, CallOptions)} on the executor. The set is copied before this method
     * returns.
     *
     * @throws NullPointerException if an argument or a face is null
     */
    public FaceCall<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Person copy = new Person(person, faces);
        return begin(
                Operation.DELETE_FACES,
                options,
                callOptions -> repository.deleteFaces(person, copy.faces(), callOptions));
    }

    /**
     * Begins the call {@link FaceRepository#findPerson(PersonId, CallOptions)} on the executor.
     *
     * @throws NullPointerException if an argument is null
     */
    public FaceCall<FindPersonResult> findPerson(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        return begin(Operation.FIND_PERSON, options, callOptions -> repository.findPerson(person, callOptions));
    }

    private <T> FaceCall<T> begin(Operation operation, CallOptions options, Function<CallOptions, T> work) {
        ExecutedCall<T> call = new ExecutedCall<>(operation, Objects.requireNonNull(options, "options"), work);
        call.startOn(executor);
        return call;
    }
}
