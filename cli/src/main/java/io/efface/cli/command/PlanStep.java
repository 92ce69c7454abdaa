package io.efface.cli.command;

import io.efface.cli.option.LocationOptions;
import io.efface.cli.option.PlanListOptions;
import io.efface.cli.option.ProgressOption;
import io.efface.cli.output.Progress;
import io.efface.cli.output.ProgressLine;
import io.efface.cli.output.ProgressText;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.PlanProgress;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.KeyLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The step in which a command plans a job. Creates the ledger and the keys if they are missing. */
final class PlanStep {
    private final CliContext context;
    private final LocationOptions location;
    private final PlanListOptions options;
    private final ProgressOption progress;

    PlanStep(CliContext context, LocationOptions location, PlanListOptions options, ProgressOption progress) {
        this.context = context;
        this.location = location;
        this.options = options;
        this.progress = progress;
    }

    /** The open objects with which a command plans a job and works on it. */
    record Opened(Erasure erasure, FaceRepositories accounts, LedgerAddress ledger, KeyFolder keys) {}

    /** The part of a command that needs the open objects. */
    interface Work<R> {
        R with(Opened opened) throws IOException;
    }

    /** Opens the accounts, opens or creates the ledger and the keys, and does the work. Then closes the accounts and the ledger. */
    <R> R open(Work<R> work) throws IOException {
        try (FaceRepositories accounts = location.accounts(context)) {
            options.checkAccounts(accounts);
            try (Ledger ledger = ledger(accounts)) {
                KeyFolder keys = keys(accounts, ledger);
                Erasure erasure = new Erasure(ledger, keys, accounts, context.clock(), context.random());
                return work.with(new Opened(erasure, accounts, ledger.address(), keys));
            }
        }
    }

    private Ledger ledger(FaceRepositories accounts) {
        LedgerAddress address = location.address(context);
        // These checks come before the creation of the ledger, because a later failure would leave an unusable ledger
        // behind.
        Path keys = location.keyFolder(context, accounts);
        address.file().ifPresent(file -> KeyLocation.checkApart(keys, file));
        KeyFolder.check(keys);
        Ledger.checkMacKey(address, keys);
        return Ledger.open(address);
    }

    private KeyFolder keys(FaceRepositories accounts, Ledger ledger) {
        Path folder = location.keyFolder(context, accounts);
        boolean existed = Files.exists(folder);
        KeyFolder keys = KeyFolder.create(folder, ledger.address());
        if (!existed) {
            context.printMessage(Message.of(
                    "The keys that encrypt ids and sign receipts were created in {0}. Without them the job cannot"
                            + " continue: keep a copy, but never beside the ledger.",
                    keys.folder()));
        }
        return keys;
    }

    /** Plans a job and shows the progress. */
    PlanSummary plan(Erasure erasure, PlanRequest.Builder request) {
        PlanLine line = new PlanLine(context.clock());
        try (Progress display = new Progress(context, line::at)) {
            progress.start(display);
            return erasure.plan(request.progress(line::progressed).build());
        }
    }

    /** The last progress of a plan. The planning thread sets it, and another thread reads it. */
    private static final class PlanLine {
        /** The state of a step; immutable. */
        private record State(PlanProgress.Step step, Instant begun, long done) {}

        private final Clock clock;
        private volatile State state;

        PlanLine(Clock clock) {
            this.clock = clock;
            this.state = new State(PlanProgress.Step.LOADING, clock.instant(), 0);
        }

        void progressed(PlanProgress.Step step, long done) {
            State last = state;
            state = new State(step, last.step() == step ? last.begun() : clock.instant(), done);
        }

        ProgressText at(Instant now) {
            State last = state;
            return ProgressLine.ofPlan(last.step(), last.done(), Duration.between(last.begun(), now));
        }
    }
}
