package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.Attack.Outcome;
import io.efface.cli.Attack.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks the command with seeded random input, compares the claims of each job with the people in the emulated vendors, and prints the
 * table of {@code docs/reliability.md}. A build makes few attempts; that page explains how to make more of them.
 */
class AttackTest {
    private static final long SEED = Long.getLong("efface.seed", 8);
    private static final int EFFORT = Integer.getInteger("efface.attacks", 1);
    private static final String ONLY = System.getProperty("efface.attack", "");
    /** The number of the only attempt to make, or -1 for all. The message about a broken attempt contains its number. */
    private static final int ATTEMPT = Integer.getInteger("efface.attempt", -1);

    @TempDir
    Path folder;

    @Test
    void attacks_ofEveryKind_keepPromises() throws Exception {
        List<String> table = new ArrayList<>(List.of(
                "| attack | tried | noticed | harmless | broken | s | condition |", "|---|--:|--:|--:|--:|--:|---|"));
        List<String> broken = new ArrayList<>();
        try (AttackScene scene = new AttackScene(folder)) {
            for (Attack attack : attacks(scene)) {
                if (attack.name().contains(ONLY)) {
                    table.add(row(attack, broken));
                }
            }
        } finally {
            System.out.println("AttackTest: -Defface.seed=" + SEED + " -Defface.attacks=" + EFFORT);
            table.forEach(System.out::println);
            broken.forEach(System.out::println);
        }
        assertThat(broken).as("broken promises").isEmpty();
    }

    private static List<Attack> attacks(AttackScene scene) throws IOException {
        return List.of(
                new KillAttack(scene),
                new ListAttack(scene, false),
                new ListAttack(scene, true),
                new SqlAttack(scene, true),
                new SqlAttack(scene, false),
                new ForgeryAttack(scene),
                new BitFlipAttack(scene, true),
                new BitFlipAttack(scene, false),
                new ExportAttack(scene));
    }

    private static String row(Attack attack, List<String> broken) throws Exception {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        long begun = System.nanoTime();
        int attempts = EFFORT * attack.weight();
        for (int i = Math.max(0, ATTEMPT); i < (ATTEMPT < 0 ? attempts : ATTEMPT + 1); i++) {
            Outcome outcome = outcome(attack, new Random(SEED + 1_000_003L * i + attack.seed()));
            counts.merge(outcome.verdict(), 1, Integer::sum);
            if (outcome.verdict() == Verdict.BROKEN) {
                broken.add("-Defface.seed=" + SEED + " -Defface.attempt=" + i + " '-Defface.attack=" + attack.name()
                        + "': " + outcome.detail());
            }
            if (ATTEMPT >= 0) {
                System.out.println(outcome);
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %s |",
                attack.name(),
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts.getOrDefault(Verdict.NOTICED, 0),
                counts.getOrDefault(Verdict.HARMLESS, 0),
                counts.getOrDefault(Verdict.BROKEN, 0),
                (System.nanoTime() - begun) / 1_000_000_000,
                attack.promise());
    }

    private static Outcome outcome(Attack attack, Random random) throws Exception {
        try {
            return attack.attempt(random);
        } catch (RuntimeException | Error e) {
            return Outcome.broken(e.toString());
        }
    }
}
