package io.efface.cli.command;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.async.AccountResult;
import io.efface.cli.output.CallOutput;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/** Reports the results of the calls of one command, and counts the calls and the failures. */
public final class AccountCalls {
    private static final Message REPEAT_WITH_FACES =
            Message.of("; detached faces may still exist at the vendor, and no read of the person lists them: repeat"
                    + " the command with --detached and the faces that standard output shows");

    private final CliContext context;
    private final CallOutput report;
    private final Operation operation;
    private final Set<FaceId> detachedEarlier;
    private ExitStatus status = ExitStatus.DONE;
    private int calls;
    private int failures;

    /**
     * Creates an instance.
     *
     * @param detachedEarlier the faces of the option {@code --detached}
     */
    AccountCalls(CliContext context, CallOutput report, Operation operation, Set<FaceId> detachedEarlier) {
        this.context = context;
        this.report = report;
        this.operation = operation;
        this.detachedEarlier = detachedEarlier;
    }

    /**
     * Reports the result or the failure of a call to one account.
     *
     * @param item the person's position among the ids of the command, from 1
     * @param success function that reports a successful result and returns its exit status
     */
    <T> void report(AccountResult<T> outcome, PersonId person, int item, Function<T, ExitStatus> success) {
        calls++;
        outcome.success().ifPresent(result -> status = ExitPrecedence.CALLS.first(status, success.apply(result)));
        outcome.failure().ifPresent(failure -> reportFailure(outcome.account(), person, item, failure));
    }

    /** Prints how many of several calls failed, and returns the status of the command. */
    ExitStatus finish() {
        if (calls > 1 && failures > 0) {
            context.printMessage(Message.of("efface: {0} of {1} calls failed", failures, calls));
        }
        return status;
    }

    /** Prints the number of detached faces that remain. Does nothing if the number is 0. The ids of these faces are on standard output. */
    void reportDetached(String account, int item, int faces) {
        if (faces > 0) {
            context.printMessage(
                    faces == 1
                            ? Message.of(
                                    "efface: item {0}, account {1}: {2} face is detached{3}",
                                    item, account, faces, REPEAT_WITH_FACES)
                            : Message.of(
                                    "efface: item {0}, account {1}: {2} faces are detached{3}",
                                    item, account, faces, REPEAT_WITH_FACES));
        }
    }

    /** Returns a failure whose detached faces include the faces of the option {@code --detached}. */
    private FaceException withDetachedFaces(FaceException error) {
        if (operation.isRead() || detachedEarlier.isEmpty()) {
            return error;
        }
        Set<FaceId> all = new LinkedHashSet<>(detachedEarlier);
        all.addAll(error.detachedFaces());
        return error.toBuilder().detachedFaces(all).build();
    }

    private void reportFailure(String account, PersonId person, int item, FaceException error) {
        FaceException failure = withDetachedFaces(error);
        failures++;
        status = ExitPrecedence.CALLS.first(status, ExitStatus.of(failure));
        report.failed(account, operation, person, failure);
        Message effect = failure.effect() == Effect.NONE
                ? Message.EMPTY
                : Message.of("; the deletion may have happened, at least in part");
        Message advice = !failure.detachedFaces().isEmpty()
                ? REPEAT_WITH_FACES
                : failure.advice() == RetryAdvice.BACKOFF
                        ? Message.of("; repeating the same command may succeed")
                        : Message.EMPTY;
        context.printMessage(Message.of(
                "efface: item {0}, account {1}: {2}{3}{4}", item, account, LibraryTexts.of(failure), effect, advice));
    }
}
