package io.efface.policy;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.ReadBack;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A provider's repository that stores people in a map and records its calls. A test can make calls fail. */
final class FakeVendor implements ProviderRepository {
    final Map<PersonId, Set<FaceId>> people = new LinkedHashMap<>();
    /** The faces that exist without a person. A read finds them only by their ids. */
    final Set<FaceId> facesWithoutPerson = new LinkedHashSet<>();

    final List<Call> calls = new ArrayList<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    int facesPerCall = 3;
    IdRule idRule = new IdRule("letters only", Pattern.compile("[a-z]+"), 20, "test rule");
    List<QuotaLimit> quotas = List.of();
    ReadBack readBack = ReadBack.DOCUMENTED;
    Clock clock = Clock.systemUTC();
    LastFaceRule lastFace = LastFaceRule.deletable("test");
    boolean closed;
    private int requests;

    /** A received call. */
    record Call(Operation operation, PersonId person, Set<FaceId> faces, LayerCall call) {}

    /** Decides whether a call fails: returns the exception to throw, or null if the call succeeds. */
    interface Fault {
        RuntimeException on(Call call);
    }

    static final PersonId ALICE = PersonId.of("alice");

    static Set<FaceId> faces(String... ids) {
        Set<FaceId> faces = new LinkedHashSet<>();
        for (String id : ids) {
            faces.add(FaceId.of(id));
        }
        return faces;
    }

    static Set<FaceId> numbered(int from, int to) {
        return faces(IntStream.range(from, to).mapToObj(i -> "f" + i).toArray(String[]::new));
    }

    FakeVendor with(PersonId person, Collection<FaceId> faces) {
        people.put(person, new LinkedHashSet<>(faces));
        return this;
    }

    /** Lets a number of calls succeed and the next call fail. */
    FakeVendor failAfter(int successes, RuntimeException error) {
        for (int i = 0; i < successes; i++) {
            faults.add(each -> null);
        }
        faults.add(each -> error);
        return this;
    }

    List<Operation> operations() {
        return calls.stream().map(Call::operation).toList();
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        receive(new Call(Operation.DELETE_PERSON, person, Set.of(), (LayerCall) call));
        PersonOutcome outcome = people.remove(person) == null ? PersonOutcome.ALREADY_ABSENT : PersonOutcome.DELETED;
        return Step.done(DeletePersonResult.of(person, outcome, Evidence.ACCEPTED, nextTrace()));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        if (faces.isEmpty() || faces.size() > facesPerCall) {
            throw new IllegalArgumentException("1 to " + facesPerCall + " faces");
        }
        receive(new Call(Operation.DELETE_FACES, person, new LinkedHashSet<>(faces), (LayerCall) call));
        return Step.done(DeleteFacesResult.of(person, remove(person, faces), nextTrace()));
    }

    Map<FaceId, FaceResult> remove(PersonId person, Set<FaceId> faces) {
        Set<FaceId> facesOfPerson = people.getOrDefault(person, new LinkedHashSet<>());
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        for (FaceId face : faces) {
            results.put(
                    face,
                    facesOfPerson.remove(face)
                            ? FaceResult.deleted(Evidence.CONFIRMED)
                            : FaceResult.alreadyAbsent(Evidence.CONFIRMED));
        }
        return results;
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        receive(new Call(Operation.FIND_PERSON, person, Set.of(), (LayerCall) call));
        Set<FaceId> faces = new LinkedHashSet<>(call.detachedFaces());
        faces.retainAll(facesWithoutPerson);
        faces.addAll(people.getOrDefault(person, Set.of()));
        Optional<Person> found = people.containsKey(person) || !faces.isEmpty()
                ? Optional.of(new Person(person, faces))
                : Optional.empty();
        return Step.done(new FindPersonResult(found, clock.instant(), nextTrace()));
    }

    private void receive(Call call) {
        calls.add(call);
        RuntimeException error = faults.isEmpty() ? null : faults.remove().on(call);
        if (error != null) {
            throw error;
        }
    }

    private CallTrace nextTrace() {
        return CallTrace.ofRequest("r" + ++requests);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder("fake")
                .idRule(idRule)
                .facesPerCall(facesPerCall)
                .lastFace(lastFace)
                .reportsAbsentPersons(Claim.yes("test"))
                .listsDeletedFaces(Claim.yes("test"))
                .readBack(readBack)
                .quotas(quotas)
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns this vendor as an account without any layer. */
    AccountRepository account() {
        return new StepsRepository(this, RequestLayer.DIRECT);
    }

    /** Returns this vendor as an account whose requests are sent through a layer. */
    AccountRepository behind(RequestLayer layer) {
        return new StepsRepository(this, layer);
    }
}
