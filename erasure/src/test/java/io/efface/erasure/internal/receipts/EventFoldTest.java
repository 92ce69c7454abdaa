package io.efface.erasure.internal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Evidence;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFoldTest {
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    /** Returns the event of an absent target without the remark about an earlier attempt. */
    private static byte[] absent(long target) {
        return new TargetEvent.Outcome(
                        target,
                        AT,
                        1,
                        TargetState.DONE,
                        PersonOutcome.ALREADY_ABSENT,
                        Evidence.CONFIRMED,
                        null,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        false)
                .event()
                .bytes();
    }

    @Test
    void add_outcomeAfterTheDatabaseWasReplaced_needsTheRemark() {
        try (EventFold fold = new EventFold(3, false)) {
            fold.add(absent(1), 1, true);
            fold.add(
                    Event.of(EventType.DATABASE_REPLACED, AT)
                            .with(RecordedDatabase.FIELD, "other")
                            .bytes(),
                    2,
                    true);
            fold.add(absent(2), 3, true);

            assertThat(fold.targets().get(1).maybeEarlier()).isFalse();
            assertThat(fold.targets().get(2).maybeEarlier()).isTrue();
            assertThat(fold.targets().get(3).maybeEarlier()).isFalse();
        }
    }
}
