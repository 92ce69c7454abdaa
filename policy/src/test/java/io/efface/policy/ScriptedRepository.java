package io.efface.policy;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.Rate;
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
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A provider's repository that takes the result of each operation from a queue and stores the calls. Not thread-safe. */
final class ScriptedRepository implements ProviderRepository {
    record ReceivedCall(Operation operation, Set<FaceId> faces, LayerCall call) {}

    final Deque<Supplier<DeletePersonResult>> persons = new ArrayDeque<>();
    final Deque<Supplier<DeleteFacesResult>> faces = new ArrayDeque<>();
    final Deque<Supplier<Optional<Person>>> reads = new ArrayDeque<>();
    final List<ReceivedCall> calls = new ArrayList<>();
    ReadBack readBack = ReadBack.DOCUMENTED;
    Clock clock = Clock.systemUTC();
    boolean closed;

    static final PersonId ALICE = PersonId.of("alice");
    static final FaceId F1 = FaceId.of("f1");
    static final FaceId F2 = FaceId.of("f2");

    static DeletePersonResult person(PersonOutcome outcome, io.efface.Evidence evidence) {
        return DeletePersonResult.of(ALICE, outcome, evidence, CallTrace.ofRequest("r"));
    }

    static DeleteFacesResult facesResult(FaceResult first, FaceResult second) {
        Map<FaceId, FaceResult> results = new LinkedHashMap<>();
        results.put(F1, first);
        results.put(F2, second);
        return DeleteFacesResult.of(ALICE, results, CallTrace.ofRequest("r"));
    }

    static <T> Supplier<T> failing(RuntimeException error) {
        return () -> {
            throw error;
        };
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        calls.add(new ReceivedCall(Operation.DELETE_PERSON, Set.of(), (LayerCall) call));
        return Step.done(persons.remove().get());
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> requested, CallContext call) {
        calls.add(new ReceivedCall(Operation.DELETE_FACES, Set.copyOf(requested), (LayerCall) call));
        return Step.done(faces.remove().get());
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        calls.add(new ReceivedCall(Operation.FIND_PERSON, Set.of(), (LayerCall) call));
        return Step.done(new FindPersonResult(reads.remove().get(), clock.instant(), CallTrace.ofRequest("r")));
    }

    @Override
    public Capabilities capabilities() {
        Claim claim = Claim.undocumented("a test");
        return Capabilities.builder("scripted")
                .facesPerCall(20)
                .lastFace(LastFaceRule.undocumented("a test"))
                .reportsAbsentPersons(claim)
                .listsDeletedFaces(claim)
                .readBack(readBack)
                .quotas(List.of(new QuotaLimit(
                        "all", Rate.perSecond(20), QuotaLimit.ACCOUNT, Set.of(Operation.DELETE_PERSON), "a test")))
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
