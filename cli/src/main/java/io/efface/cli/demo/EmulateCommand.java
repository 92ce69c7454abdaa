package io.efface.cli.demo;

import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.emulator.service.EmulatedAccount;
import io.efface.emulator.service.EmulatedService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs emulators of all vendors until the process ends. */
@Command(
        name = "emulate",
        mixinStandardHelpOptions = true,
        header = "Run emulators of all vendors on 127.0.0.1.",
        description = "Prints the URL and a new random access key of each emulator, then 'ready'. Runs until Ctrl-C or"
                + " SIGTERM. GET /__efface/people on a URL returns the people and faces of that emulator.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface emulate --seed seed.csv --write-config accounts.properties",
            "  efface emulate --green-port 8080"
        })
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
            names = "--rekognition-port",
            paramLabel = "P",
            description = "Port of Amazon Rekognition (default: a free port).")
    private int rekognitionPort;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description =
                    "CSV file of people to add at the start, with the header library,person_id,face_ids. The library"
                            + " is green, iai or rekognition. A ';' separates faces.")
    private @Nullable String seed;

    @Option(
            names = "--write-config",
            paramLabel = "FILE",
            description = "Write a configuration for the accounts of these emulators, for the --config option of other"
                    + " commands.")
    private @Nullable String configuration;

    public EmulateCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Map<EmulatedService, Integer> ports = Map.of(
                EmulatedService.GREEN,
                greenPort,
                EmulatedService.IAI,
                iaiPort,
                EmulatedService.REKOGNITION,
                rekognitionPort);
        ports.forEach((service, port) -> checkPort(EmulatedVendors.portOption(service), port));
        List<SeedFile.Row> people = seed == null ? List.of() : SeedFile.read(OptionPaths.path("--seed", seed));
        try (EmulatedVendors vendors = EmulatedVendors.start(ports, context)) {
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
        Output out = new Output(context);
        for (EmulatedAccount vendor : vendors.all()) {
            EmulatedService service = vendor.service();
            out.line(service.text() + " " + vendor.server().url() + " " + service.keyIdSetting() + "=" + vendor.keyId()
                    + " " + service.keySecretSetting() + "=" + vendor.keySecret());
        }
        out.line("ready");
    }

    private static void checkPort(String option, int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException(
                    Message.of("{0} must be between 0, for a free port, and {1}", option, HIGHEST_PORT));
        }
    }
}
