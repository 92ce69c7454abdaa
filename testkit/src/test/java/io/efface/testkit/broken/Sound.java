package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.util.Optional;
import java.util.Set;

/** The correct repository to which broken repositories delegate. It is the in-memory repository without layers. */
final class Sound {
    private final InMemoryFaceRepository provider;
    private final FaceRepository repository;

    Sound(InMemoryFaceRepository provider) {
        this.provider = provider;
        this.repository = provider.asFaceRepository();
    }

    DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return repository.deletePerson(person, options);
    }

    DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return repository.deleteFaces(person, faces, options);
    }

    Optional<Person> findPerson(PersonId person, CallOptions options) {
        return repository.findPerson(person, options).person();
    }

    Capabilities capabilities() {
        return provider.capabilities();
    }

    InMemoryFaceLibrary library() {
        return provider.library();
    }

    void put(PersonId person, Set<FaceId> faces) {
        provider.put(person, faces);
    }

    void close() {
        provider.close();
    }
}
