package io.efface.cli.process;

import static io.efface.cli.process.ExitStatus.DONE;
import static io.efface.cli.process.ExitStatus.HUNG_UP;
import static io.efface.cli.process.ExitStatus.INTERRUPTED;
import static io.efface.cli.process.ExitStatus.NOT_DELETED;
import static io.efface.cli.process.ExitStatus.OTHER;
import static io.efface.cli.process.ExitStatus.REFUSED;
import static io.efface.cli.process.ExitStatus.REPEAT;
import static io.efface.cli.process.ExitStatus.SAFETY_STOP;
import static io.efface.cli.process.ExitStatus.STILL_PRESENT;
import static io.efface.cli.process.ExitStatus.TERMINATED;
import static io.efface.cli.process.ExitStatus.USAGE;
import static io.efface.cli.process.ExitStatus.WORK_LEFT;

import java.util.List;

/** Which of several ends a command has: the first one of its kind of command wins. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that cannot be changed
public enum ExitPrecedence {
    /** Of commands that call for each id that they are given: what cannot be helped comes before what a repeat may help. */
    CALLS(USAGE, REFUSED, STILL_PRESENT, NOT_DELETED, OTHER, REPEAT, DONE),
    /**
     * Of commands that work on a job: what ended the work comes before what the work found, and what another run settles before what
     * it cannot, because targets that were not deleted for good are reported again at every end.
     */
    JOBS(
            OTHER,
            USAGE,
            SAFETY_STOP,
            REFUSED,
            STILL_PRESENT,
            HUNG_UP,
            INTERRUPTED,
            TERMINATED,
            WORK_LEFT,
            REPEAT,
            NOT_DELETED,
            DONE);

    private final List<ExitStatus> order;

    ExitPrecedence(ExitStatus... order) {
        this.order = List.of(order);
    }

    /** Returns all ends of such commands, the first in precedence first. */
    List<ExitStatus> order() {
        return order;
    }

    /** Returns the one of the two that takes precedence. */
    public ExitStatus first(ExitStatus a, ExitStatus b) {
        return rank(a) <= rank(b) ? a : b;
    }

    private int rank(ExitStatus status) {
        int rank = order.indexOf(status);
        if (rank < 0) {
            throw new IllegalArgumentException(this + " do not end with " + status);
        }
        return rank;
    }
}
