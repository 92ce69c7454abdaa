package io.efface.policy;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A layer around an inner repository. Subclasses override the operations that they change. */
abstract class Layer implements AccountRepository {
    private final AccountRepository inner;

    Layer(AccountRepository inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    final AccountRepository inner() {
        return inner;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return inner.deletePerson(person, call);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return inner.deleteFaces(person, faces, call);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        return inner.findPerson(person, call);
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
