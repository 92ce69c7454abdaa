package io.efface.cli;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job from end to end, against emulators in this process. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Erases people from both vendors over signed HTTP, against emulators in this process, and reads them back.",
            "Exits with 0 only if every one is verified absent."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_PERSONS = 10_000;
    private static final int BYSTANDERS = 2;
    private static final String SEED = "seed.csv";

    private final Shell shell;

    @Option(names = "--persons", paramLabel = "N", description = "How many people to erase, 1 to 10000 (default: 20).")
    private int persons = 20;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the demo's files go (default: a new temporary folder).")
    private @Nullable String directory;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (persons < 1 || persons > MOST_PERSONS) {
            throw new UsageProblem("--persons must be between 1 and " + MOST_PERSONS);
        }
        List<PersonId> people = ids("demo", persons);
        List<PersonId> bystanders = ids("bystander", BYSTANDERS);
        Path folder = folder(people, bystanders);
        Path configuration = folder.resolve("efface.properties");
        try (EmulatedVendors vendors = EmulatedVendors.start(0, 0, shell)) {
            vendors.seed(SeedFile.read(folder.resolve(SEED), EmulatedVendors.LIBRARIES));
            EmulatorConfig.write(configuration, vendors);
            Output out = new Output(shell.out());
            out.line("Alibaba Cloud Green is emulated at "
                    + vendors.green().server().url() + ", Tencent Cloud IAI at "
                    + vendors.iai().server().url() + ".");
            out.line("Each holds " + persons + " people to erase and " + BYSTANDERS + " to keep. The accounts are in "
                    + configuration + ".");
            out.line("");
            try (FaceRepositories accounts = shell.accounts().open(configuration, shell)) {
                Demonstration demonstration = new Demonstration(accounts, vendors, people, bystanders);
                int verified = demonstration.run(out);
                boolean untouched = demonstration.bystandersAreThere();
                out.line("");
                out.line(BYSTANDERS + " people who were to be kept are " + (untouched ? "" : "NOT ") + "all there.");
                explain(out, folder);
                out.line(verified + " of " + persons + " people verified absent");
                return (verified == persons && untouched ? ExitStatus.DONE : ExitStatus.OTHER).code();
            }
        }
    }

    private static void explain(Output out, Path folder) {
        String efface = Invocation.ofThisProgram();
        String seed = Invocation.quoted(folder.resolve(SEED).toString());
        String config = Invocation.quoted(folder.resolve("efface.properties").toString());
        out.line("");
        out.line("The same by hand. In one terminal:");
        out.line("  " + efface + " emulate --seed " + seed + " --write-config " + config);
        out.line("In another:");
        out.line("  " + efface + " find-person --config " + config + " --all-accounts demo-0001");
        out.line("  " + efface + " delete-person --config " + config + " --all-accounts --yes demo-0001");
        out.line("  " + efface + " find-person --config " + config + " --all-accounts demo-0001");
        out.line("Delete " + folder + " when you are done.");
        out.line("");
    }

    private static List<PersonId> ids(String prefix, int count) {
        List<PersonId> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(new PersonId(String.format(Locale.ROOT, "%s-%04d", prefix, i)));
        }
        return ids;
    }

    private Path folder(List<PersonId> people, List<PersonId> bystanders) {
        StringBuilder seed = new StringBuilder("library,person_id,face_ids\n");
        for (String library : EmulatedVendors.LIBRARIES) {
            for (PersonId person : people) {
                row(seed, library, person);
            }
            for (PersonId person : bystanders) {
                row(seed, library, person);
            }
        }
        try {
            Path folder = directory == null
                    ? Files.createTempDirectory("efface-demo-")
                    : Files.createDirectories(AccountOptions.path(directory));
            PrivateFile.write(folder.resolve(SEED), seed.toString());
            return folder;
        } catch (FileAlreadyExistsException e) {
            throw new UsageProblem(
                    directory + " is no folder, or holds a " + SEED + " already",
                    "choose another folder with --directory");
        } catch (IOException e) {
            throw new UsageProblem("the demo's folder cannot be written", "choose another one with --directory");
        }
    }

    private void row(StringBuilder seed, String library, PersonId person) {
        FaceId first = face();
        FaceId second = face();
        seed.append(library).append(',').append(person.value()).append(',');
        seed.append(first.value()).append(';').append(second.value()).append('\n');
    }

    /** Both vendors' face ids exceed 2^53; so do these. */
    private FaceId face() {
        return new FaceId(Long.toString(shell.random().nextLong(1L << 53, Long.MAX_VALUE)));
    }
}
