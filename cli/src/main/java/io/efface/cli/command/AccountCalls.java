package io.efface.cli.command;

import io.efface.Effect;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.RetryAdvice;
import io.efface.async.AccountResult;
import io.efface.cli.output.CallOutput;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitPrecedence;
import io.efface.cli.process.ExitStatus;
import java.util.function.Function;

/** Reports the results of the calls of one command, and counts the calls and the failures. */
public final class AccountCalls {
    private final CliContext context;
    private final CallOutput report;
    private final Operation operation;
    private ExitStatus status = ExitStatus.DONE;
    private int calls;
    private int failures;

    AccountCalls(CliContext context, CallOutput report, Operation operation) {
        this.context = context;
        this.report = report;
        this.operation = operation;
    }

    /**
     * Reports the result of a call to one account, or its failure.
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
            context.printMessage("efface: " + failures + " of " + calls + " calls failed");
        }
        return status;
    }

    private void reportFailure(String account, PersonId person, int item, FaceException failure) {
        failures++;
        status = ExitPrecedence.CALLS.first(status, ExitStatus.of(failure));
        report.failed(account, operation, person, failure);
        StringBuilder line = new StringBuilder("efface: item " + item + ", account " + account + ": ");
        line.append(failure.getMessage());
        if (failure.effect() != Effect.NONE) {
            line.append("; the deletion may have happened, at least in part");
        }
        if (failure.advice() == RetryAdvice.BACKOFF) {
            line.append("; repeating the same command may succeed");
        }
        context.printMessage(line.toString());
    }
}
