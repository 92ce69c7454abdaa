package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.async.AccountResult;
import io.efface.async.AllAccounts;
import io.efface.cli.option.Operands;
import io.efface.cli.output.CallOutput;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.config.FaceRepositories;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether people are present. */
@Command(
        name = "find-person",
        mixinStandardHelpOptions = true,
        header = "Show whether people are present, and list their faces.",
        description = "Changes nothing at the vendor.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface find-person --config efface.properties --all-accounts 4711",
            "  efface find-person --account cn-main --exit-code --json - < ids.txt"
        })
public final class FindPersonCommand extends PeopleCommand<FindPersonResult> {
    @Option(names = "--exit-code", description = "Exit with 3 if a person is absent.")
    private boolean absentIsFailure;

    public FindPersonCommand(CliContext context) {
        super(context, Operation.FIND_PERSON);
    }

    /** Every id can be read, so there is nothing to check. */
    @Override
    void check(
            Operands<PersonId> people,
            Operands<FaceId> detachedFaces,
            List<String> chosen,
            FaceRepositories accounts) {}

    @Override
    Collection<AccountResult<FindPersonResult>> call(AllAccounts everywhere, PersonId person, CallOptions callOptions) {
        return everywhere.findPerson(person, callOptions).accounts().values();
    }

    @Override
    ExitStatus report(CallOutput report, String account, PersonId person, FindPersonResult result) {
        report.found(account, person, result);
        return absentIsFailure && result.isAbsent() ? ExitStatus.NOT_DELETED : ExitStatus.DONE;
    }
}
