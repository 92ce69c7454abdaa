package io.efface.erasure;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.util.Optional;
import java.util.Set;

/** The in-memory provider with hooks that are called before and after each request. */
record HookedConfig(ProviderConfig inner, Hook before, Hook after) implements ProviderConfig {
    interface Hook {
        Hook NONE = (operation, person) -> {};

        void about(Operation operation, PersonId person);
    }

    @Override
    public String provider() {
        return inner.provider();
    }

    @Override
    public Optional<String> keyFingerprint() {
        return inner.keyFingerprint();
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public String place() {
        return inner.place();
    }

    @Override
    public String placeIdentity() {
        return inner.placeIdentity();
    }

    @Override
    public Optional<String> library() {
        return inner.library();
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        ProviderRepository repository = inner.open(context);
        return new ProviderRepository() {
            @Override
            public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                before.about(Operation.DELETE_PERSON, person);
                try {
                    return repository.deletePerson(person, call);
                } finally {
                    after.about(Operation.DELETE_PERSON, person);
                }
            }

            @Override
            public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
                before.about(Operation.DELETE_FACES, person);
                try {
                    return repository.deleteFaces(person, faces, call);
                } finally {
                    after.about(Operation.DELETE_FACES, person);
                }
            }

            @Override
            public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
                before.about(Operation.FIND_PERSON, person);
                try {
                    return repository.findPerson(person, call);
                } finally {
                    after.about(Operation.FIND_PERSON, person);
                }
            }

            @Override
            public Capabilities capabilities() {
                return repository.capabilities();
            }

            @Override
            public void close() {
                repository.close();
            }
        };
    }
}
