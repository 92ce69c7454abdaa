package io.efface.erasure.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventRow;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.SealRow;
import io.efface.erasure.keys.EventMac;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests every implementation of {@link Events} and {@link Seals}. */
abstract class EventsAndSealsContract extends LedgerContract {
    EventsAndSealsContract(Function<Path, LedgerStore> opening) {
        super(opening);
    }

    private EventMac mac() {
        return keyFolder.eventMac(store.id(), job, "job", keys.fingerprints());
    }

    private static Event planned() {
        return Event.of(EventType.PLANNED, NOW);
    }

    private static Event attempted(long target) {
        return Event.of(EventType.ATTEMPTED, NOW, target);
    }

    private void add(Event... events) {
        change(tx -> {
            tx.events(job).authenticate(mac());
            for (Event event : events) {
                tx.events(job).add(event);
            }
        });
    }

    private List<Long> numbers(Function<Events, Cursor<EventRow>> cursor) {
        return all(tx -> cursor.apply(tx.events(job))).stream()
                .map(EventRow::number)
                .toList();
    }

    @Test
    void add_withoutAnHmacFunction_failsWithAnIllegalState() {
        assertThatThrownBy(() -> change(tx -> tx.events(job).add(planned())))
                .hasMessageContaining("IllegalStateException");
        check(tx -> assertThat(tx.events(job).lastNumber()).isZero());
    }

    @Test
    void authenticate_once_appliesToLaterChanges() {
        add(planned());
        change(tx -> tx.events(job).add(planned()));

        check(tx -> assertThat(tx.events(job).lastNumber()).isEqualTo(2));
    }

    @Test
    void add_events_haveNumbersFromOneAndHmacs() {
        add(planned(), attempted(3), attempted(4));

        List<EventRow> events = all(tx -> tx.events(job).all());

        assertThat(events).extracting(EventRow::number).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(EventRow::position).containsOnly(0L);
        assertThat(events.get(1).bytes()).isEqualTo(attempted(3).bytes());
        assertThat(events).allMatch(event -> mac().matches(event.number(), event.bytes(), event.hmac()));
        check(tx -> assertThat(tx.events(job).haveMacs()).isTrue());
    }

    @Test
    void add_inARejectedChange_leavesNoGap() {
        add(planned());
        assertThatThrownBy(() -> write(tx -> {
                    tx.events(job).add(attempted(1));
                    throw new ErasureException(Reason.WRONG_STATE, "no");
                }))
                .isInstanceOf(ErasureException.class);

        add(attempted(2));

        assertThat(numbers(Events::all)).containsExactly(1L, 2L);
        check(tx -> assertThat(tx.events(job).bytes(2)).isEqualTo(attempted(2).bytes()));
    }

    @Test
    void after_number_returnsTheFollowingEvents() {
        add(planned(), attempted(3), attempted(4));

        assertThat(numbers(events -> events.after(1))).containsExactly(2L, 3L);
        assertThat(numbers(events -> events.after(3))).isEmpty();
    }

    @Test
    void ofJob_events_returnsEventsWithoutATargetTheNewestFirst() {
        add(planned(), attempted(3), Event.of(EventType.HOLDS_CHANGED, NOW));

        assertThat(numbers(Events::ofJob)).containsExactly(3L, 1L);
    }

    @Test
    void hasTargetEvent_oneEventIsAboutATarget_isTrue() {
        add(planned());
        check(tx -> assertThat(tx.events(job).hasTargetEvent()).isFalse());

        add(attempted(3));
        check(tx -> assertThat(tx.events(job).hasTargetEvent()).isTrue());
    }

    @Test
    void ofTypes_events_returnsEventsOfTheTypesInOrder() {
        add(planned(), attempted(3), Event.of(EventType.HOLDS_CHANGED, NOW), attempted(4));

        assertThat(all(tx -> tx.events(job).ofTypes(EventType.ATTEMPTED, EventType.PLANNED)))
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly(
                        new String(planned().bytes(), StandardCharsets.UTF_8),
                        new String(attempted(3).bytes(), StandardCharsets.UTF_8),
                        new String(attempted(4).bytes(), StandardCharsets.UTF_8));
        check(tx -> assertThat(tx.events(job).count(EventType.ATTEMPTED)).isEqualTo(2));
        check(tx -> assertThat(tx.events(job).count(EventType.SCRUBBED)).isZero());
    }

