package io.efface.cli.command;

import io.efface.FaceException;
import io.efface.cli.option.ConfigOption;
import io.efface.cli.option.JsonOption;
import io.efface.cli.option.Placed;
import io.efface.cli.output.Ending;
import io.efface.cli.output.Output;
import io.efface.cli.process.Crash;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Invocation;
import io.efface.cli.process.Shell;
import io.efface.cli.process.UsageProblem;
import io.efface.cli.process.WorkingFolder;
import io.efface.erasure.ErasureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on a job. All of them end alike: with {@code --json} the last line of standard output says how and why. */
public abstract class JobCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets spec
    JobCommand(Shell shell) {
        this.shell = shell;
    }

    /** Does the work and says how it ended. */
    abstract Ending work() throws Exception;

    /** Returns what goes on after the ledger could not be written any more, or null if the command sends nothing. */
    @Nullable String resume() {
        return null;
    }

    /** Returns the arguments to go on with: as they were, unless the command knows better. */
    List<String> goingOn(List<String> arguments) {
        return arguments;
    }

    private void sayHowToGoOn(Ending ending) {
        if (ending.resume() != null) {
            shell.say("To go on with what is left:");
            shell.say("  " + ending.resume());
            List<String> variables = ConfigOption.variables(shell);
            if (!variables.isEmpty()) {
                shell.say("This run used the variables " + String.join(", ", variables)
                        + "; the command needs the same values.");
            }
        }
    }

    final Shell shell() {
        return shell;
    }

    final boolean isJson() {
        return json.isJson();
    }

    final Output out() {
        return new Output(shell.out());
    }

    @Override
    public final Integer call() throws Exception {
        Ending ending;
        try {
            ending = work();
        } catch (UsageProblem e) {
            ended(shell, isJson(), Ending.of(ExitStatus.USAGE, e));
            throw e;
        } catch (ErasureException e) {
            Ending failed = Ending.of(ExitStatus.of(e), e);
            ending = e.reason() == ErasureException.Reason.LEDGER_FAILED ? failed.goingOn(resume()) : failed;
            shell.say(spec.qualifiedName() + ": " + e.getMessage());
            sayHowToGoOn(ending);
            ended(shell, isJson(), ending);
            return ending.status().code();
        } catch (FaceException e) {
            ended(shell, isJson(), Ending.of(ExitStatus.of(e), e));
            throw e;
        } catch (Output.OutputLost e) {
            throw e;
        } catch (RuntimeException e) {
            ended(shell, isJson(), Ending.of(ExitStatus.OTHER, "internal error: " + Crash.described(e)));
            throw e;
        }
        if (ending.status() != ExitStatus.DONE) {
            shell.say(spec.qualifiedName() + ": " + ending.reason());
        }
        sayHowToGoOn(ending);
        ended(shell, isJson(), ending);
        return ending.status().code();
    }

    /** Writes the last line of {@code --json}. */
    public static void ended(Shell shell, boolean json, Ending ending) {
        if (json) {
            new Output(shell.out()).line(ending.json());
        }
    }

    /**
     * Returns the command line that this command was called with, as a POSIX shell runs it in any folder with the same environment, with
     * more options at its end.
     */
    final String again(String... more) {
        List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
        List<String> inAnyFolder = new ArrayList<>(goingOn(Placed.inAllAccounts(arguments)));
        inAnyFolder.addAll(ConfigOption.spelledOut(arguments, shell));
        Invocation java = Invocation.ofThisProcess(shell.environment());
        String start = WorkingFolder.change(shell.environment(), java.options()) + java.text();
        return Stream.concat(inAnyFolder.stream(), Stream.of(more))
                .map(Invocation::quoted)
                .collect(Collectors.joining(" ", start + " ", ""));
    }
}
