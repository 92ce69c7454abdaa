package io.efface.cli.option;

import io.efface.cli.output.Display;
import io.efface.cli.process.Shell;
import io.efface.cli.process.UsageProblem;
import picocli.CommandLine.Option;

/** The user's leave to destroy. */
public final class ConsentOption {
    private static final String AGREED = "yes";

    @Option(names = "--yes", description = "Do not ask for confirmation. Required without a terminal.")
    private boolean given;

    /**
     * Returns if the user agrees.
     *
     * @param what what will be destroyed and where, without ids
     * @throws UsageProblem if the user does not agree, or cannot be asked
     */
    public void require(Shell shell, String what) {
        require(shell, "This will delete " + what + ", for good.", "this deletes for good");
    }

    /**
     * Returns if the user agrees to something that destroys nothing.
     *
     * @param sentence what will be done, without ids
     * @throws UsageProblem if the user does not agree, or cannot be asked
     */
    public void requireFor(Shell shell, String sentence) {
        require(shell, sentence, "this needs a confirmation");
    }

    private void require(Shell shell, String sentence, String reason) {
        if (given) {
            return;
        }
        if (!shell.terminal().isInteractive()) {
            throw new UsageProblem(reason + ", and there is no terminal to ask on", "add --yes to go ahead");
        }
        String answer = shell.terminal()
                .ask(Display.safe(sentence) + "\nType yes to go ahead: ")
                .orElse("");
        if (!answer.strip().equals(AGREED)) {
            throw new UsageProblem("not confirmed; nothing was sent", "type the word yes, or add --yes");
        }
    }
}
