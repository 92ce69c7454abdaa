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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The vendor of the in-memory provider: its people, the number of requests, and the prepared faults. To share a library between
 * repositories, set it as a service of {@link io.efface.spi.OpenContext}. Thread-safe; every method is atomic.
 */
public final class InMemoryFaceLibrary {
    private final Object lock = new Object();
    private final People people = new People();
    private final Map<String, InMemoryFaceLibrary> named = new HashMap<>();
    private final Deque<Optional<ContractFault>> faults = new ArrayDeque<>();
    private int requests;

    /** Creates an empty library. */
    public InMemoryFaceLibrary() {}

    /**
     * Returns the library with a name at the same vendor, for accounts with the setting {@code library}. Each library has its own people,
     * requests and faults. The first call with a name creates the library; later calls return the same library.
     */
    public InMemoryFaceLibrary named(String library) {
        Objects.requireNonNull(library, "library");
        synchronized (lock) {
            return named.computeIfAbsent(library, name -> new InMemoryFaceLibrary());
        }
    }

    /**
     * Adds a person, or replaces the person with the same id.
     *
     * @param faces the ids of the faces; copied; may be empty
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
     * Adds a person, or replaces the person with the same id.
     *
     * @throws NullPointerException if an argument or an element is null
     * @throws IllegalArgumentException if an id is blank or contains a control character
     */
    public void put(String person, String... faces) {
        LinkedHashSet<FaceId> ids = new LinkedHashSet<>();
        for (String face : faces) {
            ids.add(FaceId.of(face));
        }
        put(PersonId.of(person), ids);
    }

    /**
     * Returns a copy of all faces that the library holds for a person, including the detached faces of an unfinished deletion; empty if
     * the library holds neither the person nor a face of the person.
     */
    public Optional<Set<FaceId>> faces(PersonId person) {
        Objects.requireNonNull(person, "person");
        synchronized (lock) {
            return people.all(person);
        }
    }

    /** Adds a face that belongs to no person. No request changes this face. */
    public void putFace(FaceId face) {
        Objects.requireNonNull(face, "face");
        synchronized (lock) {
            people.put(face);
        }
    }

    /** Returns whether the library holds a face, whether or not the face belongs to a person. */
    public boolean holds(FaceId face) {
        Objects.requireNonNull(face, "face");
        synchronized (lock) {
            return people.hasFace(face);
        }
    }

    /** Returns a copy of the ids of all people for whom the library holds a record or a face, in the order of their addition. */
    public List<PersonId> people() {
        synchronized (lock) {
            return people.ids();
        }
    }

    /** Returns the number of requests that arrived, including rejected and failed requests. */
    public int requests() {
        synchronized (lock) {
            return requests;
        }
    }

    /** Returns the ids of all requests that arrived, the oldest first. */
    public List<String> requestIds() {
        return IntStream.rangeClosed(1, requests())
                .mapToObj(InMemoryFaceLibrary::requestId)
                .toList();
    }

    private static String requestId(int number) {
        return "memory-" + number;
    }

    /**
     * Returns whether this library can simulate a fault. It cannot simulate faults of a network connection; a slow response, for example,
     * is the same as no response.
     */
    public boolean shows(ContractFault fault) {
        return switch (fault) {
            case TRUNCATED, HTML, NESTED, OVERSIZED -> false;
            default -> true;
        };
    }

    /**
     * Prepares the fault of the next request. Each further call of this method prepares the fault of the following request.
     *
     * @return false if this library {@linkplain #shows(ContractFault) cannot simulate the fault}; then no fault is prepared
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

    /** Prepares that the next request has no fault, so that a later request can have one. */
    public void passNext() {
        synchronized (lock) {
            faults.add(Optional.empty());
        }
    }

    /**
     * Receives one request.
     *
     * @param effect the change of the people; applied to a copy of the people if the fault prevents the change
     * @return the response and the fault
     */
    <T> Exchange<T> exchange(Function<People, T> effect) {
        synchronized (lock) {
            requests++;
            Optional<ContractFault> scripted = faults.poll();
            ContractFault fault = scripted == null ? null : scripted.orElse(null);
            boolean happens = fault == null || fault.deletes();
            return new Exchange<>(effect.apply(happens ? people : people.copy()), fault, requestId(requests));
        }
    }

    /** Shows only the number of people, because ids identify people. */
    @Override
    public String toString() {
        synchronized (lock) {
            return "InMemoryFaceLibrary[" + people.ids().size() + " people]";
        }
    }

    /**
     * One request that the library received.
     *
     * @param result the content of the response
     * @param fault the fault of the request, or null
     * @param requestId the library's id of the request
     */
    record Exchange<T>(T result, @Nullable ContractFault fault, String requestId) {}
}
