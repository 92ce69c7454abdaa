package io.efface.testkit;

import java.util.List;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract tests of {@link io.efface.FaceRepository}. Extend this class in a provider's tests, and return the targets: the primitive
 * repository and the opened account, each with every behaviour of the vendor that its documentation does not exclude.
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
 * <p>Every test runs once for each target, with a new harness. The name of a run in reports ends with the name of the target. If a target
 * does not meet the precondition of a test, for example because it cannot simulate a fault, the test is aborted with the reason. The
 * repository must behave as {@link io.efface.Capabilities} state with YES or NO. For UNDOCUMENTED both behaviours are allowed, but results
 * and errors must agree with the vendor's state after the call.
 *
 * <p>Needs JUnit Jupiter 5.9 or later. A subclass may override a test that it must not run; the override should state the reason.
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
                DetailContract,
                EndingContract,
                ClosingContract,
                IdentifierContract,
                ConcurrencyContract,
                RedactionContract,
                LogContract,
                CapabilityContract {
    /** For subclasses. */
    protected FaceRepositoryContract() {}

    /** Returns the targets, at least one. Called once for each test. */
    protected abstract List<ContractTarget> targets();
}
