package io.efface.testkit.memory;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import io.efface.testkit.memory.InMemoryFaceLibrary.Exchange;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A primitive repository of an {@link InMemoryFaceLibrary}. It obeys the whole contract of {@link ProviderRepository}: an interrupt, a
 * cancellation or a deadline also ends the wait for a response that does not arrive. Thread-safe.
 *
 * <p>{@code unwrap(InMemoryFaceRepository.class)} returns this object from an opened account.
 */
public final class InMemoryFaceRepository implements ProviderRepository {
    private final InMemoryConfig config;
    private final InMemoryFaceLibrary library;
    private final String account;
    private final Clock clock;
    private final Waiting waiting;

    /**
     * Opens a repository of a library. {@link #close()} does not change the library.
     *
     * @param clock the clock of deadlines
     * @param account the account's name, for errors
     */
    public InMemoryFaceRepository(InMemoryConfig config, InMemoryFaceLibrary library, Clock clock, String account) {
        this.config = Objects.requireNonNull(config, "config");
        this.library = Objects.requireNonNull(library, "library");
        this.account = Objects.requireNonNull(account, "account");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.waiting = new Waiting(clock, config.callTimeout());
    }

    /** Opens a repository of a new empty library, with the default behaviour and the system's clock. */
    public InMemoryFaceRepository() {
        this(InMemoryConfig.defaults(), new InMemoryFaceLibrary(), Clock.systemUTC(), InMemoryConfig.NAME);
    }

    /**
     * Returns a view of this repository with the interface that applications use, without layers. The returned object stays open until this
     * repository is closed.
     */
    public FaceRepository asFaceRepository() {
        return new StepsRepository(this, RequestLayer.DIRECT).asFaceRepository(clock);
    }

    /** Returns the library of this repository. */
    public InMemoryFaceLibrary library() {
        return library;
    }

