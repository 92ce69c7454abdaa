package io.efface.erasure;

import java.util.Map;

/**
 * The number of a job's rows in each state. Each row is in one state. {@code rows} is the sum of the planned, duplicate, refused and held
 * rows. Immutable and thread-safe.
 *
 * @param rows the number of all rows: one for each line and account
 * @param states the number of rows in each state; states without a row are left out
 * @param permanent the number of {@link TargetState#FAILED} targets for which a repeat of the same call would fail again
 * @param closed the number of {@link TargetState#PARTIAL} targets without an open face: each of their faces is gone, was kept, or failed
 * @param stopped the number of open targets that no run processes, because they are on the hold list. Before they were put on the hold
 *     list, a request was sent that may have had an effect. So their state is not {@link TargetState#HELD}
 */
public record JobCounts(long rows, Map<TargetState, Long> states, long permanent, long closed, long stopped) {
    /** Copies the map. */
    public JobCounts {
        states = Map.copyOf(states);
    }

    /** Returns the number of rows in a state. */
    public long in(TargetState state) {
        return states.getOrDefault(state, 0L);
    }

    /** Returns the number of planned targets: all rows that are not held, refused or duplicates. */
    public long planned() {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /**
     * Returns the number of open targets, which another run would process: pending and unknown targets, targets in flight, and targets with
     * open faces. Targets on the hold list do not count.
     */
    public long open() {
        return in(TargetState.PENDING)
                + in(TargetState.IN_FLIGHT)
                + in(TargetState.UNKNOWN)
                + in(TargetState.PARTIAL)
                - closed
                - stopped;
    }

    /** Returns whether all planned targets are {@link TargetState#DONE} and no row was refused. */
    public boolean isComplete() {
        return in(TargetState.DONE) == planned() && in(TargetState.REFUSED) == 0;
    }
}
