package io.efface.quota.contract;

import io.efface.quota.contract.Fleet.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts the grants of a window. */
record Grants(List<Event> events, long from, long to) {
    static final long SECOND = 1_000_000;

    static Grants within(List<Event> events, long from, long to) {
        return new Grants(
                events.stream()
                        .filter(event -> event.answered() >= from && event.answered() < to)
                        .toList(),
                from,
                to);
    }

    int total() {
        return events.size();
    }

    /** How many were surely given within the window, and not before it to a process that was held up on its way to say so. */
    long surelyGiven() {
        return events.stream().filter(event -> event.asked() >= from).count();
    }

    double share(int process) {
        return (double) events.stream()
                        .filter(event -> event.process() == process)
                        .count()
                / total();
    }

    /** The most grants that were printed within any second: a process that was held up prints late, next to those in time. */
    int mostPrintedInASecond() {
        return most(false);
    }

    /** The most grants of which it is sure that the store gave them within one second: asked and answered in it. */
    int mostGivenInASecond() {
        return most(true);
    }

    private int most(boolean sure) {
        int most = 0;
        for (Event first : events) {
            long from = sure ? first.asked() : first.answered();
            long count = events.stream()
                    .filter(event ->
                            (sure ? event.asked() : event.answered()) >= from && event.answered() < from + SECOND)
                    .count();
            most = (int) Math.max(most, count);
        }
        return most;
    }

    @Override
    public String toString() {
        List<Long> perSecond = new ArrayList<>();
        for (long start = from; start + SECOND <= to; start += SECOND) {
            long second = start;
            perSecond.add(events.stream()
                    .filter(event -> event.answered() >= second && event.answered() < second + SECOND)
                    .count());
        }
        return String.format(
                Locale.ROOT,
                "%.2f grants per second; each second %s; most in a sliding second %d printed, %d surely given;"
                        + " shares %.0f %%, %.0f %%, %.0f %%",
                total() * (double) SECOND / (to - from),
                perSecond,
                mostPrintedInASecond(),
                mostGivenInASecond(),
                share(0) * 100,
                share(1) * 100,
                share(2) * 100);
    }
}
