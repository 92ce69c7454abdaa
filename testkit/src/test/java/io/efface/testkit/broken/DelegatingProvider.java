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
import java.util.function.BiFunction;

/** Delegates all calls to the sound provider. A subclass overrides a method to break it. */
class DelegatingProvider implements ProviderRepository {
    final ProviderRepository sound;

    DelegatingProvider(ProviderRepository sound) {
        this.sound = sound;
    }

    /** A deletion of faces. */
    @FunctionalInterface
    interface FacesDeletion {
        Step<DeleteFacesResult> delete(PersonId person, Set<FaceId> faces, CallContext call);
    }

    /** Returns a provider that deletes people in another way. */
    static ProviderRepository deletingPeople(
            ProviderRepository sound, BiFunction<PersonId, CallContext, Step<DeletePersonResult>> deletion) {
        return new DelegatingProvider(sound) {
            @Override
            public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                return deletion.apply(person, call);
            }
        };
    }

    /** Returns a provider that deletes faces in another way. */
    static ProviderRepository deletingFaces(ProviderRepository sound, FacesDeletion deletion) {
        return new DelegatingProvider(sound) {
            @Override
            public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
                return deletion.delete(person, faces, call);
            }
        };
    }

    /** Returns a provider that reads people in another way. */
    static ProviderRepository reading(
            ProviderRepository sound, BiFunction<PersonId, CallContext, Step<FindPersonResult>> read) {
        return new DelegatingProvider(sound) {
            @Override
            public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
                return read.apply(person, call);
            }
        };
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
