package io.efface.testkit.memory;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.testkit.ContractFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's side of the in-memory provider: who is held, what was asked, and how to misbehave next. Thread-safe; every method
 * is atomic. Several repositories may share one library: hand it to them as a service of
 * {@link io.efface.spi.OpenContext}.
 */
public final class InMemoryFaceLibrary {
    private final Object lock = new Object();
    private final People people = new People();
    private final Map<String, InMemoryFaceLibrary> named = new HashMap<>();
    private final Deque<Optional<ContractFault>> faults = new ArrayDeque<>();
    private int requests;

    /** Makes an empty library. */
    public InMemoryFaceLibrary() {}

    /**
     * Returns the library of a name at the same vendor, which has people, requests and faults of its own. It is made at the first call;
     * later calls return the same. Accounts with the setting {@code library} work on it.
     */
    public InMemoryFaceLibrary named(String library) {
        Objects.requireNonNull(library, "library");
        synchronized (lock) {
            return named.computeIfAbsent(library, name -> new InMemoryFaceLibrary());
        }
    }

    /**
     * Adds a person, or replaces the one of the same id.
     *
     * @param faces copied; may be empty
     * @throws NullPointerException if an argument or an element is null
     */
    public void put(PersonId person, Set<FaceId> faces) {
        Objects.requireNonNull(person, "person");
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        synchronized (lock) {
            people.put(person, copy);
        }
    }

    /**
     * Adds a person, or replaces the one of the same id.
     *
     * @throws NullPointerException if an argument or an element is null
     * @throws IllegalArgumentException if an id is blank or holds a control character
     */
    public void put(String person, String... faces) {
        LinkedHashSet<FaceId> ids = new LinkedHashSet<>();
        for (String face : faces) {
            ids.add(FaceId.of(face));
        }
        put(PersonId.of(person), ids);
    }

    /**
     * Returns a copy of all faces that the library holds of a person, also of those that an unfinished deletion detached from it, or
     * empty if it holds neither the person nor a face of it.
     */
    public Optional<Set<FaceId>> faces(PersonId person) {
        Objects.requireNonNull(person, "person");
        synchronized (lock) {
            return people.all(person);
        }
    }

    /** Returns a copy of the ids of all people of whom the library holds a record or a face, in order of their addition. */
    public List<PersonId> people() {
        synchronized (lock) {
            return people.ids();
        }
    }

    /** Returns how many requests arrived, refused and ill-fated ones included. */
    public int requests() {
        synchronized (lock) {
            return requests;
        }
    }

    /**
     * Returns whether this library can show a fault: not those that need a wire. Without one, an answer that takes minutes is
     * no different from none.
     */
    public boolean shows(ContractFault fault) {
        return switch (fault) {
            case TRUNCATED, HTML, NESTED, OVERSIZED -> false;
            default -> true;
        };
    }

    /**
     * Scripts a misbehaviour for the next request; called again, for the one after.
     *
     * @return false if this library {@linkplain #shows(ContractFault) cannot show it}; nothing is scripted then
     */
    public boolean failNext(ContractFault fault) {
        if (!shows(fault)) {
            return false;
        }
        synchronized (lock) {
            faults.add(Optional.of(fault));
        }
        return true;
    }

    /** Scripts that the next request goes well, so that the one after can be made to fail. */
    public void passNext() {
        synchronized (lock) {
            faults.add(Optional.empty());
        }
    }

    /**
     * Receives one request.
     *
     * @param effect what it does to the people; gets a copy when the fault at hand keeps it from happening
     * @return what became of it
     */
    <T> Exchange<T> exchange(Function<People, T> effect) {
        synchronized (lock) {
            requests++;
            Optional<ContractFault> scripted = faults.poll();
            ContractFault fault = scripted == null ? null : scripted.orElse(null);
            boolean happens = fault == null || fault.deletes();
            return new Exchange<>(effect.apply(happens ? people : people.copy()), fault, "memory-" + requests);
        }
    }

    /** Shows the number of people only, because the rest identifies people. */
    @Override
    public String toString() {
        synchronized (lock) {
            return "InMemoryFaceLibrary[" + people.ids().size() + " people]";
        }
    }

    /**
     * One request as the library took it.
     *
     * @param answer what the answer says when it arrives
     * @param fault what goes wrong with it, or null
     * @param requestId the library's id of the request
     */
    record Exchange<T>(T answer, @Nullable ContractFault fault, String requestId) {}
}
