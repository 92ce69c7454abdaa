package io.efface.cli.command;

import io.efface.DeletePersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.async.AccountAnswer;
import io.efface.async.AllAccounts;
import io.efface.cli.option.AccountOptions;
import io.efface.cli.option.ConsentOption;
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
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes people with all of their faces. */
@Command(
        name = "delete-person",
        mixinStandardHelpOptions = true,
        header = "Delete people with all of their faces.",
        description =
                "Prints one outcome for each account and person. Deleting an absent person succeeds as ALREADY_ABSENT. All ids are checked before the first request is sent.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface delete-person --config efface.properties --yes 4711 4712",
            "  efface delete-person --config efface.properties --all-accounts --yes - < ids"
        })
public final class DeletePersonCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Mixin
    private final EveryAccountOption everyAccount = new EveryAccountOption();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Id of a person; '-' reads ids from standard input, one per line. '--' ends the options.")
    private final List<String> ids = new ArrayList<>();

    public DeletePersonCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Operands<PersonId> operands = Operands.people(ids, context.in());
        Set<PersonId> people = operands.ids();
        try (FaceRepositories accounts = options.open(context)) {
            List<String> chosen = everyAccount.chosenFrom(accounts, options);
            operands.checkDoubtful(accounts, chosen, context);
            consent.require(context, describe(people, chosen, accounts));
            return delete(people, chosen, accounts).code();
        }
    }

    private ExitStatus delete(Set<PersonId> people, List<String> chosen, FaceRepositories accounts) {
        CallReport report = output.isJson()
                ? new JsonCallReport(new Output(context.out()), accounts)
                : TableCallReport.ofPeople(new Output(context.out()), accounts, chosen, people);
        AccountCalls calls = new AccountCalls(context, report, Operation.DELETE_PERSON);
        try (AccountThreads workers = new AccountThreads(chosen.size())) {
            AllAccounts everywhere = accounts.inAllAccounts(chosen, workers.threads());
            int item = 0;
            for (PersonId person : people) {
                item++;
                for (AccountAnswer<DeletePersonResult> answer :
                        everywhere.deletePerson(person).accounts().values()) {
                    calls.report(answer, person, item, result -> {
                        report.deleted(answer.account(), result);
                        return ExitStatus.DONE;
                    });
                }
            }
        }
        return calls.finish();
    }

    private static String describe(Set<PersonId> people, List<String> chosen, FaceRepositories accounts) {
        return people.size() + (people.size() == 1 ? " person" : " people") + " with all faces from "
                + chosen.stream()
                        .map(name -> AccountOptions.describe(accounts, name))
                        .collect(Collectors.joining(" and "));
    }
}
