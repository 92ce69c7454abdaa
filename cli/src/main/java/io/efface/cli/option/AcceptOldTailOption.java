package io.efface.cli.option;

import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that lets a run or a verification accept unsealed events of an older version of Efface. */
public final class AcceptOldTailOption {
    private static final String OLD_TAIL = "OLD_TAIL";

    @Option(
            names = "--accept",
            paramLabel = "CODE",
            description = "OLD_TAIL: seal the events that an older version left unsealed. The receipts record this.")
    private List<String> accepted = List.of();

    /**
     * Returns whether the command seals events that an older version of Efface left unsealed.
     *
     * @throws UsageException if the value of the option is not {@code OLD_TAIL}
     */
    public boolean isAccepted() {
        for (String code : accepted) {
            if (!code.equals(OLD_TAIL)) {
                throw new UsageException(Message.of("--accept: the only code for this command is {0}", OLD_TAIL));
            }
        }
        return !accepted.isEmpty();
    }
}
