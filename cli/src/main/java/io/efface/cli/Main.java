package io.efface.cli;

import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.CrashHandler;
import io.efface.cli.process.Language;
import io.efface.cli.process.LogLines;
import io.efface.cli.process.ProcessArguments;
import io.efface.cli.process.ProcessOutput;
import io.efface.cli.process.ProcessSignals;
import io.efface.cli.process.ProcessTerminal;
import io.efface.cli.process.ProviderPath;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** The main class. It uses UTF-8 for standard streams in every locale, and ends the process with the exit code of the command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments the arguments of the command line; see {@code --help}
     */
    public static void main(String[] arguments) {
        PrintStream out = new ProcessOutput(FileDescriptor.out);
        PrintStream err = new ProcessOutput(FileDescriptor.err);
        Language language = Language.chosenBy(List.of(arguments), Language.ofThisProcess(System.getenv()));
        // An Error ends the process with exit code 1, and the handler prints the Error as one line.
        Thread.setDefaultUncaughtExceptionHandler(
                new CrashHandler(err, new FileOutputStream(FileDescriptor.err), language));
        System.setErr(new LogLines(err, language));
        ProviderPath.addLibrary(Main.class);
        int code = new Cli(context(out, err)).run(arguments, ProcessArguments.ofThisProcess());
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Returns the environment of this process. */
    static CliContext context(PrintStream out, PrintStream err) {
        return new CliContext(
                System.in,
                out,
                err,
                new ProcessTerminal(err),
                System.getenv(),
                Clock.system(ZoneId.systemDefault()),
                new SecureRandom(),
                new ProcessSignals(),
                AccountsSource.ofFiles(),
                Language.ofThisProcess(System.getenv()));
    }
}
