package io.efface.cli.option;

import io.efface.cli.output.RunReport;
import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.erasure.RunPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The confirmation before a run: the user states the number of targets, as an option or on the terminal. */
public final class ExpectOption {
    private static final String NAME = "--expect";

    @Option(
            names = NAME,
            paramLabel = "TARGETS",
            description =
                    "Number of planned targets. Required without a terminal. If the number is wrong, nothing is sent"
                            + " and the exit code is 2.")
    private @Nullable Long expected;

    private final Message wrongNumberHint;
    private final String confirmation;

    /**
     * Creates an option for a command.
     *
     * @param wrongNumberHint advice in the error message for a wrong number
     * @param confirmation the names of the options that confirm without a terminal
     */
    public ExpectOption(Message wrongNumberHint, String confirmation) {
        this.wrongNumberHint = wrongNumberHint;
        this.confirmation = confirmation;
    }

    /** Returns whether the option was given. */
    public boolean isGiven() {
        return expected != null;
    }

    /** Returns the number, or empty if the option was not given. */
    public Optional<Long> number() {
        return Optional.ofNullable(expected);
    }

    /** Returns a copy of the arguments in which {@code --expect}, if present, has another number. */
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
     * Requires the user's confirmation of a run, by {@code --expect} or on the terminal.
     *
     * @throws UsageException if the number differs from the number of planned targets, or there is no terminal for the confirmation
     */
    public void require(CliContext context, RunPreview preview) {
        if (expected != null) {
            if (!preview.isExpectedBy(expected)) {
                throw new UsageException(
                        Message.of(
                                "the job has {0} planned targets, not {1} as --expect requires; nothing was sent",
                                preview.planned(), expected),
                        wrongNumberHint);
            }
            if (expected != preview.planned()) {
                context.printMessage(Message.of(
                        "note: {0} of the {1} targets were put on the hold list after the job was planned",
                        (expected - preview.planned()), expected));
            }
            return;
        }
        if (!context.terminal().isInteractive()) {
            throw new UsageException(
                    Message.of("this deletes permanently, and there is no terminal for the confirmation"),
                    Message.of(
                            "add {0} and the number of planned targets, which is {1}",
                            confirmation, preview.planned()));
        }
        String question = RunReport.lines(preview).stream()
                .map(line -> TerminalText.escape(context.text(line)))
                .collect(Collectors.joining(
                        "\n",
                        context.text(Message.of("This deletes permanently.")) + "\n",
                        "\n" + context.text(Message.of("Type the number of targets to continue: "))));
        String answer = context.terminal().ask(question).orElse("");
        if (!answer.strip().equals(Long.toString(preview.planned()))) {
            throw new UsageException(
                    Message.of("not confirmed; nothing was sent"),
                    Message.of("type the number of targets, or add {0}", confirmation));
        }
    }
}
