package io.efface.cli.option;

import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import picocli.CommandLine.Option;

/** The option {@code --yes}. Without this option, the user is asked for confirmation before a deletion. */
public final class ConsentOption {
    private static final String CONFIRMED = "yes";

    @Option(names = "--yes", description = "Do not ask for confirmation. Required without a terminal.")
    private boolean given;

    /**
     * Requires the user's confirmation of a deletion, by {@code --yes} or on the terminal.
     *
     * @param what words for the data that will be deleted and its account or ledger, without ids
     * @throws UsageException if the user does not confirm, or cannot be asked
     */
    public void require(CliContext context, String what) {
        require(context, "This will permanently delete " + what + ".", "this deletes permanently");
    }

    /**
     * Requires the user's confirmation of an action that destroys no data.
     *
     * @param sentence sentence that describes the action, without ids
     * @throws UsageException if the user does not confirm, or cannot be asked
     */
    public void requireFor(CliContext context, String sentence) {
        require(context, sentence, "this needs a confirmation");
    }

    private void require(CliContext context, String sentence, String reason) {
        if (given) {
            return;
        }
        if (!context.terminal().isInteractive()) {
            throw new UsageException(
                    reason + ", and there is no terminal for the confirmation", "add --yes to continue");
        }
        String answer = context.terminal()
                .ask(TerminalText.escape(sentence) + "\nType yes to continue: ")
                .orElse("");
        if (!answer.strip().equals(CONFIRMED)) {
            throw new UsageException("not confirmed; nothing was sent", "type the word yes, or add --yes");
        }
    }
}
