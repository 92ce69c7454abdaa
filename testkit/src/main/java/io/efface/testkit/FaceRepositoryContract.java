package io.efface.testkit;

import java.util.List;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link io.efface.FaceRepository} must do. Extend it in a provider's tests and name the targets: the primitive
 * repository, the opened one, and each again for every variant of the vendor's behaviour that its documentation leaves open.
 *
 * <pre>{@code
 * final class AcmeContractTest extends FaceRepositoryContract {
 *     @Override
 *     protected List<ContractTarget> targets() {
 *         return List.of(ContractTarget.of("acme raw", AcmeHarness::new));
 *     }
 * }
 * }</pre>
 *
 * <p>Every test runs once per target with a harness of its own, and its name in reports ends with the target's. A test whose
 * premise a target cannot meet (a fault it cannot show, a read-back it does not have) is aborted with the reason, never passed.
 * Where {@link io.efface.Capabilities} say YES the behaviour must be there, where they say NO it must not, and where they say
 * UNDOCUMENTED either will do as long as results and errors agree with what the vendor then holds.
 *
 * <p>Needs JUnit Jupiter 5.9 or later. A subclass may override a test it must not run, and say why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FaceRepositoryContract
        implements PersonDeletionContract,
                FaceDeletionContract,
                LastFaceContract,
                ReadBackContract,
                StepsContract,
                LibraryContract,
                QuotaContract,
                ArgumentContract,
                FailureContract,
                EndingContract,
                ClosingContract,
                IdentifierContract,
                ConcurrencyContract,
                RedactionContract,
                CapabilityContract {
    /** For subclasses. */
    protected FaceRepositoryContract() {}

    /** Returns the targets, at least one; asked once per test. */
    protected abstract List<ContractTarget> targets();
}
