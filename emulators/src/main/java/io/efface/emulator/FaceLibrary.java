package io.efface.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The people an emulator holds, in order of their addition. Thread-safe; every method is atomic. */
public final class FaceLibrary {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoredPerson> people = new LinkedHashMap<>();
    private final Map<String, String> holders = new HashMap<>();

    /** An empty library. */
    public FaceLibrary() {}

    /**
     * Adds a person, or replaces the one of the same id in its place.
     *
     * @throws NullPointerException if the person is null
     */
    public void put(StoredPerson person) {
        Objects.requireNonNull(person, "person");
        exclusively(library -> library.replace(person));
    }

    /** Adds a person with these faces, or replaces the one of the same id in its place. */
    public void put(String personId, String... faceIds) {
        put(new StoredPerson(personId, List.of(faceIds)));
    }

    /** Adds faces at the end of a person's, creating the person when it does not exist yet. Made for seeding. */
    public void addFaces(String personId, List<String> faceIds) {
        exclusively(library -> {
            StoredPerson old = library.people.getOrDefault(personId, new StoredPerson(personId, List.of()));
            List<String> all = new ArrayList<>(old.faceIds());
            all.addAll(faceIds);
            return library.replace(old.withFaceIds(all));
        });
    }

    /** Removes a person with all faces; false when there was none. */
    public boolean remove(String personId) {
        return exclusively(library -> library.forget(personId));
    }

    private boolean replace(StoredPerson person) {
        StoredPerson old = people.put(person.id(), person);
        if (old != null) {
            old.faceIds().forEach(face -> holders.remove(face, person.id()));
        }
        person.faceIds().forEach(face -> holders.put(face, person.id()));
        return old != null;
    }

    private boolean forget(String personId) {
        StoredPerson old = people.remove(personId);
        if (old != null) {
            old.faceIds().forEach(face -> holders.remove(face, personId));
        }
        return old != null;
    }

    /** Removes all people. */
    public void clear() {
        lock.lock();
        try {
            people.clear();
            holders.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The person of this id, or empty when there is none. */
    public Optional<StoredPerson> person(String personId) {
        return exclusively(library -> Optional.ofNullable(library.people.get(personId)));
    }

    /** Returns the id of the person who has a face, or empty if the library does not have it. Of several people, the one that was added last. */
    public Optional<String> holder(String faceId) {
        return exclusively(library -> Optional.ofNullable(library.holders.get(faceId)));
    }

    /** Everybody at one moment, in order of addition. */
    public List<StoredPerson> snapshot() {
        return exclusively(library -> List.copyOf(library.people.values()));
    }

    /** How many people there are. */
    public int size() {
        return exclusively(library -> library.people.size());
    }

    /**
     * Runs several steps as one: no other thread reads or changes the library meanwhile.
     *
     * @param steps gets this library; may call every method of it
     * @return what the steps return
     */
    public <R> R exclusively(Function<FaceLibrary, R> steps) {
        lock.lock();
        try {
            return steps.apply(this);
        } finally {
            lock.unlock();
        }
    }

    /** Returns a copy of this library; changes to it do not change this one. */
    FaceLibrary copy() {
        FaceLibrary copy = new FaceLibrary();
        snapshot().forEach(copy::put);
        return copy;
    }

    /** A library of its own that holds a copy of at most this one person; changes to it change nothing here. */
    FaceLibrary copyOf(String personId) {
        FaceLibrary copy = new FaceLibrary();
        person(personId).ifPresent(copy::put);
        return copy;
    }

    /** Shows the number of people only, because the rest identifies people. */
    @Override
    public String toString() {
        return "FaceLibrary[" + size() + " people]";
    }
}
