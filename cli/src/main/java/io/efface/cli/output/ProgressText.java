package io.efface.cli.output;

import io.efface.cli.process.Message;
import java.util.List;

/**
 * The progress of a step.
 *
 * @param step what the step does, such as {@code deleting}
 * @param share the finished share of the work, from 0 to 1; {@code NaN} if it is not known
 * @param details the details that a terminal shows beside the bar, the most important first
 * @param line the line for a log; empty if the work of the step has not begun
 */
public record ProgressText(Message step, double share, List<Detail> details, Message line) {
    /**
     * A text beside the bar.
     *
     * @param text the text for a terminal that is wide enough
     * @param brief the text for a narrow terminal; empty if a narrow terminal does not show the detail
     */
    public record Detail(Message text, Message brief) {
        /** Creates a detail that is never shortened. */
        public Detail(Message text) {
            this(text, text);
        }
    }

    /** Copies the list. */
    public ProgressText {
        details = List.copyOf(details);
    }

    /** Returns whether all work of the step is done. */
    boolean isFinished() {
        return share >= 1;
    }

    /** Returns the progress of work whose total is not known. */
    static ProgressText withoutTotal(Message step, Message detail) {
        return new ProgressText(step, Double.NaN, List.of(new Detail(detail)), Message.of("{0}: {1}", step, detail));
    }
}
