package io.efface.cli.option;

import io.efface.cli.output.RunReport;
import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.erasure.RunPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The confirmation to erase a job: the number of its targets, as an option or typed on the terminal. */
public final class ExpectOption {
    private static final String NAME = "--expect";

    @Option(
            names = NAME,
            paramLabel = "TARGETS",
            description =
                    "Number of targets that were planned. Required without a terminal; a different number ends the run with 2.")
    private @Nullable Long expected;

    /** Returns these arguments with another number, if they have one. */
    public static List<String> withNumber(List<String> arguments, long number) {
        List<String> withNumber = new ArrayList<>(arguments);
        for (int i = 0; i < withNumber.size(); i++) {
            if (withNumber.get(i).startsWith(NAME + "=")) {
                withNumber.set(i, NAME + "=" + number);
            } else if (withNumber.get(i).equals(NAME) && i + 1 < withNumber.size()) {
                withNumber.set(i + 1, Long.toString(number));
            }
        }
        return withNumber;
    }

    /**
     * Returns if the user confirms.
     *
     * @throws UsageException if the number is another, or the user cannot be asked
     */
    public void require(CliContext context, RunPreview preview) {
        if (expected != null) {
            if (!preview.isExpectedBy(expected)) {
                throw new UsageException(
                        "the job has " + preview.planned() + " planned targets, not " + expected
                                + " as --expect says; nothing was sent",
                        "look at it without --apply");
            }
            if (expected != preview.planned()) {
                context.printMessage(
                        "note: " + (expected - preview.planned()) + " of the " + expected + " targets are held since");
            }
            return;
        }
        if (!context.terminal().isInteractive()) {
            throw new UsageException(
                    "this deletes for good, and there is no terminal to ask on",
                    "add --expect and the number of targets that were planned");
        }
        String question = RunReport.lines(preview).stream()
                .map(TerminalText::escape)
                .collect(Collectors.joining(
                        "\n", "This deletes for good.\n", "\nType the number of targets to go ahead: "));
        String answer = context.terminal().ask(question).orElse("");
        if (!answer.strip().equals(Long.toString(preview.planned()))) {
            throw new UsageException("not confirmed; nothing was sent", "type the number of targets, or add --expect");
        }
    }
}
