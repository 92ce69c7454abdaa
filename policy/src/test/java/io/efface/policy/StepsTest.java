package io.efface.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallTrace;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests a vendor that needs four requests to delete a person: list, detach, delete the faces, delete the person. */
class StepsTest {
    private static final PersonId ALICE = PersonId.of("alice");
    private static final Set<FaceId> FACES = Set.of(FaceId.of("f1"));

    private final ManualTime time = new ManualTime();
    private final FourSteps vendor = new FourSteps();
    private final AccountRepository account = new VerifyLayer(
            new StepsRepository(
                    vendor,
                    new RetryLayer(
                            RequestLayer.DIRECT,
                            new RetrySettings(2, Duration.ofMillis(1), Duration.ofMillis(1)),
                            time,
                            new Random(1),
                            time)),
            VerifyMode.UNCONFIRMED,
            time,
            time);

    @Test
    void deletePerson_allStepsSucceed_combinesTracesAndDetachedFaces() {
        DeletePersonResult result = account.deletePerson(ALICE, LayerCall.plain());

        assertThat(result.outcome()).isEqualTo(PersonOutcome.DELETED);
        assertThat(result.trace().requestIds()).containsExactly("list", "detach", "faces", "person");
        assertThat(result.trace().attempts()).isEqualTo(4);
        assertThat(result.trace().detachedFaces()).isEqualTo(FACES);
        assertThat(result.evidence())
                .as("evidence of a read with the detached faces")
                .isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(vendor.lastRead).isEqualTo(FACES);
    }

