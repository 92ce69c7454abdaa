package io.efface.cli.demo;

import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import java.io.File;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** Runs the commands that take a job from its list to its receipts, and prints each command with its output. */
final class DemoJobRunner {
    private final CliContext context;
    private final ToIntBiFunction<CliContext, String[]> runner;
    private final DemoFolder files;
    private final long targets;

    DemoJobRunner(CliContext context, ToIntBiFunction<CliContext, String[]> runner, DemoFolder files, long targets) {
        this.context = context;
        this.runner = runner;
        this.files = files;
        this.targets = targets;
    }

    /** Runs all commands. Returns {@code DONE} if every command returned {@code DONE}, and {@code OTHER} otherwise. */
    ExitStatus run() {
        Output out = new Output(context);
        CliContext withMessagesToOut = context.withMessagesTo(context.out());
        ExitStatus status = ExitStatus.DONE;
        for (List<String> command : files.commands("demo", targets)) {
            out.line("");
            out.line("$ efface "
                    + DemoFolder.text(command.stream().map(this::shortened).toList()));
            if (runner.applyAsInt(withMessagesToOut, command.toArray(String[]::new)) != ExitStatus.DONE.code()) {
                status = ExitStatus.OTHER;
            }
        }
        return status;
    }

    /** Removes the folder of the demo from a path, for shorter output. */
    private String shortened(String word) {
        return word.replace(files.folder() + File.separator, "");
    }
}
