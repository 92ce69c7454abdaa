package io.efface.cli;

import io.efface.cli.AttackScene.Ran;
import io.efface.emulator.FaceLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plans and runs malformed lists, or lists with malformed hold lists. */
final class ListAttack implements Attack {
    private static final int PEOPLE = 10;
    private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", "\r", "\n\r", "\r\r\n", "\n\n");

    private final AttackScene scene;
    private final boolean isHolds;

    ListAttack(AttackScene scene, boolean isHolds) {
        this.scene = scene;
        this.isHolds = isHolds;
    }

    @Override
    public String name() {
        return isHolds
                ? "a hold list in an unexpected form: JSON, CSV, quotes, commas, lone CRs, random characters"
                : "a list with lone CRs, wrong quotes, thousands of fields, random bytes";
    }

    @Override
    public int seed() {
        return isHolds ? 1_260_863_135 : -835_013_405;
    }

    @Override
    public String promise() {
        return isHolds
                ? "No person on the hold list is deleted."
                : "If the job ends with exit code 0, all people on the list are deleted. Whatever the exit code is, no other person is"
                        + " deleted.";
    }

    @Override
    public int weight() {
        return 4;
    }

    @Override
    public Outcome attempt(Random random) throws IOException {
        FaceLibrary green = scene.vendors.library("green");
        green.clear();
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add("Person" + (char) ('A' + i) + random.nextInt(1000, 10_000));
        }
        people.forEach(each -> green.put(each, "1"));
        green.put("Bystander1", "1");
        Path work = scene.work();
        try {
            Files.createDirectory(work.resolve("ledger"));
            List<String> listed = people.subList(0, isHolds ? 3 : PEOPLE);
            byte[] malformed = malformed(listed, random);
            Path list = Files.write(work.resolve("list" + name(random)), isHolds ? plain(people) : malformed);
            List<String> options = new ArrayList<>(List.of("--input", list.toString(), "--accounts", "green"));
            if (isHolds) {
                Files.move(list, work.resolve("list.txt"));
                options.set(1, work.resolve("list.txt").toString());
                options.addAll(List.of(
                        "--hold",
                        Files.write(work.resolve("hold" + name(random)), malformed)
                                .toString()));
            }
            Ran plan = scene.run(AttackScene.NOW, work, "plan", options.toArray(String[]::new));
            Ran run = plan.code() != 0
                    ? plan
                    : scene.run(AttackScene.NOW, work, "run", "--apply", "--expect", planned(plan));
            return check(malformed, people, listed, plan, run, green);
        } finally {
            AttackScene.remove(work);
        }
    }

    private Outcome check(
            byte[] malformed, List<String> people, List<String> listed, Ran plan, Ran run, FaceLibrary green) {
        boolean isWide = malformed.length > 1 && malformed[0] == (byte) 0xfe && malformed[1] == (byte) 0xff;
        String text = new String(malformed, isWide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
        String detail = "plan " + plan + "; run " + run + "; list "
                + text.substring(0, Math.min(400, text.length()))
                        .replace("\r", "\\r")
                        .replace("\n", "\\n");
        if (plan.isInternalError() || run.isInternalError()) {
            return Outcome.broken(detail);
        }
        if (green.person("Bystander1").isEmpty()) {
            return Outcome.broken(detail + ": a bystander is gone");
        }
        for (String each : listed) {
            boolean gone = green.person(each).isEmpty();
            if (isHolds && gone && text.contains(each)) {
                return Outcome.broken(detail + ": a held person is gone");
            }
            if (!isHolds && !gone && run.code() == 0 && text.contains(each)) {
                return Outcome.broken(detail + ": complete, but a person is still there");
            }
        }
        if (!isHolds
                && people.stream()
                        .anyMatch(each ->
                                !text.contains(each) && green.person(each).isEmpty())) {
            return Outcome.broken(detail + ": a person is gone whom the list does not name");
        }
        return Outcome.of(plan.code() != 0 || run.code() != 0, detail);
    }

    private static String planned(Ran plan) {
        var found = java.util.regex.Pattern.compile("planned (\\d+)").matcher(plan.out());
        return found.find() ? found.group(1) : "0";
    }

    private static String name(Random random) {
        return List.of(".txt", ".csv", ".list", ".ndjson")
                .get(random.nextInt(8) % 3 + (random.nextInt(20) == 0 ? 1 : 0));
    }

    private static byte[] plain(List<String> people) {
        return (String.join("\n", people) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] malformed(List<String> people, Random random) {
        StringBuilder text = new StringBuilder();
        switch (random.nextInt(5)) {
            case 0 -> text.append("person_id").append(ENDS.get(random.nextInt(5)));
            case 1 -> text.append("subject,account,person_id").append(ENDS.get(random.nextInt(5)));
            case 2 -> text.append("\ufeffperson_id;note").append(ENDS.get(random.nextInt(5)));
            default -> {}
        }
        int shape = random.nextInt(8);
        if (shape == 0) {
            return ("[\"" + String.join("\",\"", people) + "\"]\n").getBytes(StandardCharsets.UTF_8);
        }
        if (shape == 1) {
            return (String.join(random.nextBoolean() ? "," : ", ", people) + "\n").getBytes(StandardCharsets.UTF_8);
        }
        for (String each : people) {
            text.append(
                    switch (random.nextInt(shape == 2 ? 10 : 16)) {
                        case 0 -> '"' + each + '"';
                        case 1 -> each + ",hello";
                        case 2 -> ",green," + each;
                        case 3 -> "\"" + each;
                        case 4 -> each + "\"";
                        case 5 -> each + ",x".repeat(random.nextInt(1, 3000));
                        case 6 -> " " + each;
                        case 7 -> "{\"person_id\":\"" + each + "\"}";
                        case 8 -> each + ";" + each;
                        case 9 -> noise(random) + "\n" + each;
                        default -> each;
                    });
            text.append(ENDS.get(random.nextInt(ENDS.size())));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (shape == 3) {
            return text.toString().getBytes(StandardCharsets.UTF_16);
        }
        return bytes;
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            noise.append((char) random.nextInt(1, 0x250));
        }
        return noise.toString();
    }
}
