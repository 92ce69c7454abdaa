package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.async.AccountAnswer;
import io.efface.async.AllAccounts;
import io.efface.async.AllAccountsPresence;
import io.efface.cli.option.AccountOptions;
import io.efface.cli.option.EveryAccountOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.option.Operands;
import io.efface.cli.output.CallReport;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonCallReport;
import io.efface.cli.output.Output;
import io.efface.cli.output.TableCallReport;
import io.efface.cli.process.AccountThreads;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads people back. */
@Command(
        name = "find-person",
        mixinStandardHelpOptions = true,
        header = "Read people back and list their faces.",
        description = "Changes nothing at the vendor.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface find-person --config efface.properties --all-accounts 4711")
public final class FindPersonCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Mixin
    private final EveryAccountOption everyAccount = new EveryAccountOption();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Option(names = "--exit-code", description = "Exit with 3 if a person is absent.")
    private boolean absentIsFailure;

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Id of a person; '-' reads ids from standard input, one per line. '--' ends the options.")
    private final List<String> ids = new ArrayList<>();

    public FindPersonCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Set<PersonId> people = Operands.people(ids, context.in()).ids();
        try (FaceRepositories accounts = options.open(context)) {
            return find(people, everyAccount.chosenFrom(accounts, options), accounts)
                    .code();
        }
    }

    private ExitStatus find(Set<PersonId> people, List<String> chosen, FaceRepositories accounts) {
        CallReport report = output.isJson()
                ? new JsonCallReport(new Output(context.out()), accounts)
                : TableCallReport.ofPeople(new Output(context.out()), accounts, chosen, people);
        AccountCalls calls = new AccountCalls(context, report, Operation.FIND_PERSON);
        try (AccountThreads workers = new AccountThreads(chosen.size())) {
            AllAccounts everywhere = accounts.inAllAccounts(chosen, workers.threads());
            int item = 0;
            for (PersonId person : people) {
                item++;
                AllAccountsPresence presence = everywhere.findPerson(person, CallOptions.defaults());
                for (AccountAnswer<FindPersonResult> answer :
                        presence.accounts().values()) {
                    calls.report(answer, person, item, found -> {
                        report.found(answer.account(), person, found);
                        return absentIsFailure && found.isAbsent() ? ExitStatus.NOT_DELETED : ExitStatus.DONE;
                    });
                }
            }
        }
        return calls.finish();
    }
}
