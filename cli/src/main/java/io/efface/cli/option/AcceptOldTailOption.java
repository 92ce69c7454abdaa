package io.efface.cli.option;

import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that lets a run or a verification accept unsealed events of an older version of Efface. */
public final class AcceptOldTailOption {
    private enum Code {
        OLD_TAIL
    }

    @Option(
            names = "--accept",
            paramLabel = "CODE",
            description = "OLD_TAIL: seal the events that an older version left unsealed. The receipts record this.")
    private Set<Code> accepted = EnumSet.noneOf(Code.class);

    /** Returns whether the command seals events that an older version of Efface left unsealed. */
    public boolean isAccepted() {
        return accepted.contains(Code.OLD_TAIL);
    }
}
