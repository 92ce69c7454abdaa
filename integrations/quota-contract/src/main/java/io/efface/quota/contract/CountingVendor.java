package io.efface.quota.contract;

import io.efface.CallOptions;
import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FaceResult;
import io.efface.IdRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.ReadBack;
import io.efface.spi.OpenContext;
import io.efface.spi.ProviderConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A vendor that does whatever it is asked to and counts. Thread-safe. */
final class CountingVendor implements FaceRepository, ProviderConfig {
    private final String place;
    private final int callsPerSecond;
    private final AtomicInteger requests = new AtomicInteger();

    CountingVendor(String place, int callsPerSecond) {
        this.place = place;
        this.callsPerSecond = callsPerSecond;
    }

    int requests() {
        return requests.get();
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.CONFIRMED, answered());
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), answered());
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        requests.incrementAndGet();
        return Optional.empty();
    }

    private CallTrace answered() {
        return CallTrace.ofRequest("req-" + requests.incrementAndGet());
    }

    @Override
    public Capabilities capabilities() {
        Claim claim = Claim.undocumented("a test");
        QuotaLimit all = new QuotaLimit(
                "all",
                Rate.perSecond(callsPerSecond),
                QuotaLimit.ACCOUNT,
                Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON),
                "a test");
        return new Capabilities(
                "counting", IdRule.ANYTHING, 20, claim, claim, claim, ReadBack.DOCUMENTED, List.of(all));
    }

    @Override
    public String provider() {
        return "counting";
    }

    @Override
    public Optional<String> keyFingerprint() {
        return Optional.empty();
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public FaceRepository open(OpenContext context) {
        return this;
    }

    @Override
    public void close() {}
}