    @Test
    void deletePerson_laterStepRateLimited_repeatsOnlyThisStep() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(rateLimited()));

        DeletePersonResult result = account.deletePerson(ALICE, LayerCall.plain());

        assertThat(vendor.sent).startsWith("list", "detach", "faces", "faces", "person");
        assertThat(result.trace().attempts()).isEqualTo(5);
    }

    @Test
    void deletePerson_stepAfterDetachingFails_errorContainsTheDetachedFaces() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(rejected()));

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deletePerson(ALICE, LayerCall.plain()));

        assertThat(error.operation()).isEqualTo(Operation.DELETE_PERSON);
        assertThat(error.effect()).isEqualTo(Effect.NONE);
        assertThat(error.detachedFaces()).isEqualTo(FACES);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(vendor.faces).as("faces that are detached but still exist").isEqualTo(FACES);
    }

    @Test
    void deletePerson_lastStepFails_personIsPartlyDeleted() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(rejected()));

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deletePerson(ALICE, LayerCall.plain()));

        assertThat(error.effect()).isEqualTo(Effect.PARTIAL);
        assertThat(error.attempts()).isEqualTo(4);
    }

    @Test
    void deletePerson_interruptedAndResumed_startsFromTheDetachedFaces() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(rejected()));
        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deletePerson(ALICE, LayerCall.plain()));

        DeletePersonResult result =
                account.deletePerson(ALICE, LayerCall.plain().withMoreDetachedFaces(error.detachedFaces()));

        assertThat(result.evidence()).isEqualTo(Evidence.VERIFIED_ABSENT);
        assertThat(vendor.faces).isEmpty();
        assertThat(vendor.person).isFalse();
    }

    @Test
    void deletePerson_laterStepThrowsAnotherException_errorContainsTheFacesAndUnknownEffect() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(new IllegalStateException("a provider's mistake")));

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> withoutLayers().deletePerson(ALICE, LayerCall.plain()));

        assertThat(error.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error.attempts()).isEqualTo(3);
        assertThat(error.detachedFaces()).isEqualTo(FACES);
    }

    @Test
    void deletePerson_vendorKeepsADetachedFace_isStillPresentWithThisFace() {
        vendor.keepsFaces = true;

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deletePerson(ALICE, LayerCall.plain()));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.detachedFaces()).isEqualTo(FACES);
    }

    @Test
    void deleteFaces_vendorKeepsADetachedFace_isStillPresentWithThisFace() {
        vendor.keepsFaces = true;

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deleteFaces(ALICE, FACES, LayerCall.plain()));

        assertThat(error.kind()).isEqualTo(ErrorKind.STILL_PRESENT);
        assertThat(error.detachedFaces()).isEqualTo(FACES);
        assertThat(vendor.lastRead).isEqualTo(FACES);
    }

    @Test
    void deleteFaces_lastResponseIsLostAndTheFaceIsStillThere_isNotAbsent() {
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.empty());
        vendor.failures.add(Optional.of(lost()));

        FaceException error =
                catchThrowableOfType(FaceException.class, () -> account.deleteFaces(ALICE, FACES, LayerCall.plain()));

        assertThat(error.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(error.facesSoFar().orElseThrow().isComplete()).isFalse();
        assertThat(error.detachedFaces()).isEqualTo(FACES);
    }

    @Test
    void deleteFaces_secondChunkFails_errorContainsTheFacesOfBothChunks() {
        Set<FaceId> two = new LinkedHashSet<>(List.of(FaceId.of("f1"), FaceId.of("f2")));
        vendor.attached.addAll(two);
        vendor.faces.addAll(two);
        vendor.facesPerCall = 1;
        for (int i = 0; i < 5; i++) {
            vendor.failures.add(Optional.empty());
        }
        vendor.failures.add(Optional.of(rejected()));

        FaceException error = catchThrowableOfType(
                FaceException.class,
                () -> new ChunkingLayer(withoutLayers(), time).deleteFaces(ALICE, two, LayerCall.plain()));

        assertThat(error.detachedFaces()).isEqualTo(two);
    }

    /** Returns the account without retry and read-back. */
    private AccountRepository withoutLayers() {
        return new StepsRepository(vendor, RequestLayer.DIRECT);
    }

    private static FaceException lost() {
        return FaceException.of(Operation.DELETE_FACES, ErrorKind.TIMEOUT)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .build();
    }

    private static FaceException rateLimited() {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.RATE_LIMITED)
                .origin(Origin.VENDOR)
                .advice(RetryAdvice.BACKOFF)
                .attempts(1)
                .build();
    }

    private static FaceException rejected() {
        return FaceException.of(Operation.DELETE_PERSON, ErrorKind.PERMISSION_DENIED)
                .origin(Origin.VENDOR)
                .attempts(1)
                .build();
    }

    private final class FourSteps implements ProviderRepository {
        private final Deque<Optional<RuntimeException>> failures = new ArrayDeque<>();
        private final List<String> sent = new ArrayList<>();
        private final Set<FaceId> attached = new LinkedHashSet<>(FACES);
        private final Set<FaceId> faces = new LinkedHashSet<>(FACES);
        private Set<FaceId> lastRead = Set.of();
        private boolean person = true;
        private boolean keepsFaces;
        private int facesPerCall = 3;

        private CallTrace request(String name) {
            sent.add(name);
            Optional<RuntimeException> failure = failures.isEmpty() ? Optional.empty() : failures.remove();
            if (failure.isPresent()) {
                throw failure.get();
            }
            return CallTrace.ofRequest(name);
        }

        @Override
        public Step<DeletePersonResult> deletePerson(PersonId id, CallContext call) {
            CallTrace listed = request("list");
            Set<FaceId> all = new LinkedHashSet<>(attached);
            all.addAll(call.detachedFaces());
            return Step.<DeletePersonResult>more(Operation.DELETE_PERSON, listed, each -> detach(id))
                    .detaching(all);
        }

        private Step<DeletePersonResult> detach(PersonId id) {
            CallTrace detached = request("detach");
            attached.clear();
            return Step.more(Operation.DELETE_FACES, detached, each -> deleteDetached(id, each));
        }

        private Step<DeletePersonResult> deleteDetached(PersonId id, CallContext call) {
            CallTrace deleted = request("faces");
            remove(call.detachedFaces());
            return Step.<DeletePersonResult>more(Operation.DELETE_PERSON, deleted, each -> deleteRecord(id))
                    .withEffect(Effect.PARTIAL);
        }

        private Step<DeletePersonResult> deleteRecord(PersonId id) {
            CallTrace deleted = request("person");
            person = false;
            return Step.done(DeletePersonResult.of(id, PersonOutcome.DELETED, Evidence.ACCEPTED, deleted));
        }

        @Override
        public Step<DeleteFacesResult> deleteFaces(PersonId id, Set<FaceId> requested, CallContext call) {
            CallTrace listed = request("list");
            return Step.<DeleteFacesResult>more(Operation.DELETE_FACES, listed, each -> detach(id, requested))
                    .detaching(requested);
        }

        private Step<DeleteFacesResult> detach(PersonId id, Set<FaceId> requested) {
            CallTrace detached = request("detach");
            attached.removeAll(requested);
            return Step.more(Operation.DELETE_FACES, detached, each -> {
                CallTrace deleted = request("faces");
                remove(requested);
                FaceResult accepted = FaceResult.deleted(Evidence.ACCEPTED);
                return Step.done(DeleteFacesResult.all(id, requested, accepted, deleted));
            });
        }

        private void remove(Set<FaceId> gone) {
            if (!keepsFaces) {
                faces.removeAll(gone);
            }
        }

        @Override
        public Step<FindPersonResult> findPerson(PersonId id, CallContext call) {
            CallTrace read = request("read");
            lastRead = call.detachedFaces();
            Set<FaceId> found = new LinkedHashSet<>(attached);
            call.detachedFaces().stream().filter(faces::contains).forEach(found::add);
            return Step.done(
                    person || !found.isEmpty()
                            ? FindPersonResult.present(new Person(id, found), time.instant(), read)
                            : FindPersonResult.absent(time.instant(), read));
        }

        @Override
        public Capabilities capabilities() {
            FakeVendor fake = new FakeVendor();
            fake.facesPerCall = facesPerCall;
            return fake.capabilities();
        }

        @Override
        public void close() {}
    }
}
