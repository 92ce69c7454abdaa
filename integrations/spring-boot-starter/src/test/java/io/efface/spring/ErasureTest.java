package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.emulator.green.GreenEmulator;
import io.efface.erasure.Erasure;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.RunOptions;
import io.efface.erasure.input.InputSource;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests jobs in applications that use the starter. */
@EffaceEmulators
class ErasureTest extends ApplicationFixture {
    @Test
    void start_ledgerIsSet_runsAJob(EmulatedAccounts emulated, GreenEmulator green) throws IOException {
        green.library().put("alice", "face-1");
        Path list = Files.writeString(folder.resolve("list.csv"), "person_id\nalice\n");
        Path ledger = folder.resolve("jobs/ledger.db");
        String yaml = yaml(
                emulated,
                "efface.ledger",
                "sqlite:" + ledger,
                "efface.keys",
                folder.resolve("keys").toString());

        try (ConfigurableApplicationContext context = start(yaml)) {
            assertThat(ledger).doesNotExist();
            Erasure erasure = context.getBean(Erasure.class);
            erasure.plan(PlanRequest.of("leavers", InputSource.file(list))
                    .accounts(List.of("green"))
                    .build());
            erasure.run("leavers", RunOptions.builder().build());
        }

        assertThat(green.library().size()).isZero();
        assertThat(ledger).exists();
    }

    @Test
    void start_noLedger_hasNoErasure(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context = start(yaml(emulated))) {
            assertThat(context.getBeanProvider(Erasure.class).getIfAvailable()).isNull();
        }
    }
}
