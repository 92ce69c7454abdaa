package io.efface.micrometer;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.ReadBack;
import io.efface.spi.CallContext;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An account that throws the failures that a test adds. Without a failure, it reports each deletion as done. Not thread-safe. */
final class FakeAccount implements ProviderRepository, ProviderConfig {
    private static final QuotaLimit ALL = new QuotaLimit(
            "all",
            Rate.perSecond(1000),
            QuotaLimit.ACCOUNT,
            Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON),
            "a test");

    final Deque<FaceException> failures = new ArrayDeque<>();
    Runnable onCall = () -> {};
    private final String provider;
    private final Optional<String> library;
    private int requests;

    FakeAccount() {
        this("fake");
    }

    FakeAccount(String provider) {
        this(provider, Optional.empty());
    }

    FakeAccount(String provider, Optional<String> library) {
        this.provider = provider;
        this.library = library;
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return Step.done(DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.CONFIRMED, answered()));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        return Step.done(DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), answered()));
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        return Step.done(FindPersonResult.absent(Instant.EPOCH, answered()));
    }

    private CallTrace answered() {
        onCall.run();
        FaceException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return CallTrace.ofRequest("req-" + ++requests);
    }

    @Override
    public Capabilities capabilities() {
        Claim claim = Claim.undocumented("a test");
        return Capabilities.builder(provider)
                .facesPerCall(2)
                .lastFace(LastFaceRule.undocumented("a test"))
                .reportsAbsentPersons(claim)
                .listsDeletedFaces(claim)
                .readBack(ReadBack.DOCUMENTED)
                .quotas(List.of(ALL))
                .build();
    }

    @Override
    public void close() {}

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public Optional<String> keyFingerprint() {
        return Optional.empty();
    }

    @Override
    public String place() {
        return "here";
    }

    @Override
    public Optional<String> library() {
        return library;
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return this;
    }
}
