package io.efface.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Flips one bit of a ledger's file, as a failing disk does. */
final class BitFlipAttack extends LedgerAttack {
    private final boolean isFinished;

    BitFlipAttack(AttackScene scene, boolean isFinished) {
        super(scene, isFinished);
        this.isFinished = isFinished;
    }

    @Override
    public String name() {
        return "one bit of the ledger's file flipped: "
                + (isFinished ? "finished, then read" : "unfinished, then run or scrubbed");
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
