package io.efface.erasure;

import java.util.Map;

/**
 * How many rows of a job stand where. Every row is in one state: rows = planned + duplicates + refused + held, and planned is the sum
 * of the others. Immutable and thread-safe.
 *
 * @param rows lines of the input times accounts
 * @param states how many are in each state; a state without any is left out
 * @param permanent those {@link TargetState#FAILED} for good
 * @param closed those {@link TargetState#PARTIAL} of which no face is open: what is left of them was kept, or failed
 * @param stopped those that are open and have history, and may not be touched because they are on the hold list now
 */
public record JobCounts(long rows, Map<TargetState, Long> states, long permanent, long closed, long stopped) {
    /** Copies the map. */
    public JobCounts {
        states = Map.copyOf(states);
    }

    /** Returns how many are in a state. */
    public long in(TargetState state) {
        return states.getOrDefault(state, 0L);
    }

    /** Returns how many are planned: all but held, refused and duplicate rows. */
    public long planned() {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns how many another run would take: pending, unknown, in flight, or with open faces, and not on hold. */
    public long open() {
        return in(TargetState.PENDING)
                + in(TargetState.IN_FLIGHT)
                + in(TargetState.UNKNOWN)
                + in(TargetState.PARTIAL)
                - closed
                - stopped;
    }

    /** Returns whether every planned target is settled as erased, and no row was refused. */
    public boolean isComplete() {
        return in(TargetState.DONE) == planned() && in(TargetState.REFUSED) == 0;
    }
}
