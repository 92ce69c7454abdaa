package io.efface.testkit;

import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract tests of {@link io.efface.FaceRepository}. Extend this class in a provider's tests, and return the targets: the primitive
 * repository and the opened account, each with every behaviour that the vendor's documentation does not exclude.
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
 * repository must behave as its {@link io.efface.Capabilities} state with YES or NO. If they state UNDOCUMENTED, both behaviours are
 * allowed, but results and errors must agree with the vendor's state after the call.
 *
 * <p>After the last test, a report is written as JSON and as Markdown into {@code target/efface-contract}, or {@code build/efface-contract}
 * in a Gradle project. The configuration parameter or system property {@code efface.contract.report} names another folder. The report
 * contains the targets, the runs of each case, and the reason of each skip. If cases are selected but none is executed, the class fails.
 *
 * <p>Needs JUnit Jupiter 5.9 or later. A subclass may override a test that cannot run for its provider. The override should state the
 * reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ContractReporting.class)
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
                CapabilityContract,
                SequenceContract {
    /** For subclasses. */
    protected FaceRepositoryContract() {}

    /** Returns the targets, at least one. Called once. */
    protected abstract List<ContractTarget> targets();
}
