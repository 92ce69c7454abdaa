package io.efface.policy;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A repository around another one that passes everything on; a layer overrides what it is about. */
abstract class Layer implements FaceRepository {
    private final FaceRepository inner;

    Layer(FaceRepository inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    final FaceRepository inner() {
        return inner;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return inner.deletePerson(person, options);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return inner.deleteFaces(person, faces, options);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        return inner.findPerson(person, options);
    }

    @Override
    public final Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public final <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : inner.unwrap(type);
    }

    @Override
    public final void close() {
        inner.close();
    }
}
