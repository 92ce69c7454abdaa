package io.efface.testkit.broken;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.util.Set;

/** Delegates all calls to the sound provider. A subclass overrides a method to break it. */
class DelegatingProvider implements ProviderRepository {
    final ProviderRepository sound;

    DelegatingProvider(ProviderRepository sound) {
        this.sound = sound;
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return sound.deletePerson(person, call);
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        return sound.deleteFaces(person, faces, call);
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        return sound.findPerson(person, call);
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
