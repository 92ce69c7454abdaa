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

/** The people that an emulator stores, in order of their addition. Thread-safe; every method is atomic. */
public final class FaceLibrary {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StoredPerson> people = new LinkedHashMap<>();
    private final Map<String, String> holders = new HashMap<>();

    /** Creates an empty library. */
    public FaceLibrary() {}

    /**
     * Adds a person. Replaces a person with the same id.
     *
     * @throws NullPointerException if the person is null
     */
    public void put(StoredPerson person) {
        Objects.requireNonNull(person, "person");
        exclusively(library -> library.replace(person));
    }

    /** Adds a person with these faces. Replaces a person with the same id. */
    public void put(String personId, String... faceIds) {
        put(new StoredPerson(personId, List.of(faceIds)));
    }

    /** Appends faces to a person. Creates the person if it does not exist. Intended for initial data. */
    public void addFaces(String personId, List<String> faceIds) {
        exclusively(library -> {
            StoredPerson old = library.people.getOrDefault(personId, new StoredPerson(personId, List.of()));
            List<String> all = new ArrayList<>(old.faceIds());
            all.addAll(faceIds);
            return library.replace(old.withFaceIds(all));
        });
    }

    /** Removes a person with all faces. Returns false if the person did not exist. */
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

    /** Returns the person with this id, or empty if there is no such person. */
    public Optional<StoredPerson> person(String personId) {
        return exclusively(library -> Optional.ofNullable(library.people.get(personId)));
    }

    /**
     * Returns the id of the person with this face, or empty if no person has the face. If several people have the face, returns the person
     * who was added last.
     */
    public Optional<String> holder(String faceId) {
        return exclusively(library -> Optional.ofNullable(library.holders.get(faceId)));
    }

    /** Returns all people at this moment, in order of their addition. */
    public List<StoredPerson> snapshot() {
        return exclusively(library -> List.copyOf(library.people.values()));
    }

    /** Returns the number of people. */
    public int size() {
        return exclusively(library -> library.people.size());
    }

    /**
     * Runs several steps as one atomic step. No other thread reads or changes the library during the steps.
     *
     * @param steps function that receives this library and may call all its methods
     * @return the result of the steps
     */
    public <R> R exclusively(Function<FaceLibrary, R> steps) {
        lock.lock();
        try {
            return steps.apply(this);
        } finally {
            lock.unlock();
        }
    }

    /** Returns an independent copy of this library. */
    FaceLibrary copy() {
        FaceLibrary copy = new FaceLibrary();
        snapshot().forEach(copy::put);
        return copy;
    }

    /** Returns an independent library that contains a copy of this person, or no person if the person does not exist. */
    FaceLibrary copyOf(String personId) {
        FaceLibrary copy = new FaceLibrary();
        person(personId).ifPresent(copy::put);
        return copy;
    }

    /** Shows only the number of people, because all other data identifies people. */
    @Override
    public String toString() {
        return "FaceLibrary[" + size() + " people]";
    }
}
