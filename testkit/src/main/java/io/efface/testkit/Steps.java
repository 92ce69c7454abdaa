package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.Cancellation;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import io.efface.spi.layers.ProviderRequest;
import io.efface.spi.layers.RequestLayer;
import io.efface.spi.layers.StepsRepository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sends the requests of a provider one by one, as the layers do. */
final class Steps {
    /** A time that is longer than every wait of the circuit breaker and of quota. */
    private static final Duration LONG_WAIT = Duration.ofHours(2);

    private Steps() {}

    /** The ways in which a call can end between two requests. */
    enum Ending {
        CANCELLATION,
        DEADLINE
    }

    /**
     * Runs all steps of an operation, and checks that each step sends at most one request. Does nothing if the target does not expose its
     * provider's repository.
     */
    static <T extends CallResult<T>> void assertOneRequestPerStep(
            ContractFixture fixture, Function<ProviderRepository, Step<T>> operation) {
        Optional<ProviderRepository> provider = fixture.repository.unwrap(ProviderRepository.class);
        if (provider.isEmpty()) {
            return;
        }
        LayerCall call = LayerCall.plain();
        int requestsBefore = fixture.harness.requests();
        Step<T> step = operation.apply(provider.get());
        assertAtMostOne(fixture, requestsBefore);
        while (step instanceof Step.More<T> more) {
            call = call.withMoreDetachedFaces(more.detaching());
            requestsBefore = fixture.harness.requests();
            step = more.next().apply(call);
            assertAtMostOne(fixture, requestsBefore);
        }
    }

    /**
     * Deletes {@link ContractFixture#PERSON} without the account's layers, and returns the operation that each request counts as. If the
     * target does not expose its provider's repository, nothing is sent, and the list contains one deletion.
     */
    static List<Operation> operationsOfDeletion(ContractHarness harness) {
        List<Operation> operations = new ArrayList<>(List.of(Operation.DELETE_PERSON));
        Optional<ProviderRepository> provider = harness.repository().unwrap(ProviderRepository.class);
        if (provider.isPresent()) {
            LayerCall call = LayerCall.plain();
            Step<DeletePersonResult> step = provider.get().deletePerson(ContractFixture.PERSON, call);
            while (step instanceof Step.More<DeletePersonResult> more) {
                operations.add(more.operation());
                call = call.withMoreDetachedFaces(more.detaching());
                step = more.next().apply(call);
            }
        }
        return operations;
    }

    /** Makes a call without the account's layers, which may reject calls after a fault. */
    static <T> T callWithoutLayers(ContractFixture fixture, Function<FaceRepository, T> call) {
        return call.apply(
                new StepsRepository(provider(fixture), RequestLayer.DIRECT).asFaceRepository(fixture.harness.clock()));
    }

    /** Sends the first {@code requests} requests of a deletion. Returns the faces that the vendor then holds for the person. */
    static <T extends CallResult<T>> Optional<Set<FaceId>> storedAfter(Deletion<T> deletion, int requests) {
        LayerCall call = LayerCall.plain();
        Step<T> step = deletion.first(provider(deletion.fixture), call);
        for (int sent = 1; sent < requests && step instanceof Step.More<T> more; sent++) {
            call = call.withMoreDetachedFaces(more.detaching());
            step = sendNext(more, call);
        }
        return deletion.fixture.stored();
    }

    /**
     * Sends the request of a step and returns the next step. If the vendor rejects the request with the advice to repeat it, returns the
     * same step.
     */
    private static <T extends CallResult<T>> Step<T> sendNext(Step.More<T> step, LayerCall call) {
        try {
            return step.next().apply(call);
        } catch (FaceException e) {
            if (e.effect() != Effect.NONE || e.advice() != RetryAdvice.BACKOFF) {
                throw e;
            }
            return step;
        }
    }

    /**
     * Sends the requests of a deletion of the person up to the last request that detaches faces. Aborts the test if no request detaches
     * faces.
     */
    static void detachAll(ContractFixture fixture) {
        LayerCall call = LayerCall.plain();
        Step<DeletePersonResult> step = provider(fixture).deletePerson(ContractFixture.PERSON, call);
        boolean detached = false;
        while (step instanceof Step.More<DeletePersonResult> more) {
            if (detached && more.detaching().isEmpty()) {
                return;
            }
            detached |= !more.detaching().isEmpty();
            call = call.withMoreDetachedFaces(more.detaching());
            step = more.next().apply(call);
        }
        assumeTrue(detached, "this vendor does not detach faces");
    }

    /** Makes a deletion with a call that ends after {@code requests} requests. */
    static <T extends CallResult<T>> T deleteEnding(Deletion<T> deletion, int requests, Ending ending) {
        ContractFixture fixture = deletion.fixture;
        CallEnder ender = new CallEnder(fixture, requests, ending);
        LayerCall call = LayerCall.starting(ender.options(), fixture.harness.clock());
        if (!fixture.harness.opened()) {
            return deletion.send(new StepsRepository(provider(fixture), ender), call);
        }
        AccountRepository account =
                fixture.repository.unwrap(AccountRepository.class).orElseThrow();
        return deletion.send(account, call.withBeforeRequest((operation, detaching) -> ender.next()));
    }

    /** Skips the time for which layers reject calls after a fault. Aborts the test if the target cannot skip time. */
    static void waitForAccount(ContractHarness harness) {
        if (harness.opened()) {
            skip(harness, LONG_WAIT);
        }
    }

    private static void skip(ContractHarness harness, Duration time) {
        assumeTrue(harness.clock() instanceof SkippingClock, "this target cannot skip time");
        if (harness.clock() instanceof SkippingClock clock) {
            clock.skip(time);
        }
    }

    private static ProviderRepository provider(ContractFixture fixture) {
        Optional<ProviderRepository> provider = fixture.repository.unwrap(ProviderRepository.class);
        assumeTrue(provider.isPresent(), "this target does not expose its provider's repository");
        return provider.orElseThrow();
    }

    private static void assertAtMostOne(ContractFixture fixture, int requestsBefore) {
        int sent = fixture.harness.requests() - requestsBefore;
        assertTrue(sent <= 1, () -> "a step of a primitive repository must send at most one request, not " + sent);
    }

    /** Ends a call after {@code requests} requests, immediately before the next request. Each object is for one call. */
    private static final class CallEnder implements RequestLayer {
        private final ContractHarness harness;
        private final int requests;
        private final Ending ending;
        private final Cancellation cancellation = new Cancellation();
        private int begunRequests;

        CallEnder(ContractFixture fixture, int requests, Ending ending) {
            this.harness = fixture.harness;
            this.requests = requests;
            this.ending = ending;
        }

        CallOptions options() {
            CallOptions options = CallOptions.defaults().withCancellation(cancellation);
            boolean skipsTime = harness.opened() && ending == Ending.DEADLINE;
            return skipsTime ? options.withTimeout(LONG_WAIT.dividedBy(2)) : options;
        }

        /** Called immediately before each request of an account. Ends the call if {@code requests} requests were sent. */
        void next() {
            if (begunRequests++ < requests) {
                return;
            }
            switch (ending) {
                case CANCELLATION -> cancellation.cancel();
                case DEADLINE -> skip(harness, LONG_WAIT);
            }
        }

        @Override
        public <T extends CallResult<T>> Step<T> send(ProviderRequest<T> request, LayerCall call) {
            boolean late = ending == Ending.DEADLINE && begunRequests++ >= requests;
            if (ending == Ending.CANCELLATION) {
                next();
            }
            return request.send(
                    late ? call.withDeadline(harness.clock().instant().minusSeconds(1)) : call);
        }
    }
}
