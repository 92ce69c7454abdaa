package io.efface.cli;

import io.efface.cli.AttackScene.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes bits, bytes or lines of an export, or removes its end. */
final class ExportAttack implements Attack {
    private static final List<String> FILES =
            List.of("events.ndjson", "seals.ndjson", "signatures.base64", "public.pem");

    private final AttackScene scene;
    private final Path job;
    private final Path intact;

    ExportAttack(AttackScene scene) throws IOException {
        this.scene = scene;
        this.job = scene.finished();
        this.intact = scene.work().resolve("export");
        Ran ran = scene.run(AttackScene.NOW, job, "receipts export", "--to", intact.toString());
        if (ran.code() != 0) {
            throw new IllegalStateException(ran.toString());
        }
    }

    @Override
    public String name() {
        return "an export with a changed bit or byte, a missing end, or a removed, repeated or moved line";
    }

    @Override
    public int seed() {
        return -458_280_878;
    }

    @Override
    public String promise() {
        return "`receipts verify --from` reports an export as sealed and intact only if every event and every seal is intact.";
    }

    @Override
    public int weight() {
        return 40;
    }

    @Override
    public Outcome attempt(Random random) throws IOException {
        Path damaged = scene.work();
        try {
            for (String each : FILES) {
                Files.copy(intact.resolve(each), damaged.resolve(each));
            }
            String file = FILES.get(random.nextInt(FILES.size()));
            byte[] before = Files.readAllBytes(intact.resolve(file));
            byte[] after = damaged(before, random);
            Files.write(damaged.resolve(file), after);
            Ran ran = scene.run(
                    AttackScene.NOW,
                    "receipts",
                    "verify",
                    "--from",
                    damaged.toString(),
                    "--public-key",
                    AttackScene.keys(job).resolve("signing.pub").toString());
            String detail = file + ": " + ran;
            if (ran.isInternalError()) {
                return Outcome.broken(detail);
            }
            boolean isUnchanged = text(before).equals(text(after)) || file.equals("public.pem");
            if (ran.code() == 0 && !isUnchanged && !file.equals("signatures.base64")) {
                return Outcome.broken(detail);
            }
            return Outcome.of(ran.code() != 0, detail);
        } finally {
            AttackScene.remove(damaged);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }

    private static byte[] damaged(byte[] before, Random random) {
        byte[] bytes = before.clone();
        List<String> lines =
                new ArrayList<>(Arrays.asList(new String(before, StandardCharsets.ISO_8859_1).split("(?<=\n)", 0)));
        int line = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 2 -> lines.remove(line);
            case 3 -> lines.add(random.nextInt(lines.size()), lines.get(line));
            case 4 -> Collections.swap(lines, line, random.nextInt(lines.size()));
            default -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                return bytes;
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }
}
