package io.efface.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.cause;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests a contract with a target that does not start, for example because the provider has a mistake. */
final class UnstartableTargetTest {
    private static final String REASON = "the record AcmeWire is not public";

    /** A contract whose only target does not start. */
    @ExtendWith(BrokenContract.OnlyInBrokenProvidersTest.class)
    static final class Unstartable extends FaceRepositoryContract {
        @Override
        protected List<ContractTarget> targets() {
            return List.of(ContractTarget.of("acme raw", () -> {
                throw new IllegalArgumentException(REASON);
            }));
        }
    }

    @Test
    void contract_targetDoesNotStart_failsOnceWithTheReason() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(BrokenContract.OnlyInBrokenProvidersTest.KEY, "true")
                .selectors(selectClass(Unstartable.class))
                .execute()
                .testEvents();

        events.failed()
                .assertEventsMatchExactly(event(finishedWithFailure(
                        message(text -> text.contains("acme raw") && text.contains(REASON)), cause(message(REASON)))));
        assertThat(events.aborted().count()).isEqualTo(events.started().count() - 1);
        assertThat(events.aborted().count()).isGreaterThan(100);
    }
}
