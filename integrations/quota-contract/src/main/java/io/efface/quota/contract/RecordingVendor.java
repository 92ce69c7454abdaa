package io.efface.quota.contract;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor that responds at once, records requests, and throttles as scripted. Thread-safe. */
final class RecordingVendor implements ProviderRepository, ProviderConfig {
    /** A received request and its time of arrival by {@link System#nanoTime()}. */
    record Request(Operation operation, PersonId person, long nanos) {}

    private final String key;
    private final List<QuotaLimit> limits;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Duration> throttles = new ConcurrentLinkedQueue<>();

    /**
     * Creates a vendor.
     *
     * @param key the key of the account; accounts with equal keys share the limits
     */
    RecordingVendor(String key, QuotaLimit... limits) {
        this.key = key;
        this.limits = List.of(limits);
    }

    /** Returns a limit for all operations of the account. */
    static QuotaLimit onAll(String name, Rate rate) {
        return on(name, rate, Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON);
    }

    static QuotaLimit on(String name, Rate rate, Operation... operations) {
        return new QuotaLimit(name, rate, QuotaLimit.ACCOUNT, Set.of(operations), "a test");
    }

    /** Makes the vendor throttle the next request and require this wait before a repeat. */
    void throttleNext(Duration retryAfter) {
        throttles.add(retryAfter);
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<PersonId> persons() {
        return requests.stream().map(Request::person).toList();
    }

    @Override
    public Step<DeletePersonResult> deletePerson(PersonId person, CallContext call) {
        return Step.done(DeletePersonResult.of(
                person, PersonOutcome.DELETED, Evidence.CONFIRMED, response(Operation.DELETE_PERSON, person)));
    }

    @Override
    public Step<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallContext call) {
        return Step.done(DeleteFacesResult.all(
                person, faces, FaceResult.deleted(Evidence.CONFIRMED), response(Operation.DELETE_FACES, person)));
    }

    @Override
    public Step<FindPersonResult> findPerson(PersonId person, CallContext call) {
        Instant readAt = Instant.now();
        return Step.done(new FindPersonResult(Optional.empty(), readAt, response(Operation.FIND_PERSON, person)));
    }

    private CallTrace response(Operation operation, PersonId person) {
        requests.add(new Request(operation, person, System.nanoTime()));
        Duration throttle = throttles.poll();
        if (throttle != null) {
            throw FaceException.of(operation, ErrorKind.RATE_LIMITED)
                    .origin(Origin.VENDOR)
                    .retryAfter(throttle)
                    .attempts(1)
                    .build();
        }
        return CallTrace.ofRequest("req-" + requests.size());
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder("recording")
                .facesPerCall(20)
                .readBack(ReadBack.DOCUMENTED)
                .quotas(limits)
                .build();
    }

    @Override
    public String provider() {
        return "recording";
    }

    @Override
    public Optional<String> keyFingerprint() {
        return Optional.of(key);
    }

    @Override
    public String place() {
        return "here";
    }

    @Override
    public ProviderRepository open(OpenContext context) {
        return this;
    }

    @Override
    public void close() {}
}
