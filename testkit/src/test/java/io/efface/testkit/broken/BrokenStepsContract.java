package io.efface.testkit.broken;

import io.efface.spi.ProviderRepository;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.TestAccount;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import io.efface.testkit.memory.InMemoryFaceRepository;
import io.efface.testkit.memory.InMemoryHarness;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract with a provider that needs several requests and that a subclass breaks. Only {@link BrokenProvidersTest} runs it. */
@ExtendWith(BrokenContract.OnlyInBrokenProvidersTest.class)
abstract class BrokenStepsContract extends FaceRepositoryContract {
    private static final InMemoryConfig CONFIG = InMemoryConfig.defaults()
            .withFacesPerCall(5)
            .withFacesPerPage(2)
            .withDetachesFaces(true)
            .withCallTimeout(Duration.ofMillis(800));

    @Override
    protected final List<ContractTarget> targets() {
        return List.of(ContractTarget.of(getClass().getSimpleName(), this::start));
    }

    /** Returns a provider that delegates to the sound one and does something wrong. */
    abstract ProviderRepository breaking(ProviderRepository sound);

    private InMemoryHarness start() {
        InMemoryFaceLibrary library = new InMemoryFaceLibrary();
        Clock clock = Clock.systemUTC();
        ProviderRepository broken = breaking(new InMemoryFaceRepository(CONFIG, library, clock, "broken"));
        return new InMemoryHarness(library, TestAccount.of(broken, clock), false, broken::close) {
            @Override
            public Optional<String> account() {
                return Optional.of("broken");
            }
        };
    }
}
