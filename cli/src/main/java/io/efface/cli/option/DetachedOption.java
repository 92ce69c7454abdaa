package io.efface.cli.option;

import io.efface.FaceId;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for faces that an interrupted deletion detached from their person. */
public final class DetachedOption {
    /** The name of the option. */
    public static final String NAME = "--detached";

    @Option(
            names = NAME,
            split = ",",
            paramLabel = "FACE",
            description =
                    "Detached faces of the person, as an earlier deletion printed them; '-' reads standard input.")
    private final List<String> ids = new ArrayList<>();

    /**
     * Returns the faces that the option names.
     *
     * @param others the other arguments of the command; one of them may be {@code -}, which stands for standard input
     * @throws UsageException if a face id is not valid, or if standard input is named twice
     */
    public Operands<FaceId> faces(List<String> others, CliContext context) {
        if (ids.contains(Operands.STANDARD_INPUT) && others.contains(Operands.STANDARD_INPUT)) {
            throw new UsageException(Message.of("'-' is given twice, and standard input can be read only once"));
        }
        return Operands.faces(ids, context.in());
    }

    /**
     * Checks that the command has one person and one account, because detached faces belong to one person in one account.
     *
     * @throws UsageException if the option is given and there are several people or accounts
     */
    public void requireOnePerson(Collection<?> people, Collection<String> accounts) {
        if (!ids.isEmpty() && (people.size() != 1 || accounts.size() != 1)) {
            throw new UsageException(Message.of("{0} needs exactly one person and one account", NAME));
        }
    }
}
