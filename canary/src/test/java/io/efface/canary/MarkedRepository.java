package io.efface.canary;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.Person;
import io.efface.PersonId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Turns the contract's ids into marked ones on the way in and back on the way out, and collects what is returned and thrown. */
final class MarkedRepository implements FaceRepository {
    private final FaceRepository repository;
    private final Marks marks;
    private final Collected collected;

    MarkedRepository(FaceRepository repository, Marks marks, Collected collected) {
        this.repository = repository;
        this.marks = marks;
        this.collected = collected;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        DeletePersonResult marked = collecting(() -> repository.deletePerson(marks.marked(person), options), options);
        return new DeletePersonResult(
                marks.plain(marked.person()),
                marked.outcome(),
                marked.evidence(),
                marked.verifiedAt(),
                marked.maybeByEarlierAttempt(),
                marked.trace());
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return plain(collecting(() -> repository.deleteFaces(marks.marked(person), marked(faces), options), options));
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        return collecting(() -> repository.findPerson(marks.marked(person), options), options)
                .map(found -> {
                    Set<FaceId> faces = new LinkedHashSet<>();
                    found.faces().forEach(face -> faces.add(marks.plain(face)));
                    return new Person(marks.plain(found.id()), faces);
                });
    }

    private <T> T collecting(Supplier<T> call, CallOptions options) {
        try {
            T result = call.get();
            ObjectWalk.from(collected, result, options);
            return result;
        } catch (FaceException e) {
            Exceptions.collect(e, collected);
            e.facesSoFar().ifPresent(faces -> ObjectWalk.from(collected, faces));
            DeleteFacesResult soFar = e.facesSoFar().map(this::plain).orElse(null);
            throw soFar == null ? e : e.toBuilder().facesSoFar(soFar).build();
        } catch (RuntimeException e) {
            Exceptions.collect(e, collected);
            throw e;
        }
    }

    private Set<FaceId> marked(Set<FaceId> faces) {
        if (faces == null) {
            return null;
        }
        Set<FaceId> marked = new LinkedHashSet<>();
        faces.forEach(face -> marked.add(marks.marked(face)));
        return marked;
    }

    private DeleteFacesResult plain(DeleteFacesResult marked) {
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        marked.faces().forEach((face, result) -> faces.put(marks.plain(face), result));
        return new DeleteFacesResult(marks.plain(marked.person()), faces, marked.personDeleted(), marked.trace());
    }

    @Override
    public Capabilities capabilities() {
        return repository.capabilities();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : repository.unwrap(type);
    }

    @Override
    public void close() {
        repository.close();
    }

    @Override
    public String toString() {
        return repository.toString();
    }
}
