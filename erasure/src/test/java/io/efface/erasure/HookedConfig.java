package io.efface.erasure;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import java.util.Optional;
import java.util.Set;

/** The in-memory provider with something happening before and after each of its requests. */
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
    public String place() {
        return inner.place();
    }

    @Override
    public FaceRepository open(OpenContext context) {
        FaceRepository repository = inner.open(context);
        return new FaceRepository() {
            @Override
            public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                before.about(Operation.DELETE_PERSON, person);
                try {
                    return repository.deletePerson(person, options);
                } finally {
                    after.about(Operation.DELETE_PERSON, person);
                }
            }

            @Override
            public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                before.about(Operation.DELETE_FACES, person);
                try {
                    return repository.deleteFaces(person, faces, options);
                } finally {
                    after.about(Operation.DELETE_FACES, person);
                }
            }

            @Override
            public Optional<Person> findPerson(PersonId person, CallOptions options) {
                before.about(Operation.FIND_PERSON, person);
                try {
                    return repository.findPerson(person, options);
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
