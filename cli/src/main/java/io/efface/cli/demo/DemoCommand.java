package io.efface.cli.demo;

import io.efface.PersonId;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.Output;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ConfigFile;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Invocation;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.config.FaceRepositories;
import io.efface.emulator.service.EmulatedService;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a job from its list to its receipts against emulators in this process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Erase a list of people from emulators, step by step.",
        description = "Plans, runs, verifies and reports a job, and checks its receipts. Sends signed HTTP requests to"
                + " emulators in the same process. Exits with 0 only if later reads find none of the people.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {"  efface demo --persons 100", "  efface demo --directory demo"})
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_PERSONS = 10_000;
    /** The number of people in each emulator who must stay. */
    private static final int BYSTANDERS = 2;

    private final CliContext context;
    private final ToIntBiFunction<CliContext, String[]> runner;

    @Option(names = "--persons", paramLabel = "N", description = "Number of people to erase, 1 to 10000 (default: 20).")
    private int persons = 20;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Directory for the files of the demo (default: a new temporary directory).")
    private @Nullable String directory;

    /**
     * Creates the command.
     *
     * @param runner function that runs a command line and returns its exit code
     */
    public DemoCommand(CliContext context, ToIntBiFunction<CliContext, String[]> runner) {
        // The demo uses its own accounts, which no environment variable may override.
        this.context = context.withoutConfiguration();
        this.runner = runner;
    }

    @Override
    public Integer call() {
        if (persons < 1 || persons > MOST_PERSONS) {
            throw new UsageException(Message.of("--persons must be between 1 and {0}", MOST_PERSONS));
        }
        List<PersonId> people = ids("demo", persons);
        List<PersonId> bystanders = ids("bystander", BYSTANDERS);
        Path folder = createFolder(people, bystanders);
        DemoFolder files = new DemoFolder(folder);
        try (EmulatedVendors vendors = EmulatedVendors.start(context)) {
            vendors.seed(SeedFile.read(files.seed()));
            EmulatorConfig.write(files.configuration(), vendors);
            Output out = new Output(context);
            vendors.all()
                    .forEach(vendor -> out.line(Message.of(
                            "{0} is emulated at {1}.",
                            vendor.service().title(), vendor.server().url())));
            out.line(Message.of(
                    "Each emulator has {0} people to erase and {1} people to keep. The list, the accounts, the"
                            + " ledger and the keys are in {2}.",
                    persons, BYSTANDERS, folder));
            ExitStatus job = new DemoJobRunner(context, runner, files, targets()).run();
            out.line("");
            DemoVerification verification = new DemoVerification(vendors, people, bystanders);
            int verified;
            try (FaceRepositories accounts =
                    context.accounts().open(Optional.of(new ConfigFile(files.configuration(), "--config")), context)) {
                verified = verification.verify(accounts, out);
            }
            boolean bystandersPresent = verification.areBystandersPresent();
            out.line("");
            out.line(
                    bystandersPresent
                            ? Message.of("{0} people who must stay are all present.", BYSTANDERS)
                            : Message.of("{0} people who must stay are NOT all present.", BYSTANDERS));
            explain(out, files);
            out.line(Message.of("{0} of {1} people verified absent", verified, persons));
            boolean isSuccessful = verified == persons && bystandersPresent && job == ExitStatus.DONE;
            return (isSuccessful ? ExitStatus.DONE : ExitStatus.OTHER).code();
        }
    }

    private void explain(Output out, DemoFolder files) {
        String efface = Invocation.ofThisProcess(context.environment()).text() + " ";
        out.line("");
        out.line(Message.of("To do the same by hand, run this in one terminal:"));
        out.line("  " + efface + "emulate --seed "
                + Invocation.quoted(files.seed().toString()) + " --write-config "
                + Invocation.quoted(files.configuration().toString()));
        out.line(Message.of("In another terminal:"));
        for (List<String> command : files.commands("by-hand", targets())) {
            out.line("  " + efface + DemoFolder.text(command));
        }
        out.line(Message.of("Delete {0} when you are done.", files.folder()));
        out.line("");
    }

    private long targets() {
        return (long) EmulatedService.values().length * persons;
    }

    private static List<PersonId> ids(String prefix, int count) {
        List<PersonId> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(PersonId.of(String.format(Locale.ROOT, "%s-%04d", prefix, i)));
        }
        return ids;
    }

    private Path createFolder(List<PersonId> people, List<PersonId> bystanders) {
        StringBuilder seed = new StringBuilder("library,person_id,face_ids\n");
        for (EmulatedService service : EmulatedService.values()) {
            for (PersonId person : people) {
                appendRow(seed, service, person);
            }
            for (PersonId person : bystanders) {
                appendRow(seed, service, person);
            }
        }
        try {
            Path folder = directory == null
                    ? Files.createTempDirectory("efface-demo-")
                    : Files.createDirectories(
                            OptionPaths.path("--directory", directory).toAbsolutePath());
            DemoFolder files = new DemoFolder(folder);
            PrivateFile.write(files.seed(), seed.toString());
            PrivateFile.write(files.list(), list(people));
            Files.createDirectories(files.ledger().getParent());
            return folder;
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(
                    Message.of("--directory is not a folder, or already contains the files of another demo"),
                    Message.of("choose another folder with --directory"));
        } catch (IOException e) {
            throw new UsageException(
                    Message.of("the files of the demo cannot be written"),
                    Message.of("choose another folder with --directory"));
        }
    }

    private static String list(List<PersonId> people) {
        return people.stream().map(person -> person.value() + "\n").collect(Collectors.joining());
    }

    private void appendRow(StringBuilder seed, EmulatedService service, PersonId person) {
        String first = service.newFaceId(context.random());
        String second = service.newFaceId(context.random());
        seed.append(service.text()).append(',').append(person.value()).append(',');
        seed.append(first).append(';').append(second).append('\n');
    }
}
