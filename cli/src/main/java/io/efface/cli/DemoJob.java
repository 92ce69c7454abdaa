package io.efface.cli;

import java.io.File;
import java.util.List;

/** Takes a job from its list to its evidence by the very commands that a user would type, and shows them with what they say. */
final class DemoJob {
    private final Shell shell;
    private final DemoFolder files;
    private final long targets;

    DemoJob(Shell shell, DemoFolder files, long targets) {
        this.shell = shell;
        this.files = files;
        this.targets = targets;
    }

    /** Runs them all and returns the first end that is not as it should be. */
    ExitStatus run() {
        Output out = new Output(shell.out());
        Cli cli = new Cli(shell.talkingTo(shell.out()));
        ExitStatus status = ExitStatus.DONE;
        for (List<String> command : files.commands("demo", targets)) {
            out.line("");
            out.line("$ efface "
                    + DemoFolder.text(command.stream().map(this::shortened).toList()));
            if (cli.run(command.toArray(String[]::new)) != ExitStatus.DONE.code()) {
                status = ExitStatus.OTHER;
            }
        }
        return status;
    }

    /** What is shown does without the folder's name; what is to be typed later does not. */
    private String shortened(String word) {
        return word.replace(files.folder() + File.separator, "");
    }
}
