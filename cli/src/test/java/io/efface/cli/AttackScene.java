package io.efface.cli;

import io.efface.cli.demo.EmulatedVendors;
import io.efface.cli.demo.EmulatorConfig;
import io.efface.cli.process.AccountsSource;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.FakeSignals;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.StoredPerson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two emulated vendors and two jobs that attacks change: a job that is finished and verified, and a job whose run was stopped before its
 * end.
 */
final class AttackScene implements AutoCloseable {
    static final String JOB = "attacked";
    /** The offset of the clock for commands that run at the real time. */
    static final Duration NOW = Duration.ZERO;
    /**
     * The offset of the clock for commands that run after each lease of a killed process has expired. It is within the clock differences
     * that the vendors accept.
     */
    static final Duration LATER = Duration.ofSeconds(150);

    private static final int PEOPLE = 12;
    private static final List<String> HELD = List.of("held-1", "held-2");

    final EmulatedVendors vendors;
    final Path config;
    private final Path folder;
    private final Path finished;
    private final Path halfway;
    private final Map<String, List<StoredPerson>> allPeople = new HashMap<>();
    private final Map<String, List<StoredPerson>> remainingPeople = new HashMap<>();
    private final Set<String> planned = new LinkedHashSet<>();
    private long runs;
    private int works;

    /** The exit code and output of a command. */
    record Ran(int code, String out, String err) {
        boolean isInternalError() {
            return (out + err).contains("internal error") || err.contains("\tat ");
        }

        @Override
        public String toString() {
            return "exit " + code + ", " + err.strip();
        }
    }

    AttackScene(Path folder) throws IOException {
        this.folder = folder;
        this.vendors = EmulatedVendors.start(new CommandTester().context());
        this.config = folder.resolve("accounts.properties");
        EmulatorConfig.write(config, vendors);
        Files.writeString(
                config,
                "efface.accounts.green.quota = off\nefface.accounts.iai.quota = off\n",
                StandardOpenOption.APPEND);
        Random random = new Random(1);
        Files.write(folder.resolve("list.csv"), list(random));
        Files.write(folder.resolve("hold.txt"), HELD);
        savePeople(allPeople);
        finished = Files.createDirectory(folder.resolve("finished"));
        plan(finished);
        expect(0, run(NOW, finished, "run", "--apply", "--expect", "" + planned.size()));
        expect(0, run(LATER, finished, "verify"));
        restorePeople(allPeople);
        halfway = Files.createDirectory(folder.resolve("halfway"));
        plan(halfway);
        expect(8, run(NOW, halfway, "run", "--apply", "--limit", "9", "--expect", "" + planned.size()));
        savePeople(remainingPeople);
    }

    private List<String> list(Random random) {
        List<String> lines = new ArrayList<>(List.of("subject,account,person_id,face_ids"));
        for (String account : JobTester.ACCOUNTS) {
            for (int i = 0; i < PEOPLE; i++) {
                String person = "person-" + i;
                List<String> faces = List.of(face(random), face(random), face(random));
                if (i > 1) {
                    vendors.library(account).addFaces(person, faces);
                }
                lines.add("subject-" + i + "," + account + "," + person + ","
                        + (i % 4 == 3 ? faces.get(0) + ";" + faces.get(1) : ""));
                planned.add(account + "/" + person);
            }
            for (String other : List.of("held-1", "held-2", "bystander-1", "bystander-2")) {
                vendors.library(account).addFaces(other, List.of(face(random)));
            }
            HELD.forEach(held -> lines.add("," + account + "," + held + ","));
        }
        return lines;
    }

    static String face(Random random) {
        return Long.toString(random.nextLong(1L << 53, Long.MAX_VALUE));
    }

    private void plan(Path job) throws IOException {
        Files.createDirectory(job.resolve("ledger"));
        expect(
                0,
                run(
                        NOW,
                        job,
                        "plan",
                        "--input",
                        folder.resolve("list.csv").toString(),
                        "--hold",
                        folder.resolve("hold.txt").toString()));
    }

