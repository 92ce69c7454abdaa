package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.async.AccountResult;
import io.efface.async.AllAccounts;
import io.efface.cli.option.AccountOptions;
import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.Operands;
import io.efface.cli.output.CallOutput;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.config.FaceRepositories;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes people with all of their faces. */
@Command(
        name = "delete-person",
        mixinStandardHelpOptions = true,
        header = "Delete people with all of their faces.",
        description = "Prints one outcome for each account and person. The deletion of an absent person succeeds with"
                + " the outcome ALREADY_ABSENT. All ids are checked before the first request is sent.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface delete-person --config efface.properties --yes 4711 4712",
            "  efface delete-person --config efface.properties --all-accounts --yes - < ids"
        })
public final class DeletePersonCommand extends PeopleCommand<DeletePersonResult> {
    @Mixin
    private final ConsentOption consent = new ConsentOption();

    public DeletePersonCommand(CliContext context) {
        super(context, Operation.DELETE_PERSON);
    }

    @Override
    void check(
            Operands<PersonId> people, Operands<FaceId> detachedFaces, List<String> chosen, FaceRepositories accounts) {
        people.checkDoubtful(accounts, chosen, context());
        detachedFaces.checkDoubtful(accounts, chosen, context());
        consent.require(context(), describe(people.ids(), detachedFaces.ids(), chosen, accounts));
    }

    @Override
    Collection<AccountResult<DeletePersonResult>> call(
            AllAccounts everywhere, PersonId person, CallOptions callOptions) {
        return everywhere.deletePerson(person, callOptions).accounts().values();
    }

    @Override
    ExitStatus report(CallOutput report, String account, PersonId person, DeletePersonResult result) {
        report.deleted(account, result);
        return ExitStatus.DONE;
    }

    private static Message describe(
            Set<PersonId> people, Set<FaceId> detachedFaces, List<String> chosen, FaceRepositories accounts) {
        Message detached = switch (detachedFaces.size()) {
            case 0 -> Message.EMPTY;
            case 1 -> Message.of(" and 1 detached face");
            default -> Message.of(" and {0} detached faces", detachedFaces.size());
        };
        Message from = chosen.stream()
                .map(name -> AccountOptions.describe(accounts, name))
                .reduce((first, second) -> Message.of("{0} and {1}", first, second))
                .orElse(Message.EMPTY);
        return people.size() == 1
                ? Message.of("1 person with all faces{0} from {1}", detached, from)
                : Message.of("{0} people with all faces{1} from {2}", people.size(), detached, from);
    }
}
