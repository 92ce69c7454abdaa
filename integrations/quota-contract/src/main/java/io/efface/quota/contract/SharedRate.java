package io.efface.quota.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Three processes with clocks four seconds apart share one rate: never more than it together, each its part, and nobody waits while
 * a permit is there. What they take of the rate is printed; how near they come to it is the machine's doing, since a paced bucket
 * saves nothing up and whoever wakes late has lost that time. The rate is a vendor's 20 per second less the default margin of 5 %.
 */
public final class SharedRate {
    /** A vendor's 20 per second less 5 %. */
    static final int RATE = 19;

    static final Duration INTERVAL = Duration.ofSeconds(1).dividedBy(RATE);

    /** Far below what a machine with other work gets (0.87 was seen with every core taken twice over). */
    private static final double LEAST_OF_RATE = 0.5;

    /** A process knows the store's time within half a round trip. */
    private static final long CLOCK_ERROR = INTERVAL.toNanos() / 1000 / 2;

    /** A round trip that is slow on one way only, when the store's time is read, makes a clock wrong by more than that. */
    private static final double MOST_NEEDLESS = 0.05;

    /** All wake for the same permit and the quickest gets it, so that shares of 20 % are common; whose clock is wrong gets nothing. */
    private static final double LEAST_SHARE = 0.05;

    private static final int WINDOW_SECONDS = 5;
    /** A busy machine wakes late for a while; what is wrong is wrong in each window. */
    private static final int WINDOWS = 3;
    /** Longer than a process needs from an answer to its print, so that what was given before an event is not taken for later. */
    static final long SETTLED = 300_000;

    private static final List<Duration> SKEWS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(-2), Duration.ZERO);

    private SharedRate() {}

    /**
     * Checks that processes of a class share one rate.
     *
     * @param contender a class as {@link SharedQuotaContract#contender()} returns
     * @param arguments the first ones of its {@code main}
     * @param bucket the bucket's name
     * @param patience how long each process is given for its first permit, at least 7 s
     * @throws AssertionError if they do not
     */
    public static void check(Class<?> contender, List<String> arguments, String bucket, Duration patience)
            throws IOException, InterruptedException {
        try (Fleet fleet = fleet(contender, arguments, bucket, patience)) {
            check(fleet, contender.getSimpleName());
        }
    }

    static Fleet fleet(Class<?> contender, List<String> arguments, String bucket, Duration patience)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(INTERVAL.toString(), bucket));
        return new Fleet(contender, all, SKEWS, patience);
    }

    static void check(Fleet fleet, String who) throws IOException, InterruptedException {
        fleet.go();
        fleet.awaitEach("each process has got a permit", Fleet.Event::isGrant);
        boolean enough = false;
        for (int window = 0; window < WINDOWS && !enough; window++) {
            enough = window(fleet, who) >= RATE * WINDOW_SECONDS * LEAST_OF_RATE;
        }
        assertThat(enough)
                .as("%.0f %% of the rate in one of %d windows", LEAST_OF_RATE * 100, WINDOWS)
                .isTrue();
    }

    private static int window(Fleet fleet, String who) throws InterruptedException {
        long from = fleet.await("the window starts", Fleet.Event::isGrant).answered();
        long to = from + WINDOW_SECONDS * Grants.SECOND;
        fleet.await("the window is over", event -> event.answered() > to + SETTLED);
        Grants grants = Grants.within(fleet.grants(), from, to);
        System.out.println(who + ": of " + RATE + ", " + grants);

        // A permit early for each clock that is off by the round trip, and one for the bucket's capacity.
        assertThat(grants.surelyGiven()).as("grants in the window").isLessThanOrEqualTo(RATE * WINDOW_SECONDS + 2);
        assertThat(grants.mostGivenInASecond()).as("most in a sliding second").isLessThanOrEqualTo(RATE + 2);
        waitsForAReason(fleet.waits(from, to), fleet.grants());
        for (int process = 0; process < SKEWS.size(); process++) {
            assertThat(grants.share(process)).as("share of process " + process).isGreaterThan(LEAST_SHARE);
        }
        return grants.total();
    }

    private static void waitsForAReason(List<Fleet.Event> waits, List<Fleet.Event> grants) {
        long interval = INTERVAL.toNanos() / 1000;
        assertThat(waits)
                .as("microseconds to wait")
                .allMatch(event -> event.pause() > 0 && event.pause() <= interval + CLOCK_ERROR);
        long needless = waits.stream()
                .filter(wait -> grants.stream()
                        .noneMatch(grant -> grant.answered() > wait.asked() - interval - CLOCK_ERROR
                                && grant.asked() < wait.answered()))
                .count();
        assertThat((double) needless / waits.size())
                .as("part of %d waits although nobody had got a permit for an interval", waits.size())
                .isLessThanOrEqualTo(MOST_NEEDLESS);
    }
}
