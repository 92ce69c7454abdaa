package io.efface.erasure.internal.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.TargetState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetEventTest {
    private final EventReader reader = new EventReader();

    private TargetEvent read(String json) {
        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8))).isNotNull();
        return reader.event();
    }

    @Test
    void event_writtenAndParsed_isTheSame() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        RandomEvents events = new RandomEvents(new Random(seed));

        for (int i = 1; i <= 20_000; i++) {
            TargetEvent event = events.next(i);

            EventType type = reader.read(event.event().bytes());

            assertThat(type).isNotNull();
            assertThat(reader.target()).isEqualTo(i);
            assertThat(reader.at()).isEqualTo(event.at());
            assertThat(reader.event()).isEqualTo(event);
        }
    }

    @Test
    void read_eventOfAnOlderVersion_hasTheRecordedValues() {
        TargetEvent found =
                read("{\"type\":\"READ_BACK\",\"at\":\"2026-05-04T03:02:01Z\",\"target\":7,\"account\":\"a\","
                        + "\"person\":\"00\",\"found\":true}");

        assertThat(found)
                .isEqualTo(new TargetEvent.ReadBack(7, Instant.parse("2026-05-04T03:02:01Z"), "a", true, true, null));
        assertThat(((TargetEvent.ReadBack) found).isComplete()).isFalse();
    }

    @Test
    void read_unknownFieldsAndConstants_areIgnored() {
        TargetEvent event =
                read("{\"type\":\"OUTCOME\",\"at\":\"2026-05-04T03:02:01Z\",\"target\":7,\"state\":\"DONE\","
                        + "\"evidence\":\"SEEN_BY_TWO\",\"later\":{\"a\":[1]}}");

        assertThat(event).isInstanceOfSatisfying(TargetEvent.Outcome.class, outcome -> {
            assertThat(outcome.state()).isEqualTo(TargetState.DONE);
            assertThat(outcome.evidence()).isNull();
        });
    }

    @Test
    void read_bytesThatAreNotAnEvent_returnsNull() {
        assertThat(reader.read("[1]".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(reader.read("{\"type\":\"LATER\",\"target\":1}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(reader.read("{\"type\":\"OUTCOME\",\"at\":\"today\"}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void read_timeThatDoesNotFitIntoMilliseconds_returnsNull() {
        for (String time :
                List.of("+1000000000-12-31T23:59:59.999999999Z", "-0001-01-01T00:00:00Z", "2026-05-04T99:99:99Z")) {
            String json = "{\"type\":\"OUTCOME\",\"at\":\"" + time + "\",\"target\":1}";
            assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8)))
                    .as(time)
                    .isNull();
        }
        assertThat(reader.read("{\"type\":\"OUTCOME\",\"at\":\"9999-12-31T23:59:59.999999999Z\",\"target\":1}"
                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(EventType.OUTCOME);
    }

    @Test
    void event_aboutTheJob_returnsNull() {
        assertThat(reader.read(Event.of(EventType.SCRUBBED, Instant.EPOCH).bytes()))
                .isEqualTo(EventType.SCRUBBED);
        assertThat(reader.target()).isZero();
        assertThat(reader.event()).isNull();
    }
}
