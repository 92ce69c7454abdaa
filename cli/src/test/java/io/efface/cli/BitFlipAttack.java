package io.efface.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Inverts one bit of a ledger's file, as a failing disk may. */
final class BitFlipAttack extends LedgerAttack {
    private final boolean isFinished;

    BitFlipAttack(AttackScene scene, boolean isFinished) {
        super(scene, isFinished);
        this.isFinished = isFinished;
    }

    @Override
    public String name() {
        return isFinished
                ? "a finished ledger with one flipped bit, then read"
                : "an unfinished ledger with one flipped bit, then `run` or `scrub`";
    }

    @Override
    public int seed() {
        return isFinished ? 648_038_127 : 2_125_894_746;
    }

    @Override
    public int weight() {
        return isFinished ? 20 : 4;
    }

    @Override
    String change(Path ledger, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(ledger);
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(ledger, bytes);
        return "bit " + bit % 8 + " of byte " + bit / 8;
    }
}
