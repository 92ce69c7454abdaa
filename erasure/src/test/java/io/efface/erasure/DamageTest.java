package io.efface.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that no use of a damaged ledger causes an internal error. If the check of the receipts finds no damage, the report must be the same
 * as before the damage.
 */
class DamageTest {
    @TempDir
    Path folder;

    @Test
    void damage_oneBit_causesNoInternalErrorAndNoUndetectedChangeOfTheReport() throws Exception {
        attack(DamagedLedger::flipBit, Integer.getInteger("efface.damage.flips", 120));
    }

    @Test
    void damage_oneCellEdited_causesNoInternalErrorAndNoUndetectedChangeOfTheReport() throws Exception {
        attack(DamagedLedger::editCell, Integer.getInteger("efface.damage.edits", 120));
    }

    @Test
    void damage_tableRemoved_isReportedWithItsName() throws Exception {
        try (DamagedLedger ledger = new DamagedLedger(folder)) {
            for (String table : ledger.tables()) {
                ledger.restore();
                ledger.dropTable(table);
                ledger.use("DROP TABLE " + table);
                assertThat(ledger.messages())
                        .as(table)
                        .anySatisfy(message -> assertThat(message).contains("the table " + table + " is missing"))
                        .allSatisfy(message -> assertThat(message).doesNotContain("SQLITE_ERROR", "SQLite error"));
            }
            assertThat(ledger.faults()).isEmpty();
            assertThat(ledger.outcomes().keySet()).noneMatch(outcome -> outcome.contains("LEDGER_FAILED"));
        }
    }

    private interface Damage {
        String to(DamagedLedger ledger, Random random) throws Exception;
    }

    private void attack(Damage damage, int times) throws Exception {
        long seed = Long.getLong("efface.seed", System.nanoTime());
        System.err.println("DamageTest: -Defface.seed=" + seed);
        Random random = new Random(seed);
        List<String> faults;
        try (DamagedLedger ledger = new DamagedLedger(folder)) {
            for (int i = 0; i < times; i++) {
                ledger.restore();
                String what = damage.to(ledger, random);
                ledger.use(what);
            }
            faults = ledger.faults();
            System.err.println("DamageTest: " + times + " attacks; " + ledger.outcomes());
        }
        assertThat(faults).as("-Defface.seed=" + seed).isEmpty();
    }
}
