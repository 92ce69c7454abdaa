package io.efface.testkit.broken;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Delegates all calls to the sound repository. A subclass overrides a method to break it. */
class Delegating implements FaceRepository {
    final Sound sound;
    /** An executor of the application, which a repository may use but must not close. It has no threads before its first task. */
    final ExecutorService client = Executors.newCachedThreadPool();

    Delegating(Sound sound) {
        this.sound = sound;
    }

    /** A deletion of faces. */
    @FunctionalInterface
    interface FacesDeletion {
        DeleteFacesResult delete(PersonId person, Set<FaceId> faces, CallOptions options);
    }

    /** Returns a repository that deletes people in another way. */
    static Delegating deletingPeople(Sound sound, BiFunction<PersonId, CallOptions, DeletePersonResult> deletion) {
        return new Delegating(sound) {
            @Override
            public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
                return deletion.apply(person, options);
            }
        };
    }

    /** Returns a repository that deletes faces in another way. */
    static Delegating deletingFaces(Sound sound, FacesDeletion deletion) {
        return new Delegating(sound) {
            @Override
            public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
                return deletion.delete(person, faces, options);
            }
        };
    }

    /** Returns a repository that reads people in another way. */
    static Delegating reading(Sound sound, BiFunction<PersonId, CallOptions, Optional<Person>> read) {
        return new Delegating(sound) {
            @Override
            Optional<Person> read(PersonId person, CallOptions options) {
                return read.apply(person, options);
            }
        };
    }

    /** Returns a repository with other capabilities. */
    static Delegating claiming(Sound sound, Supplier<Capabilities> capabilities) {
        return new Delegating(sound) {
            @Override
            public Capabilities capabilities() {
                return capabilities.get();
            }
        };
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return sound.deletePerson(person, options);
    }

    /** Deletes a person in a call from the layers. */
    DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        return deletePerson(person, AccountView.options(call));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return sound.deleteFaces(person, faces, options);
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions options) {
        return sound.readOf(read(person, options));
    }

    Optional<Person> read(PersonId person, CallOptions options) {
        return sound.findPerson(person, options);
    }

    @Override
    public Capabilities capabilities() {
        return sound.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type == AccountRepository.class
                ? Optional.of(type.cast(new AccountView(this)))
                : FaceRepository.super.unwrap(type);
    }

    void close() {
        sound.close();
    }
}
