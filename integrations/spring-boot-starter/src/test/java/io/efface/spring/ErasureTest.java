package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.config.FaceRepositories;
import io.efface.emulator.green.GreenEmulator;
import io.efface.erasure.Erasure;
import io.efface.erasure.Ledger;
import io.efface.erasure.PlanRequest;
import io.efface.erasure.RunOptions;
import io.efface.erasure.input.InputSource;
import io.efface.micrometer.JobMeters;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Tests jobs in applications that use the starter. */
@EffaceEmulators
class ErasureTest extends ApplicationFixture {
    /** An application that opens the ledger itself. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithLedger {
        @Bean
        @Lazy
        Ledger ledger() {
            throw new IllegalStateException("nothing needs the ledger");
        }
    }

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
    void start_ledgerIsSet_hasGaugesOfTheJobs(EmulatedAccounts emulated, GreenEmulator green) throws IOException {
        green.library().put("alice", "face-1");
        Path list = Files.writeString(folder.resolve("list.csv"), "person_id\nalice\nbob\n");
        Path ledger = folder.resolve("jobs/ledger.db");

        try (ConfigurableApplicationContext context = start(yaml(
                emulated,
                "efface.ledger",
                ledger.toString(),
                "efface.keys",
                folder.resolve("keys").toString()))) {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(ledger).as("the file before a bean needs it").doesNotExist();
            context.getBean(Erasure.class)
                    .plan(PlanRequest.of("leavers", InputSource.file(list))
                            .accounts(List.of("green"))
                            .build());

            assertThat(meters.get(JobMeters.JOBS).gauge().value()).isOne();
            assertThat(meters.get("efface.job.open")
                            .tags("job", "leavers", "account", "green")
                            .gauge()
                            .value())
                    .isEqualTo(2);
        }
    }

    @Test
    void start_ledgerOfTheApplication_hasNoGaugesOfJobs(EmulatedAccounts emulated) {
        String yaml = yaml(emulated, "efface.ledger", folder.resolve("other.db").toString());

        try (ConfigurableApplicationContext context = start(yaml, WithLedger.class)) {
            assertThat(context.getBeanProvider(JobMeters.class).getIfAvailable())
                    .isNull();
        }
    }

    /** An application that opens its accounts in code. It ignores the accounts in the properties of Spring Boot. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithAccounts {
        @Bean
        FaceRepositories own() {
            return FaceRepositories.builder().open();
        }
    }

    @Test
    void start_accountsOfTheApplicationWithoutLedger_hasNoGaugesOfJobs() {
        String yaml = yaml(Map.of(), "efface.ledger", folder.resolve("jobs.db").toString());

        try (ConfigurableApplicationContext context = start(yaml, WithAccounts.class)) {
            assertThat(context.getBeanProvider(JobMeters.class).getIfAvailable())
                    .isNull();
            assertThatThrownBy(() -> context.getBean(Erasure.class))
                    .hasStackTraceContaining("the accounts were opened without efface.ledger");
        }
    }

    @Test
    void start_noLedger_hasNoErasure(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context = start(yaml(emulated))) {
            assertThat(context.getBeanProvider(Erasure.class).getIfAvailable()).isNull();
            assertThat(context.getBeanProvider(JobMeters.class).getIfAvailable())
                    .isNull();
        }
    }
}
