package io.efface.erasure.internal.run;

import java.util.HashMap;
import java.util.Map;

/**
 * Distinguishes a refusal of one target from one of its whole account, which the vendor may answer with the same code. A target has failed only
 * if it was refused in between calls that the account took: before its refusal, and after it. Calls that were under way when it was
 * refused say nothing. Everything is under the pool's lock.
 */
public final class Refusals {
    /**
     * A target that the account refused.
     *
     * @param times how often: once, and once more for each time that others were taken in between
     * @param begun how many calls had begun when it was refused last
     */
    private record Suspect(int times, long begun) {}

    private static final int ALONE = 2;

    /** How many targets in a row the account may refuse, with codes that need not be about them, before it is suspected itself. */
    private static final int MOST_IN_A_ROW = 2;

    private final Map<Long, Suspect> suspects = new HashMap<>();
    private long begun;
    /** The latest call that the account took. */
    private long taken;
    /** Refusals with codes that need not be about their targets, since the account took a call. */
    private int inARow;

    /** Counts a call that begins, and returns its number. */
    public long begin() {
        begun++;
        return begun;
    }

    /** Records that the account took a call. */
    public void taken(long call, long target) {
        taken = Math.max(taken, call);
        inARow = 0;
        suspects.remove(target);
    }

    /**
     * Records a refusal with a code that need not be about its target; returns whether it has to be taken for the account's: no
     * target was taken so far, or several in a row were refused.
     */
    boolean isAccountWide() {
        inARow++;
        return taken == 0 || inARow > MOST_IN_A_ROW;
    }

    /** Records that the account refused a target; returns whether others were taken since it did so before. */
    public boolean refused(long target) {
        Suspect before = suspects.get(target);
        boolean again = before != null && isPast(before);
        int times = before == null ? 1 : before.times() + (again ? 1 : 0);
        suspects.put(target, new Suspect(times, begun));
        return again;
    }

    /** Returns whether the account refused a target that is not through. */
    boolean isSuspect(long target) {
        return suspects.containsKey(target);
    }

    /** Forgets a target that is through. */
    void settled(long target) {
        suspects.remove(target);
    }

    /** Returns whether a target was refused and others were taken since. */
    public boolean isPast(long target) {
        Suspect suspect = suspects.get(target);
        return suspect != null && isPast(suspect);
    }

    private boolean isPast(Suspect suspect) {
        return taken > suspect.begun();
    }

    /**
     * Returns whether the refusal that a target meets now is its own.
     *
     * @param last whether no other call is under way
     */
    public boolean isAlone(long target, boolean last) {
        Suspect suspect = suspects.get(target);
        if (suspect == null || suspect.times() < ALONE) {
            return false;
        }
        // Where no other target is left to be taken after it, it is enough that none was refused since others were
        // taken.
        return isPast(suspect)
                || (last
                        && suspects.entrySet().stream()
                                .allMatch(other -> other.getKey() == target || isPast(other.getValue())));
    }
}
