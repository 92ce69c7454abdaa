package io.efface.cli.option;

import io.efface.cli.output.Progress;
import io.efface.cli.process.Message;
import io.efface.erasure.EraseWait;
import io.efface.erasure.RunControl;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The option that hides progress. */
public final class ProgressOption {
    @Option(names = "--no-progress", description = "Hide the progress line.")
    private boolean silent;

    /** Reports the waits of a run or a verification, unless progress is hidden. */
    public void reportWaits(RunControl control, Progress progress, Function<EraseWait, Message> texts) {
        if (!silent) {
            control.onWait(wait -> progress.printMessage(texts.apply(wait)));
        }
    }

    /** Starts the regular progress lines, unless progress is hidden. */
    public void start(Progress progress) {
        if (!silent) {
            progress.start();
        }
    }
}
