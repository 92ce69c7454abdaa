package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryFaceRepository;
import java.util.Optional;
import java.util.Set;

/** Does what a sound repository does, until a subclass breaks something. */
class Delegating implements FaceRepository {
    final InMemoryFaceRepository sound;

    Delegating(InMemoryFaceRepository sound) {
        this.sound = sound;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return sound.deletePerson(person, options);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return sound.deleteFaces(person, faces, options);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        return sound.findPerson(person, options);
    }

    @Override
    public Capabilities capabilities() {
        return sound.capabilities();
    }

    @Override
    public void close() {
        sound.close();
    }
}
