package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;

/** A broken repository as the layers call it. It passes deadline and cancellation on. */
record AccountView(Delegating repository) implements AccountRepository {
    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return repository.deletePerson(person, call);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        return repository.deleteFaces(person, faces, options(call));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        return repository.findPerson(person, options(call));
    }

    static CallOptions options(LayerCall call) {
        CallOptions options = CallOptions.defaults();
        if (call.deadline().isPresent()) {
            options = options.withDeadline(call.deadline().get());
        }
        return call.cancellation().isPresent()
                ? options.withCancellation(call.cancellation().get())
                : options;
    }

    @Override
    public Capabilities capabilities() {
        return repository.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return repository.unwrap(type);
    }

    @Override
    public void close() {}
}