    @Test
    void bytes_missingEvent_isReportedAsDamage() {
        assertThatThrownBy(() -> read(tx -> tx.events(job).bytes(1)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE));
    }

    @Test
    void setPositions_oldestEvents_areSealedInOrder() {
        add(planned(), attempted(3), attempted(4));

        change(tx -> tx.events(job).setPositions(List.of(1L, 2L), 11));

        assertThat(all(tx -> tx.events(job).all()))
                .extracting(EventRow::position)
                .containsExactly(11L, 12L, 0L);
        check(tx -> {
            Events events = tx.events(job);
            assertThat(events.unsealed(5)).extracting(EventRow::number).containsExactly(3L);
            assertThat(events.countUnsealed()).isEqualTo(1);
            assertThat(events.recountUnsealed()).isEqualTo(1);
            assertThat(events.unsealedAtEnd()).isEqualTo(1);
        });
    }

    @Test
    void setPositions_eventsWithAGap_areNumberedWithoutAGap() {
        add(planned(), attempted(3), attempted(4), attempted(5));

        change(tx -> tx.events(job).setPositions(List.of(1L, 2L, 4L), 7));

        assertThat(all(tx -> tx.events(job).all()))
                .extracting(EventRow::position)
                .containsExactly(7L, 8L, 0L, 9L);
    }

    @Test
    void unsealed_moreEventsThanTheLimit_returnsTheOldest() {
        add(planned(), attempted(3), attempted(4));

        check(tx -> assertThat(tx.events(job).unsealed(2))
                .extracting(EventRow::number)
                .containsExactly(1L, 2L));
    }

    @Test
    void unsealedAtEnd_sealedEventInTheMiddle_countsOnlyEventsAfterIt() {
        add(planned(), attempted(3), attempted(4), attempted(5));

        change(tx -> tx.events(job).setPositions(List.of(2L), 1));

        check(tx -> assertThat(tx.events(job).unsealedAtEnd()).isEqualTo(2));
        check(tx -> assertThat(tx.events(job).countUnsealed()).isEqualTo(3));
    }

    @Test
    void setPositions_eventWithAPosition_failsTheWriter() {
        add(planned(), attempted(3));
        change(tx -> tx.events(job).setPositions(List.of(1L), 1));

        assertThatThrownBy(() -> change(tx -> tx.events(job).setPositions(List.of(2L, 1L), 2)))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_FAILED));
        assertThat(store.writer().hasFailed()).isTrue();
        assertThat(all(tx -> tx.events(job).all()))
                .extracting(EventRow::position)
                .containsExactly(1L, 0L);
    }

    @Test
    void events_ofAnotherJob_areSeparate() {
        int other = write(tx -> tx.jobs().create("other", NOW, null, null));
        add(planned());

        check(tx -> assertThat(tx.events(other).lastNumber()).isZero());
    }

    private static SealRow seal(long number, boolean isFinal) {
        return new SealRow(number, number * 10, number * 10 + 5, isFinal, new byte[] {(byte) number}, new byte[] {9});
    }

    @Test
    void seals_addedInAnyOrder_areSortedByNumber() {
        check(tx -> assertThat(tx.seals(job).lastSeal()).isEmpty());

        change(tx -> {
            tx.seals(job).add(seal(2, true));
            tx.seals(job).add(seal(1, false));
        });

        assertThat(all(tx -> tx.seals(job).all()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(seal(1, false), seal(2, true));
        check(tx -> assertThat(tx.seals(job).lastSeal().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(seal(2, true)));
    }

    @Test
    void seals_numberOfAnotherSeal_failsTheWriter() {
        change(tx -> tx.seals(job).add(seal(1, false)));

        assertThatThrownBy(() -> change(tx -> tx.seals(job).add(seal(1, true)))).isInstanceOf(ErasureException.class);
        assertThat(store.writer().hasFailed()).isTrue();
    }
}
