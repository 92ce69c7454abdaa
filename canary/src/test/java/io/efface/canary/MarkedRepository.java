package io.efface.canary;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Adds marks to the ids that the contract passes, removes the marks from the results, and collects every result and exception. */
final class MarkedRepository implements FaceRepository {
    private final FaceRepository repository;
    private final Marks marks;
    private final Collected collected;
    private final Runnable beforeCall;

    /**
     * Creates a repository.
     *
     * @param beforeCall is run before each call
     */
    MarkedRepository(FaceRepository repository, Marks marks, Collected collected, Runnable beforeCall) {
        this.repository = repository;
        this.beforeCall = beforeCall;
        this.marks = marks;
        this.collected = collected;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return withoutMarks(collecting(() -> repository.deletePerson(marks.marked(person), marked(options)), options));
    }

    private DeletePersonResult withoutMarks(DeletePersonResult marked) {
        return new DeletePersonResult(
                marks.plain(marked.person()),
                marked.outcome(),
                marked.evidence(),
                marked.verifiedAt(),
                marked.maybeByEarlierAttempt(),
                plain(marked.trace()));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return withoutMarks(collecting(
                () -> repository.deleteFaces(marks.marked(person), marked(faces), marked(options)), options));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions options) {
        return withoutMarks(collecting(() -> repository.findPerson(marks.marked(person), marked(options)), options));
    }

    private FindPersonResult withoutMarks(FindPersonResult marked) {
        return new FindPersonResult(
                marked.person().map(found -> {
                    Set<FaceId> faces = new LinkedHashSet<>();
                    found.faces().forEach(face -> faces.add(marks.plain(face)));
                    return new Person(marks.plain(found.id()), faces);
                }),
                marked.readAt(),
                plain(marked.trace()));
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return Optional.of(type.cast(this));
        }
        if (type == AccountRepository.class) {
            return repository
                    .unwrap(AccountRepository.class)
                    .map(MarkedAccount::new)
                    .map(type::cast);
        }
        return type == ProviderRepository.class
                ? repository
                        .unwrap(ProviderRepository.class)
                        .map(MarkedProvider::new)
                        .map(type::cast)
                : repository.unwrap(type);
    }

    /** Adds and removes the marks in the calls of the provider's repository, whose operations consist of steps. */
    private final class MarkedProvider implements ProviderRepository {
        private final ProviderRepository provider;

        MarkedProvider(ProviderRepository provider) {
            this.provider = provider;
        }

        @Override
        public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
            return plainStep(
                    collecting(() -> provider.deletePerson(marks.marked(person), markedCall(call)), call),
                    MarkedRepository.this::withoutMarks);
        }

        @Override
        public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
            return plainStep(
                    collecting(() -> provider.deleteFaces(marks.marked(person), marked(faces), markedCall(call)), call),
                    MarkedRepository.this::withoutMarks);
        }

        @Override
        public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
            return plainStep(
                    collecting(() -> provider.findPerson(marks.marked(person), markedCall(call)), call),
                    MarkedRepository.this::withoutMarks);
        }

        private <T extends CallResult<T>> Step<T> plainStep(Step<T> step, UnaryOperator<T> change) {
            if (!(step instanceof Step.More<T> more)) {
                return step.map(change);
            }
            return more.withTrace(MarkedRepository.this.plain(more.trace()))
                    .detaching(MarkedRepository.this.plain(more.detaching()))
                    .withNext(call -> plainStep(collecting(() -> more.next().apply(markedCall(call)), call), change));
        }

        private CallContext markedCall(CallContext call) {
            return call instanceof LayerCall layers ? marked(layers) : call;
        }

        @Override
        public Capabilities capabilities() {
            return provider.capabilities();
        }

        @Override
        public boolean hasNewKey() {
            return provider.hasNewKey();
        }

        @Override
        public void close() {
            provider.close();
        }
    }

    /** Adds and removes the marks in the calls of the interface that layers use. */
    private final class MarkedAccount implements AccountRepository {
        private final AccountRepository account;

        MarkedAccount(AccountRepository account) {
            this.account = account;
        }

        @Override
        public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
            return withoutMarks(collecting(() -> account.deletePerson(marks.marked(person), marked(call)), call));
        }

        @Override
        public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
            return withoutMarks(
                    collecting(() -> account.deleteFaces(marks.marked(person), marked(faces), marked(call)), call));
        }

        @Override
        public FindPersonResult findPerson(PersonId person, LayerCall call) {
            return withoutMarks(collecting(() -> account.findPerson(marks.marked(person), marked(call)), call));
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
        beforeCall.run();
        try {
            T result = call.get();
            ObjectWalk.from(collected, result, options);
            return result;
        } catch (FaceException e) {
            Exceptions.collect(e, collected);
            e.facesSoFar().ifPresent(faces -> ObjectWalk.from(collected, faces));
            DeleteFacesResult soFar = e.facesSoFar().map(this::withoutMarks).orElse(null);
            if (soFar == null && e.detachedFaces().isEmpty()) {
                throw e;
            }
            FaceExceptionBuilder plain = e.toBuilder().detachedFaces(plain(e.detachedFaces()));
            throw (soFar == null ? plain : plain.facesSoFar(soFar)).build();
        } catch (RuntimeException e) {
            Exceptions.collect(e, collected);
            throw e;
        }
    }

    private CallOptions marked(CallOptions options) {
        return options == null ? null : options.withDetachedFaces(marked(options.detachedFaces()));
    }

    private LayerCall marked(LayerCall call) {
        return call.withMoreDetachedFaces(marked(call.detachedFaces()));
    }

    private CallTrace plain(CallTrace trace) {
        return trace.withDetachedFaces(plain(trace.detachedFaces()));
    }

    private Set<FaceId> plain(Set<FaceId> faces) {
        Set<FaceId> plain = new LinkedHashSet<>();
        faces.forEach(face -> plain.add(marks.plain(face)));
        return plain;
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
        return new DeleteFacesResult(
                marks.plain(marked.person()), faces, marked.personDeleted(), plain(marked.trace()));
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
