package io.efface.canary;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Adds marks to the ids that the contract passes, removes the marks from the results, and collects every result and exception. */
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
        return withoutMarks(collecting(() -> repository.deletePerson(marks.marked(person), options), options));
    }

    private DeletePersonResult withoutMarks(DeletePersonResult marked) {
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
        return withoutMarks(
                collecting(() -> repository.deleteFaces(marks.marked(person), marked(faces), options), options));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions options) {
        return withoutMarks(collecting(() -> repository.findPerson(marks.marked(person), options), options));
    }

    private FindPersonResult withoutMarks(FindPersonResult marked) {
        return new FindPersonResult(
                marked.person().map(found -> {
                    Set<FaceId> faces = new LinkedHashSet<>();
                    found.faces().forEach(face -> faces.add(marks.plain(face)));
                    return new Person(marks.plain(found.id()), faces);
                }),
                marked.readAt(),
                marked.trace());
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return Optional.of(type.cast(this));
        }
        return type == AccountRepository.class
                ? repository
                        .unwrap(AccountRepository.class)
                        .map(MarkedAccount::new)
                        .map(type::cast)
                : repository.unwrap(type);
    }

    /** Does the same for the interface that layers use. */
    private final class MarkedAccount implements AccountRepository {
        private final AccountRepository account;

        MarkedAccount(AccountRepository account) {
            this.account = account;
        }

        @Override
        public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
            return withoutMarks(collecting(() -> account.deletePerson(marks.marked(person), call), call));
        }

        @Override
        public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
            return withoutMarks(collecting(() -> account.deleteFaces(marks.marked(person), marked(faces), call), call));
        }

        @Override
        public FindPersonResult findPerson(PersonId person, LayerCall call) {
            return withoutMarks(collecting(() -> account.findPerson(marks.marked(person), call), call));
        }

        @Override
        public Capabilities capabilities() {
            return account.capabilities();
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> type) {
            return account.unwrap(type);
        }

        @Override
        public void close() {
            account.close();
        }
    }

    private <T> T collecting(Supplier<T> call, Object options) {
        try {
            T result = call.get();
            ObjectWalk.from(collected, result, options);
            return result;
        } catch (FaceException e) {
            Exceptions.collect(e, collected);
            e.facesSoFar().ifPresent(faces -> ObjectWalk.from(collected, faces));
            DeleteFacesResult soFar = e.facesSoFar().map(this::withoutMarks).orElse(null);
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

    private DeleteFacesResult withoutMarks(DeleteFacesResult marked) {
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>();
        marked.faces().forEach((face, result) -> faces.put(marks.plain(face), result));
        return new DeleteFacesResult(marks.plain(marked.person()), faces, marked.personDeleted(), marked.trace());
    }

    @Override
    public Capabilities capabilities() {
        return repository.capabilities();
    }

    @Override
    public String toString() {
        return repository.toString();
    }
}
