package io.efface;

import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A repository that stores people in a map and runs a hook before each call. */
public final class FakeRepository implements FaceRepository {
    public final Map<PersonId, Set<FaceId>> people = new LinkedHashMap<>();
    public final List<Operation> calls = new ArrayList<>();
    public final List<CallOptions> options = new ArrayList<>();
    public Consumer<Operation> before = operation -> {};
    public int closed;
    private final String provider;

    public FakeRepository(String provider) {
        this.provider = provider;
    }

    public FakeRepository with(String person, String... faces) {
        Set<FaceId> ids = new LinkedHashSet<>();
        for (String face : faces) {
            ids.add(FaceId.of(face));
        }
        people.put(PersonId.of(person), ids);
        return this;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions callOptions) {
        record(Operation.DELETE_PERSON, callOptions);
        PersonOutcome outcome = people.remove(person) == null ? PersonOutcome.ALREADY_ABSENT : PersonOutcome.DELETED;
        return DeletePersonResult.of(person, outcome, Evidence.CONFIRMED, CallTrace.ofRequest("r" + calls.size()));
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions callOptions) {
        record(Operation.DELETE_FACES, callOptions);
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        Set<FaceId> facesOfPerson = people.getOrDefault(person, new LinkedHashSet<>());
        for (FaceId face : faces) {
            results.put(
                    face,
                    facesOfPerson.remove(face)
                            ? FaceResult.deleted(Evidence.CONFIRMED)
                            : FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        }
        return DeleteFacesResult.of(person, results, CallTrace.ofRequest("r" + calls.size()));
    }

    @Override
    public FindPersonResult findPerson(PersonId person, CallOptions callOptions) {
        record(Operation.FIND_PERSON, callOptions);
        Optional<Person> found = Optional.ofNullable(people.get(person)).map(faces -> new Person(person, faces));
        return new FindPersonResult(found, Instant.EPOCH, CallTrace.ofRequest("r" + calls.size()));
    }

    private void record(Operation operation, CallOptions callOptions) {
        synchronized (calls) {
            calls.add(operation);
            options.add(callOptions);
        }
        before.accept(operation);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder(provider)
                .facesPerCall(3)
                .lastFace(LastFaceRule.deletable("test"))
                .reportsAbsentPersons(Claim.yes("test"))
                .listsDeletedFaces(Claim.yes("test"))
                .readBack(ReadBack.DOCUMENTED)
                .build();
    }

    /** Returns this repository as the repository of a provider. */
    public ProviderRepository asProvider() {
        return new ProviderRepository() {
            @Override
            public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
                return Step.done(FakeRepository.this.deletePerson(person, options(call)));
            }

            @Override
            public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
                return Step.done(FakeRepository.this.deleteFaces(person, faces, options(call)));
            }

            @Override
            public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
                return Step.done(FakeRepository.this.findPerson(person, options(call)));
            }

            @Override
            public Capabilities capabilities() {
                return FakeRepository.this.capabilities();
            }

            @Override
            public <T> Optional<T> unwrap(Class<T> type) {
                return type.isInstance(FakeRepository.this)
                        ? Optional.of(type.cast(FakeRepository.this))
                        : ProviderRepository.super.unwrap(type);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static CallOptions options(CallContext call) {
        CallOptions options = CallOptions.defaults();
        if (call.deadline().isPresent()) {
            options = options.withDeadline(call.deadline().get());
        }
        return call.cancellation().isPresent()
                ? options.withCancellation(call.cancellation().get())
                : options;
    }
}
