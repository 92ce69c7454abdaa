package io.efface.testkit.broken;

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

/** The contract over a repository that a subclass breaks. Run by {@link BrokenProvidersTest} only. */
@ExtendWith(BrokenContract.OnlyOnPurpose.class)
abstract class BrokenContract extends FaceRepositoryContract {
    @Override
    protected final List<ContractTarget> targets() {
        return List.of(ContractTarget.of(getClass().getSimpleName(), this::start));
    }

    /** Returns the broken one in front of the sound one. */
    abstract Delegating breaking(Sound sound);

    /** The kind of vendor behind it. */
    InMemoryConfig config() {
        return InMemoryConfig.defaults().withFacesPerCall(5).withCallTimeout(Duration.ofSeconds(2));
    }

    /** Whether it pretends to have layers. */
    boolean opened() {
        return false;
    }

    private InMemoryHarness start() {
        return start(config());
    }

    private InMemoryHarness start(InMemoryConfig config) {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        SkippingClock time = SkippingClock.ofSystem();
        InMemoryFaceRepository sound = new InMemoryFaceRepository(config, library, time, "broken");
        Delegating broken = breaking(new Sound(sound));
        return new InMemoryHarness(
                library,
                broken,
                opened(),
                broken::close,
                time,
                limit -> Optional.of(start(config)),
                () -> Optional.of(start(config.withMissingLibrary("staf"))));
    }

    /** Keeps these out of a run of everything in the folder: they are there to fail. */
    static final class OnlyOnPurpose implements ExecutionCondition {
        static final String KEY = "io.efface.testkit.broken";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(KEY).isPresent()
                    ? ConditionEvaluationResult.enabled("run on purpose")
                    : ConditionEvaluationResult.disabled("there to fail; run by BrokenProvidersTest");
        }
    }
}
