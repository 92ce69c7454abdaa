package io.efface.cli.command;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceExceptionBuilder;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetainedReason;
import io.efface.async.AccountResult;
import io.efface.cli.option.AccountOptions;
import io.efface.cli.option.ConsentOption;
import io.efface.cli.option.DetachedOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.option.Operands;
import io.efface.cli.output.CallOutput;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.JsonCallOutput;
import io.efface.cli.output.Output;
import io.efface.cli.output.TableCallOutput;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Crash;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes faces of one person. */
@Command(
        name = "delete-faces",
        mixinStandardHelpOptions = true,
        header = "Delete faces of one person.",
        description = "Prints one outcome for each face. The person and the person's other faces stay.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface delete-faces --config efface.properties --yes 4711 face-1 face-2",
            "  efface delete-faces --account cn-main --yes 4711 - < faces.txt"
        })
public final class DeleteFacesCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final AccountOptions options = new AccountOptions();

    @Mixin
    private final ConsentOption consent = new ConsentOption();

    @Mixin
    private final DetachedOption detached = new DetachedOption();

    @Mixin
    private final JsonOption output = new JsonOption();

    @Option(
            names = "--delete-person-if-all",
            description =
                    "Delete the whole person if the arguments name all faces of the person. Efface reads the person"
                            + " first.")
    private boolean deletePersonIfAll;

    @Parameters(index = "0", paramLabel = "PERSON", description = "Id of the person that the faces belong to.")
    private String person = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FACE",
            description = "Id of a face; '-' reads ids from standard input, one per line. '--' ends the options.")
    private final List<String> ids = new ArrayList<>();

    public DeleteFacesCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Operands<PersonId> owner = Operands.person(person);
        Operands<FaceId> detachedFaces = detached.faces(ids, context);
        Operands<FaceId> operands = Operands.faces(ids, context.in());
        Set<FaceId> faces = operands.ids();
        if (!faces.containsAll(detachedFaces.ids())) {
            throw new UsageException(Message.of(
                    "each face of {0} must also be an argument, because delete-faces deletes only the faces of its"
                            + " arguments",
                    DetachedOption.NAME));
        }
        try (FaceRepositories accounts = options.open(context)) {
            String account = options.chosenFrom(accounts);
            owner.checkDoubtful(accounts, List.of(account), context);
            operands.checkDoubtful(accounts, List.of(account), context);
            detachedFaces.checkDoubtful(accounts, List.of(account), context);
            consent.require(context, describe(faces, AccountOptions.describe(accounts, account)));
            return delete(owner.first(), faces, detachedFaces.ids(), account, accounts)
                    .code();
        }
    }

    private ExitStatus delete(
            PersonId owner, Set<FaceId> faces, Set<FaceId> detachedFaces, String account, FaceRepositories accounts) {
        Output out = new Output(context);
        CallOutput report = output.isJson()
                ? new JsonCallOutput(out, accounts)
                : TableCallOutput.ofFaces(out, accounts, account, faces);
        AccountCalls calls = new AccountCalls(context, report, Operation.DELETE_FACES, detachedFaces);
        AccountResult<DeleteFacesResult> outcome =
                outcome(owner, faces, account, accounts.get(account), callOptions(detachedFaces));
        calls.report(outcome, owner, 1, result -> {
            report.deleted(account, result);
            calls.reportDetached(account, 1, CallOutput.detachedFaces(result).size());
            return ExitStatus.of(result);
        });
        if (!deletePersonIfAll && concernsLastFace(outcome)) {
            context.printMessage(
                    Message.of("hint: a vendor may keep the last face of a person, or delete the person with it;"
                            + " --delete-person-if-all deletes the person if the given faces are all of its faces"));
        }
        return calls.finish();
    }

    /**
     * Returns whether the vendor kept a face as the person's last face, or rejected the call or a face with {@code FAILED_PRECONDITION}, as
     * some vendors do for the last face.
     */
    private static boolean concernsLastFace(AccountResult<DeleteFacesResult> outcome) {
        FaceException error = outcome.error();
        Optional<DeleteFacesResult> faces = error == null ? outcome.success() : error.facesSoFar();
        return (error != null && error.kind() == ErrorKind.FAILED_PRECONDITION)
                || faces.stream()
                        .flatMap(result -> result.faces().values().stream())
                        .anyMatch(face -> face.retained() == RetainedReason.LAST_FACE
                                || (face.error() != null && face.error().kind() == ErrorKind.FAILED_PRECONDITION));
    }

    private CallOptions callOptions(Set<FaceId> detachedFaces) {
        CallOptions call = CallOptions.defaults().withDetachedFaces(detachedFaces);
        return deletePersonIfAll ? call.deletingPersonForAllFaces() : call;
    }

    private static AccountResult<DeleteFacesResult> outcome(
            PersonId owner, Set<FaceId> faces, String account, FaceRepository repository, CallOptions call) {
        try {
            return new AccountResult<>(account, repository.deleteFaces(owner, faces, call), null);
        } catch (FaceException e) {
            return new AccountResult<>(account, null, e);
        } catch (IllegalArgumentException e) {
            // FaceRepository promises that this exception is thrown before anything is sent, and that its message
            // contains no id.
            return new AccountResult<>(
                    account,
                    null,
                    failure(ErrorKind.INVALID_ARGUMENT, account)
                            .detail(e.getMessage())
                            .build());
        } catch (RuntimeException e) {
            return new AccountResult<>(
                    account,
                    null,
                    failure(ErrorKind.INTERNAL, account)
                            .effect(Effect.UNKNOWN)
                            .detail("internal error: " + Crash.describe(e))
                            .build());
        }
    }

    private static FaceExceptionBuilder failure(ErrorKind kind, String account) {
        return FaceException.of(Operation.DELETE_FACES, kind).account(account);
    }

    private Message describe(Set<FaceId> faces, Message account) {
        Message whole =
                deletePersonIfAll ? Message.of(", and the whole person if that is all of its faces") : Message.EMPTY;
        return faces.size() == 1
                ? Message.of("{0} face of one person from {1}{2}", 1, account, whole)
                : Message.of("{0} faces of one person from {1}{2}", faces.size(), account, whole);
    }
}
