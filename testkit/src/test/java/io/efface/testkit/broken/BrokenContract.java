package io.efface.testkit.broken;

import io.efface.testkit.ContractHarness;
import io.efface.testkit.ContractHarness.VendorResponse;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.SkippingClock;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import io.efface.testkit.memory.InMemoryHarness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The contract with a repository in which a subclass breaks something. Only {@link BrokenProvidersTest} runs it. */
@ExtendWith(BrokenContract.OnlyInBrokenProvidersTest.class)
abstract class BrokenContract extends FaceRepositoryContract {
    private static final String ACCOUNT = "broken";

    @Override
    protected final List<ContractTarget> targets() {
        return List.of(ContractTarget.of(getClass().getSimpleName(), this::start));
    }

    /** Returns a repository that delegates to the sound one and does something wrong. */
    abstract Delegating breaking(Sound sound);

    /** Returns the configuration of the simulated vendor. */
    InMemoryConfig config() {
        return InMemoryConfig.defaults().withFacesPerCall(5).withCallTimeout(Duration.ofSeconds(2));
    }

    /** Returns whether the contract tests the repository as one with layers. */
    boolean opened() {
        return false;
    }

    private InMemoryHarness start() {
        return start(config());
    }

    private InMemoryHarness start(InMemoryConfig config) {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        SkippingClock time = SkippingClock.ofSystem();
        InMemoryFaceRepository sound = new InMemoryFaceRepository(config, library, time, ACCOUNT);
        Sound delegate = new Sound(sound);
        Delegating broken = breaking(delegate);
        return new InMemoryHarness(
                library,
                broken,
                opened(),
                broken::close,
                time,
                limit -> Optional.of(start(config)),
                () -> Optional.of(start(config.withMissingLibrary("staf")))) {
            @Override
            public List<VendorResponse> responses() {
                return delegate.responses();
            }

            @Override
            public Optional<ContractHarness> withTimeout(Duration timeout) {
                return Optional.of(start(config.withCallTimeout(timeout)));
            }

            @Override
            public Optional<Boolean> sharedResourcesOpen() {
                return Optional.of(!broken.client.isShutdown());
            }

            @Override
            public void close() {
                super.close();
                broken.client.shutdown();
            }

            @Override
            public Optional<String> account() {
                return Optional.of(ACCOUNT);
            }
        };
    }

    /** Disables the broken contracts in a run of all tests, because they must fail. */
    static final class OnlyInBrokenProvidersTest implements ExecutionCondition {
        static final String KEY = "io.efface.testkit.broken";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(KEY).isPresent()
                    ? ConditionEvaluationResult.enabled("run by BrokenProvidersTest")
                    : ConditionEvaluationResult.disabled("must fail; only BrokenProvidersTest runs it");
        }
    }
}
