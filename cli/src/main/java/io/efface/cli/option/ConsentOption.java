package io.efface.cli.option;

import io.efface.cli.output.TerminalText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
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
     * @param what description of the data that will be deleted and of its account or ledger, without ids
     * @throws UsageException if the user does not confirm, or cannot be asked
     */
    public void require(CliContext context, Message what) {
        require(
                context,
                Message.of("This will permanently delete {0}.", what),
                Message.of("this deletes permanently, and there is no terminal for the confirmation"));
    }

    /**
     * Requires the user's confirmation of an action that destroys no data.
     *
     * @param sentence sentence that describes the action, without ids
     * @throws UsageException if the user does not confirm, or cannot be asked
     */
    public void requireFor(CliContext context, Message sentence) {
        require(
                context,
                sentence,
                Message.of("this needs a confirmation, and there is no terminal for the confirmation"));
    }

    private void require(CliContext context, Message sentence, Message noTerminal) {
        if (given) {
            return;
        }
        if (!context.terminal().isInteractive()) {
            throw new UsageException(noTerminal, Message.of("add --yes to continue"));
        }
        String answer = context.terminal()
                .ask(TerminalText.escape(context.text(sentence)) + "\n"
                        + context.text(Message.of("Type {0} to continue: ", CONFIRMED)))
                .orElse("");
        if (!answer.strip().equals(CONFIRMED)) {
            throw new UsageException(
                    Message.of("not confirmed; nothing was sent"), Message.of("type the word yes, or add --yes"));
        }
    }
}
