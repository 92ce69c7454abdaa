package io.efface.cli.option;

import io.efface.cli.output.Display;
import io.efface.cli.output.RunReport;
import io.efface.cli.process.Shell;
import io.efface.cli.process.UsageProblem;
import io.efface.erasure.RunPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The user's leave to erase a job: the number of its targets, known from the plan or typed after reading what it is. */
public final class ExpectOption {
    private static final String NAME = "--expect";

    @Option(
            names = NAME,
            paramLabel = "TARGETS",
            description =
                    "Number of targets that were planned. Required without a terminal; a different number ends the run with 2.")
    private @Nullable Long expected;

    /** Returns these arguments with another number, if they have one. */
    public static List<String> replaced(List<String> arguments, long number) {
        List<String> replaced = new ArrayList<>(arguments);
        for (int i = 0; i < replaced.size(); i++) {
            if (replaced.get(i).startsWith(NAME + "=")) {
                replaced.set(i, NAME + "=" + number);
            } else if (replaced.get(i).equals(NAME) && i + 1 < replaced.size()) {
                replaced.set(i + 1, Long.toString(number));
            }
        }
        return replaced;
    }

    /**
     * Returns if the user agrees.
     *
     * @throws UsageProblem if the number is another, or the user cannot be asked
     */
    public void require(Shell shell, RunPreview preview) {
        if (expected != null) {
            if (!preview.isExpectedBy(expected)) {
                throw new UsageProblem(
                        "the job has " + preview.planned() + " planned targets, not " + expected
                                + " as --expect says; nothing was sent",
                        "look at it without --apply");
            }
            if (expected != preview.planned()) {
                shell.say(
                        "note: " + (expected - preview.planned()) + " of the " + expected + " targets are held since");
            }
            return;
        }
        if (!shell.terminal().isInteractive()) {
            throw new UsageProblem(
                    "this deletes for good, and there is no terminal to ask on",
                    "add --expect and the number of targets that were planned");
        }
        String question = RunReport.lines(preview).stream()
                .map(Display::safe)
                .collect(Collectors.joining(
                        "\n", "This deletes for good.\n", "\nType the number of targets to go ahead: "));
        String answer = shell.terminal().ask(question).orElse("");
        if (!answer.strip().equals(Long.toString(preview.planned()))) {
            throw new UsageProblem("not confirmed; nothing was sent", "type the number of targets, or add --expect");
        }
    }
}
