package io.efface.cli.option;

import io.efface.erasure.input.ListRisk;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that accepts risks of a list. */
public final class AcceptOption {
    @Option(
            names = "--accept",
            paramLabel = "CODE",
            split = ",",
            description =
                    "Accept rows or hold lists that are otherwise refused: SPREADSHEET_NUMBER, EMPTY_MARKER, FACE_SEPARATOR, EMPTY_HOLD or NEAR_HOLD. The receipts record the codes.")
    private Set<ListRisk> accepted = EnumSet.noneOf(ListRisk.class);

    public Set<ListRisk> risks() {
        return accepted;
    }
}
