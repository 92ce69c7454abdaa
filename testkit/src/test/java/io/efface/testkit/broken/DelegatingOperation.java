package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Delegates all calls to the sound repository. A subclass breaks the calls of one operation. */
abstract class DelegatingOperation extends Delegating {
    private final Operation broken;

    DelegatingOperation(Sound sound, Operation broken) {
        super(sound);
        this.broken = broken;
    }

    /** Returns a repository that changes the exceptions of one operation. */
    static Delegating rethrowing(Sound sound, Operation broken, UnaryOperator<FaceException> change) {
        return new DelegatingOperation(sound, broken) {
            @Override
            <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call) {
                try {
                    return call.get();
                } catch (FaceException e) {
                    throw change.apply(e);
                }
            }
        };
    }

    /**
     * Makes a call of the broken operation.
     *
     * @param faces the caller's set of faces, or an empty set if the operation has none
     * @param call the call to the sound repository
     */
    abstract <T> T call(PersonId person, Set<FaceId> faces, Supplier<T> call);

    /** Returns the options that the sound repository receives. They replace the options of a call of the broken operation. */
    CallOptions sent(CallOptions options) {
        return options;
    }

    private CallOptions sent(Operation operation, CallOptions options) {
        return operation == broken ? sent(options) : options;
    }

    /** Makes a call of another operation. */
    <T> T otherCall(Supplier<T> call) {
        return call.get();
    }

    private <T> T call(Operation operation, PersonId person, Set<FaceId> faces, Supplier<T> call) {
        return operation == broken ? call(person, faces, call) : otherCall(call);
    }

    @Override
    public final DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return call(
                Operation.DELETE_PERSON,
                person,
                Set.of(),
                () -> sound.deletePerson(person, sent(Operation.DELETE_PERSON, options)));
    }

    @Override
    public final DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return call(
                Operation.DELETE_FACES,
                person,
                faces,
                () -> sound.deleteFaces(person, faces, sent(Operation.DELETE_FACES, options)));
    }

    @Override
    final Optional<Person> read(PersonId person, CallOptions options) {
        return call(
                Operation.FIND_PERSON,
                person,
                Set.of(),
                () -> sound.findPerson(person, sent(Operation.FIND_PERSON, options)));
    }
}
