package io.efface.cli;

import io.efface.cli.AttackScene.Ran;
import io.efface.cli.process.ExitStatus;
import io.efface.emulator.FaceLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Kills a command at a random moment, as {@code kill -9} does, and then finishes the job. */
final class KillAttack implements Attack {
    private static final List<String> COMMANDS = List.of("plan", "run", "run", "run", "verify", "scrub");
    private static final int PEOPLE = 60;
    private static final int TIMES = 3;
    private static final int LEAST_MILLIS = 300;

    private final AttackScene scene;
    /** An estimate of each command's duration. If the last process of the command ended before it was killed, this is its duration. */
    private final Map<String, Long> millis = new HashMap<>();

    KillAttack(AttackScene scene) {
        this.scene = scene;
    }

    @Override
    public String name() {
        return "`kill -9` at a random moment of `plan`, `run`, `verify` or `scrub`";
    }

    @Override
    public int seed() {
        return -1_225_046_433;
    }

    @Override
    public String promise() {
        return "After the kill, the receipts are valid, and the job can be finished. Then all people on the list are deleted, no other"
                + " person is deleted, and every reported outcome is true.";
    }

    @Override
    public int weight() {
        return 8;
    }

    @Override
    public Outcome attempt(Random random) throws IOException, InterruptedException {
        Path job = scene.work();
        try {
            return attempt(job, COMMANDS.get(random.nextInt(COMMANDS.size())), random);
        } finally {
            AttackScene.remove(job);
        }
    }

    private Outcome attempt(Path job, String command, Random random) throws IOException, InterruptedException {
        FaceLibrary green = scene.vendors.library("green");
        FaceLibrary iai = scene.vendors.library("iai");
        green.clear();
        iai.clear();
        Set<String> present = new HashSet<>();
        List<String> lines = new ArrayList<>(List.of("account,person_id,face_ids"));
        for (int i = 0; i < PEOPLE; i++) {
            String account = random.nextBoolean() ? "green" : "iai";
            List<String> faces = List.of(AttackScene.face(random), AttackScene.face(random), AttackScene.face(random));
            if (random.nextInt(5) > 0) {
                scene.vendors.library(account).addFaces("p" + i, faces);
                present.add("p" + i);
            }
            lines.add(account + ",p" + i + "," + (random.nextInt(5) == 0 ? faces.get(0) : ""));
        }
        green.put("bystander", "1");
        iai.put("bystander", "1");
        Files.createDirectory(job.resolve("ledger"));
        Path list = Files.write(job.resolve("list.csv"), lines);
        String[] plan = {"--input", list.toString()};
        String[] run = {"--apply", "--max-absent", "100%", "--expect", "" + PEOPLE, "--concurrency", "4"};
        if (!command.equals("plan")) {
            expect(0, scene.run(AttackScene.NOW, job, "plan", plan));
        }
        if (command.equals("verify") || command.equals("scrub")) {
            expect(0, repeat(AttackScene.NOW, job, "run", run));
        }
        if (command.equals("scrub")) {
            expect(0, repeat(AttackScene.LATER, job, "verify"));
        }
        boolean killed = kill(
                command,
                random,
                scene.arguments(
                        job,
                        command,
                        switch (command) {
                            case "plan" -> plan;
                            case "run" -> run;
                            case "verify" -> new String[] {"--settle", "0s"};
                            default -> new String[] {"--yes"};
                        }));

        String problem = checkReceipts(job);
        if (problem.isEmpty() && command.equals("plan")) {
            Ran again = scene.run(AttackScene.LATER, job, "plan", plan);
            problem = again.code() == 0
                            || again.err().contains("has a job")
                            || again.err().contains("exists")
                    ? ""
                    : "plan: " + again;
        }
        if (problem.isEmpty() && command.equals("scrub")) {
            Ran scrub = scene.run(AttackScene.LATER, job, "scrub", "--yes");
            Ran status = scene.run(AttackScene.LATER, job, "status");
            problem = status.out().contains("scrubbed") ? checkReceipts(job) : "scrub: " + scrub + "; " + status;
        } else if (problem.isEmpty()) {
            problem = finish(job, run, present);
        }
        if (problem.isEmpty()
                && !(green.person("bystander").isPresent()
                        && iai.person("bystander").isPresent())) {
            problem = "a bystander is gone";
        }
        String detail = command + (killed ? " killed" : " ended before it was killed");
        return problem.isEmpty() ? Outcome.of(killed, detail) : Outcome.broken(detail + ": " + problem);
    }