    private static void expect(int code, Ran ran) {
        if (ran.code() != code) {
            throw new IllegalStateException("the job to attack cannot be made: " + ran);
        }
    }

    private void savePeople(Map<String, List<StoredPerson>> into) {
        JobTester.ACCOUNTS.forEach(name -> into.put(name, vendors.library(name).snapshot()));
    }

    private void restorePeople(Map<String, List<StoredPerson>> people) {
        people.forEach((name, all) -> {
            FaceLibrary library = vendors.library(name);
            library.clear();
            all.forEach(library::put);
        });
    }

    /** Returns a copy of the finished job, in its own folder. */
    Path finished() throws IOException {
        return copy(finished);
    }

    /** Returns a copy of the stopped job, and restores the people whom the vendors stored when it was stopped. */
    Path halfway() throws IOException {
        restorePeople(remainingPeople);
        return copy(halfway);
    }

    private Path copy(Path job) throws IOException {
        Path copy = work();
        try (Stream<Path> all = Files.walk(job)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (!each.equals(job) && !name.endsWith("-shm") && !name.endsWith(".lock")) {
                    Files.copy(
                            each,
                            copy.resolve(job.relativize(each).toString()),
                            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return copy;
    }

    /** Returns a new empty folder. */
    Path work() throws IOException {
        return Files.createDirectory(folder.resolve("work-" + works++));
    }

    static void remove(Path work) throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    static Path ledger(Path job) {
        return job.resolve("ledger/efface.db");
    }

    static Path keys(Path job) {
        return job.resolve("keys");
    }

    /** Returns the arguments of a command on a job. */
    List<String> arguments(Path job, String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(
                List.of("--ledger", "sqlite:" + ledger(job), "--keys", keys(job).toString(), "--job", JOB));
        if (!command.equals("status")) {
            words.addAll(List.of("--config", config.toString()));
        }
        if (List.of("plan", "run", "verify").contains(command)) {
            words.add("--no-progress");
        }
        words.addAll(List.of(options));
        return words;
    }

    /** Runs a command on a job in this process. Its clock is ahead of the real time. */
    Ran run(Duration ahead, Path job, String command, String... options) {
        return run(ahead, arguments(job, command, options).toArray(String[]::new));
    }

    Ran run(Duration ahead, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CliContext context = new CliContext(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new CommandTester(),
                Map.of(),
                Clock.offset(Clock.systemUTC(), ahead),
                // Each command needs its own random numbers, because the vendors reject a nonce that an earlier command
                // used.
                new Random(runs++),
                new FakeSignals(),
                AccountsSource.ofFiles());
        int code = new Cli(context).run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    int planned() {
        return planned.size();
    }

    /**
     * Returns the description of a target that still exists, or an empty text if there is none. A target that exists shows that a report of
     * a complete job is false.
     */
    String falseClaim() {
        for (String target : planned) {
            String account = target.substring(0, target.indexOf('/'));
            String person = target.substring(target.indexOf('/') + 1);
            int number = Integer.parseInt(person.substring(person.indexOf('-') + 1));
            var held = vendors.library(account).person(person);
            List<StoredPerson> before = allPeople.get(account).stream()
                    .filter(each -> each.id().equals(person))
                    .toList();
            if (number % 4 == 3) {
                List<String> chosen = before.get(0).faceIds().subList(0, 2);
                if (held.isPresent() && held.get().faceIds().stream().anyMatch(chosen::contains)) {
                    return "a face of " + target + " is still there";
                }
            } else if (held.isPresent()) {
                return target + " is still there";
            }
        }
        return "";
    }

    /** Returns a deleted person who must stay, or an empty text if there is none. */
    String wrongDeletion() {
        for (String account : JobTester.ACCOUNTS) {
            for (StoredPerson each : allPeople.get(account)) {
                boolean mayBeGone = planned.contains(account + "/" + each.id());
                if (!mayBeGone && vendors.library(account).person(each.id()).isEmpty()) {
                    return each.id() + " of " + account + " is gone";
                }
            }
        }
        return "";
    }

    @Override
    public void close() {
        vendors.close();
    }
}