    /** Adds a person to the library, or replaces the person with the same id. */
    public void put(PersonId person, Set<FaceId> faces) {
        library.put(person, faces);
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        if (config.detachesFaces()) {
            return new DetachingDeletion(this, config, person).start(call);
        }
        Exchange<Boolean> exchange = request(Operation.DELETE_PERSON, call, people -> people.remove(person));
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        if (!config.reportsAbsentPersons()) {
            return Step.done(DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, trace));
        }
        PersonOutcome outcome = exchange.result() ? PersonOutcome.DELETED : PersonOutcome.ALREADY_ABSENT;
        return Step.done(DeletePersonResult.of(person, outcome, Evidence.CONFIRMED, trace));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        Set<FaceId> requested = checkedCopy(faces);
        if (config.detachesFaces()) {
            return new DetachingFacesDeletion(this, config, person, requested).start(call);
        }
        Exchange<Removal> exchange = removal(person, requested, call, people -> remove(people, person, requested));
        if (exchange.result().rejected()) {
            throw lastFace(exchange);
        }
        return Step.done(result(person, requested, exchange));
    }

    /** Sends the request that deletes faces. */
    Exchange<Removal> removal(
            PersonId person, Set<FaceId> requested, CallContext call, Function<People, Removal> effect) {
        rejectIfEnded(Operation.DELETE_FACES, call);
        Exchange<Removal> exchange = library.exchange(effect);
        failure(Operation.DELETE_FACES, exchange, call).ifPresent(failure -> {
            // After a rejection by the vendor, and in a missing library, nothing is deleted. After another fault, the
            // results of all faces are unknown.
            if (Failures.hasUnknownEffect(exchange)) {
                CallTrace trace = CallTrace.ofRequest(exchange.requestId());
                failure.facesSoFar(DeleteFacesResult.all(person, requested, FaceResult.unknown(), trace));
            }
            throw failure.build();
        });
        return exchange;
    }

    /** Returns the error of a vendor that rejects a deletion because it keeps the last face of a person. */
    FaceException lastFace(Exchange<?> exchange) {
        return withAccount(Failures.lastFace(exchange)).build();
    }

    /** Returns the results of the faces according to the response. */
    DeleteFacesResult result(PersonId person, Set<FaceId> requested, Exchange<Removal> exchange) {
        Removal removal = exchange.result();
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        return new DeleteFacesResult(person, results(requested, removal), removal.personDeleted(), trace);
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        if (!config.readsBack()) {
            throw withAccount(FaceException.of(Operation.FIND_PERSON, ErrorKind.UNSUPPORTED))
                    .detail("this account has no read-back")
                    .build();
        }
        Instant readAt = clock.instant();
        Exchange<Optional<Set<FaceId>>> exchange =
                request(Operation.FIND_PERSON, call, people -> people.listed(person));
        CallTrace trace = CallTrace.ofRequest(exchange.requestId());
        return pages(new PersonRead(person, readAt, exchange.result()), config.facesPerPage(), trace, call);
    }

    /**
     * A read that is under way. Later pages show the list as it was at the beginning of the read.
     *
     * @param listed the faces of the list, or empty if there is no record of the person
     */
    private record PersonRead(PersonId person, Instant readAt, Optional<Set<FaceId>> listed) {
        FindPersonResult result(Set<FaceId> detached, CallTrace trace) {
            if (listed.isEmpty() && detached.isEmpty()) {
                return FindPersonResult.absent(readAt, trace);
            }
            LinkedHashSet<FaceId> faces = new LinkedHashSet<>(listed.orElse(Set.of()));
            faces.addAll(detached);
            return FindPersonResult.present(new Person(person, faces), readAt, trace);
        }
    }

    private Step<FindPersonResult> pages(PersonRead read, int facesRead, CallTrace trace, CallContext call) {
        int faces = read.listed().map(Set::size).orElse(0);
        if (facesRead < faces) {
            return Step.more(Operation.FIND_PERSON, trace, each -> {
                Exchange<Boolean> exchange = request(Operation.FIND_PERSON, each, people -> true);
                int facesReadNext = facesRead + Math.min(config.facesPerPage(), faces - facesRead);
                return pages(read, facesReadNext, CallTrace.ofRequest(exchange.requestId()), each);
            });
        }
        if (call.detachedFaces().isEmpty()) {
            return Step.done(read.result(Set.of(), trace));
        }
        return Step.more(Operation.FIND_PERSON, trace, each -> {
            Exchange<Set<FaceId>> exchange = request(
                    Operation.FIND_PERSON, each, people -> people.detached(read.person(), each.detachedFaces()));
            return Step.done(read.result(exchange.result(), CallTrace.ofRequest(exchange.requestId())));
        });
    }

    @Override
    public Capabilities capabilities() {
        return config.capabilities();
    }

    /** Ends the calls that are under way. The library does not change. */
    @Override
    public void close() {
        waiting.close();
    }

    /** Shows the account's name. */
    @Override
    public String toString() {
        return "InMemoryFaceRepository[" + account + "]";
    }

    /**
     * Sends one request, and returns the response.
     *
     * @throws FaceException if the request fails; the exception's effect says what the request may have deleted
     */
    <T> Exchange<T> request(Operation operation, CallContext call, Function<People, T> effect) {
        return request(operation, call, effect, Effect.UNKNOWN);
    }

    /**
     * Sends one request, and returns the response.
     *
     * @param most the strongest effect that the request can have
     */
    <T> Exchange<T> request(Operation operation, CallContext call, Function<People, T> effect, Effect most) {
        rejectIfEnded(operation, call);
        Exchange<T> exchange = exchange(effect);
        failure(operation, exchange, call).ifPresent(failure -> {
            throw (most == Effect.NONE ? failure.effect(Effect.NONE) : failure).build();
        });
        return exchange;
    }

    private <T> Exchange<T> exchange(Function<People, T> effect) {
        return library.exchange(config.libraryExists() ? effect : people -> effect.apply(people.copy()));
    }

    private void rejectIfEnded(Operation operation, CallContext call) {
        waiting.rejection(call).ifPresent(kind -> {
            throw withAccount(FaceException.of(operation, kind)).build();
        });
    }

    private Optional<FaceExceptionBuilder> failure(Operation operation, Exchange<?> exchange, CallContext call) {
        return Failures.of(operation, exchange, () -> waiting.awaitEnd(call))
                .or(() -> config.libraryExists()
                        ? Optional.empty()
                        : Optional.of(Failures.missingLibrary(operation, exchange)))
                .map(this::withAccount);
    }

    private FaceExceptionBuilder withAccount(FaceExceptionBuilder failure) {
        return failure.provider(InMemoryConfig.NAME)
                .account(account)
                .library(config.library().orElse(null));
    }

    private Set<FaceId> checkedCopy(Set<FaceId> faces) {
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("faces is empty; at least one face is needed");
        }
        if (copy.size() > config.facesPerCall()) {
            throw new IllegalArgumentException(
                    copy.size() + " faces are too many for one call; at most " + config.facesPerCall());
        }
        return Collections.unmodifiableSet(copy);
    }

    private Removal remove(People people, PersonId person, Set<FaceId> requested) {
        Optional<Set<FaceId>> listed = people.listed(person);
        boolean lastFace = listed.filter(held -> !held.isEmpty() && requested.containsAll(held))
                .isPresent();
        if (lastFace && config.lastFace() == LastFaceRule.Behavior.KEPT) {
            return new Removal(true, Set.of(), true, false);
        }
        Set<FaceId> removed = people.remove(person, requested);
        boolean personDeleted = lastFace && config.lastFace() != LastFaceRule.Behavior.DELETABLE;
        if (personDeleted) {
            people.remove(person);
        }
        return new Removal(listed.isPresent() || !removed.isEmpty(), removed, false, personDeleted);
    }

    private Map<FaceId, FaceResult> results(Set<FaceId> requested, Removal removal) {
        LinkedHashMap<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : requested) {
            results.put(face, result(face, removal));
        }
        return results;
    }

    private FaceResult result(FaceId face, Removal removal) {
        if (!removal.personHeld() && config.reportsAbsentPersons()) {
            return FaceResult.alreadyAbsent(Evidence.CONFIRMED);
        }
        if (!config.listsDeletedFaces()) {
            return FaceResult.deleted(Evidence.ACCEPTED);
        }
        if (removal.removed().contains(face)) {
            return FaceResult.deleted(Evidence.CONFIRMED);
        }
        // The response lists the removed faces, but not this face. So the face was absent. If the vendor does not
        // report missing people, this is not confirmed.
        return config.reportsAbsentPersons() ? FaceResult.alreadyAbsent(Evidence.CONFIRMED) : FaceResult.unconfirmed();
    }

    /**
     * The effect of a request that deletes faces.
     *
     * @param personHeld whether the person or one of the faces existed
     * @param removed the faces that were deleted
     * @param rejected whether the vendor rejected the request, because it keeps the last face of a person
     * @param personDeleted whether the person was deleted together with its last face
     */
    record Removal(boolean personHeld, Set<FaceId> removed, boolean rejected, boolean personDeleted) {}
}