    private static void expect(int code, Ran ran) {
        if (ran.code() != code) {
            throw new IllegalStateException("before the kill: " + ran);
        }
    }

    private String checkReceipts(Path job) {
        if (!Files.exists(AttackScene.ledger(job))) {
            return "";
        }
        Ran receipts = scene.run(AttackScene.NOW, job, "receipts verify");
        // 2: there is no such job yet, or no key.
        return Set.of(0, 2, 8).contains(receipts.code()) && !receipts.isInternalError()
                ? ""
                : "right after the kill: " + receipts;
    }

    private String finish(Path job, String[] run, Set<String> present) throws IOException {
        Ran ran = repeat(AttackScene.LATER, job, "run", run);
        if (ran.code() != 0) {
            return "run: " + ran;
        }
        Ran verify = repeat(AttackScene.LATER.plusSeconds(30), job, "verify");
        Ran receipts = scene.run(AttackScene.LATER, job, "receipts verify");
        if (verify.code() != 0 || receipts.code() != 0) {
            return "verify: " + verify + "; " + receipts;
        }
        Path ids = job.resolve("report.csv");
        expect(0, scene.run(AttackScene.LATER, job, "report", "--format", "csv", "--with-ids", ids.toString()));
        return checkReport(Files.readAllLines(ids), present);
    }

    /** Repeats a command as long as its exit code says that this makes sense: a busy machine may time out. */
    private Ran repeat(Duration ahead, Path job, String command, String... options) {
        Ran ran = scene.run(ahead, job, command, options);
        for (int i = 0; i < TIMES && ran.code() == ExitStatus.REPEAT.code(); i++) {
            ran = scene.run(ahead, job, command, options);
        }
        return ran;
    }

    private String checkReport(List<String> report, Set<String> present) {
        List<String> header = List.of(report.get(0).split(",", -1));
        Set<String> seen = new HashSet<>();
        for (String line : report.subList(1, report.size())) {
            List<String> cells = List.of(line.split(",", -1));
            String person = cells.get(header.indexOf("personId"));
            String account = cells.get(header.indexOf("account"));
            boolean isPerson = cells.get(header.indexOf("operation")).equals("DELETE_PERSON");
            boolean isGone = scene.vendors.library(account).person(person).isEmpty();
            String outcome = cells.get(header.indexOf("outcome"));
            boolean isSure = cells.get(header.indexOf("maybeByEarlierAttempt")).isEmpty();
            seen.add(person);
            if (!cells.get(header.indexOf("state")).equals("DONE") || (isPerson && !isGone)) {
                return person + " is still there, or not done: " + line;
            }
            if (isPerson && isSure && outcome.equals("ALREADY_ABSENT") && present.contains(person)) {
                return person + " was there: " + line;
            }
            if (isPerson && isSure && outcome.equals("DELETED") && !present.contains(person)) {
                return person + " was never there: " + line;
            }
        }
        return seen.size() == PEOPLE ? "" : seen.size() + " people of " + PEOPLE + " are in the report";
    }

    private boolean kill(String command, Random random, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto"));
        if (Runtime.version().feature() >= 24) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        words.addAll(arguments);
        Process process = new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long begun = System.nanoTime();
        long estimate = millis.getOrDefault(command, 1_500L);
        boolean ended = process.waitFor(
                random.nextLong(LEAST_MILLIS, Math.max(LEAST_MILLIS + 1, estimate)), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
        long duration = (System.nanoTime() - begun) / 1_000_000;
        millis.put(command, ended ? duration : estimate + estimate / 10);
        return !ended;
    }
}
