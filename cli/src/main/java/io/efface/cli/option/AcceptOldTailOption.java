package io.efface.cli.option;

import io.efface.cli.process.UsageException;
import java.util.List;
import picocli.CommandLine.Option;

/** The old unsealed events that a run or a verification accepts. */
public final class AcceptOldTailOption {
    private static final String OLD_TAIL = "OLD_TAIL";

    @Option(
            names = "--accept",
            paramLabel = "CODE",
            description = "OLD_TAIL: seal events that an older version left unsealed, and record this.")
    private List<String> accepted = List.of();

    /**
     * Returns whether events that an older version left unsealed are sealed.
     *
     * @throws UsageException if something else is to be accepted
     */
    public boolean isAccepted() {
        for (String code : accepted) {
            if (!code.equals(OLD_TAIL)) {
                throw new UsageException("--accept: the only code that is allowed here is " + OLD_TAIL);
            }
        }
        return !accepted.isEmpty();
    }
}
