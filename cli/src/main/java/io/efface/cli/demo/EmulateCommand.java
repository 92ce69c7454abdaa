package io.efface.cli.demo;

import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs emulators of both vendors until the process ends. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        header = "Run emulators of both vendors on 127.0.0.1.",
        description =
                "Prints the URL and a new random key pair of each emulator, then 'ready'. Runs until Ctrl-C or SIGTERM. GET /__efface/people on a URL returns the people and faces of that emulator.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = "  efface emulate --seed seed.csv --write-config accounts.properties")
public final class EmulateCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final CliContext context;

    @Option(
            names = "--green-port",
            paramLabel = "P",
            description = "Port of Alibaba Cloud Green (default: a free port).")
    private int greenPort;

    @Option(names = "--iai-port", paramLabel = "P", description = "Port of Tencent Cloud IAI (default: a free port).")
    private int iaiPort;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description =
                    "Initial people: CSV with the header library,person_id,face_ids; library is green or iai, faces are separated by ';'.")
    private @Nullable String seed;

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description =
                    "Write a configuration for the accounts of these emulators, for the --config option of other commands.")
    private @Nullable String configuration;

    public EmulateCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        checkPort("--green-port", greenPort);
        checkPort("--iai-port", iaiPort);
        List<SeedFile.Row> people =
                seed == null ? List.of() : SeedFile.read(OptionPaths.path("--seed", seed), EmulatedVendors.LIBRARIES);
        try (EmulatedVendors vendors = EmulatedVendors.start(greenPort, iaiPort, context)) {
            vendors.seed(people);
            if (configuration != null) {
                EmulatorConfig.write(OptionPaths.path("--write-config", configuration), vendors);
            }
            announce(vendors);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.DONE.code();
    }

    private void announce(EmulatedVendors vendors) {
        Output out = new Output(context.out());
        EmulatedVendors.Vendor green = vendors.green();
        EmulatedVendors.Vendor iai = vendors.iai();
        out.line("green " + green.server().url() + " access-key-id=" + green.keyId() + " access-key-secret="
                + green.keySecret());
        out.line("iai " + iai.server().url() + " secret-id=" + iai.keyId() + " secret-key=" + iai.keySecret());
        out.line("ready");
    }

    private static void checkPort(String option, int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException(option + " must be between 0, for a free port, and " + HIGHEST_PORT);
        }
    }
}
