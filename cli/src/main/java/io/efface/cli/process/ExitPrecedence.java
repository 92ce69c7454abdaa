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

/** The order in which a command chooses one exit status if several apply. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy that cannot be changed
public enum ExitPrecedence {
    /** For commands that send a call for each given id. Permanent failures come before failures that a repeat may resolve. */
    CALLS(USAGE, REFUSED, STILL_PRESENT, NOT_DELETED, OTHER, REPEAT, DONE),
    /**
     * For commands that work on a job. The reason why the work ended comes before the outcomes of targets. Outcomes that another run may
     * resolve come before permanent failures, because permanent failures are reported again at the end of every run.
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

    /** Returns all statuses of the commands that this constant describes, in descending precedence. */
    List<ExitStatus> order() {
        return order;
    }

    /** Returns the one of the two statuses that has the higher precedence. */
    public ExitStatus first(ExitStatus a, ExitStatus b) {
        return rank(a) <= rank(b) ? a : b;
    }

    private int rank(ExitStatus status) {
        int rank = order.indexOf(status);
        if (rank < 0) {
            throw new IllegalArgumentException(this + " has no place for " + status);
        }
        return rank;
    }
}
