package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.async.AccountResult;
import io.efface.async.AllAccounts;
import io.efface.cli.option.AccountOptions;
import io.efface.cli.option.DetachedOption;
import io.efface.cli.option.EveryAccountOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.option.Operands;
import io.efface.cli.output.CallOutput;
import io.efface.cli.output.JsonCallOutput;
import io.efface.cli.output.Output;
import io.efface.cli.output.TableCallOutput;
import io.efface.cli.process.AccountThreads;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * A command that calls one operation for each of the given people, in one account or in all accounts.
 *
 * @param <T> the result of the operation in one account
 */
abstract class PeopleCommand<T> implements Callable<Integer> {
    private final CliContext context;
    private final Operation operation;

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Mixin
    private final EveryAccountOption everyAccount = new EveryAccountOption();

    @Mixin
    private final DetachedOption detached = new DetachedOption();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Id of a person; '-' reads ids from standard input, one per line. '--' ends the options.")
    private final List<String> ids = new ArrayList<>();

    PeopleCommand(CliContext context, Operation operation) {
        this.context = context;
        this.operation = operation;
    }

    /** Checks the ids against the chosen accounts, and asks for consent if the operation requires consent. */
    abstract void check(
            Operands<PersonId> people, Operands<FaceId> detachedFaces, List<String> chosen, FaceRepositories accounts);

    /** Calls the operation for one person and returns the outcome of each account. */
    abstract Collection<AccountResult<T>> call(AllAccounts everywhere, PersonId person, CallOptions callOptions);

    /** Prints a result and returns its exit status. */
    abstract ExitStatus report(CallOutput report, String account, PersonId person, T result);

    final CliContext context() {
        return context;
    }

    @Override
    public final Integer call() {
        Operands<FaceId> faces = detached.faces(ids, context);
        Operands<PersonId> people = Operands.people(ids, context.in());
        try (FaceRepositories accounts = options.open(context)) {
            List<String> chosen = everyAccount.chosenFrom(accounts, options);
            detached.requireOnePerson(people.ids(), chosen);
            check(people, faces, chosen, accounts);
            return call(people, faces.ids(), chosen, accounts).code();
        }
    }

    private ExitStatus call(
            Operands<PersonId> people, Set<FaceId> detachedFaces, List<String> chosen, FaceRepositories accounts) {
        CallOutput report = output.isJson()
                ? new JsonCallOutput(new Output(context), accounts)
                : TableCallOutput.ofPeople(new Output(context), accounts, chosen, people.ids());
        AccountCalls calls = new AccountCalls(context, report, operation, detachedFaces);
        CallOptions callOptions = CallOptions.defaults().withDetachedFaces(detachedFaces);
        try (AccountThreads workers = new AccountThreads(chosen.size())) {
            AllAccounts everywhere = accounts.inAllAccounts(chosen, workers.threads());
            int item = 0;
            for (PersonId person : people.ids()) {
                item++;
                for (AccountResult<T> outcome : call(everywhere, person, callOptions)) {
                    calls.report(outcome, person, item, result -> report(report, outcome.account(), person, result));
                }
            }
        }
        return calls.finish();
    }
}
