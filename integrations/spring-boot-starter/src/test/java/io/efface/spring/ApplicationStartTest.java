package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.testkit.junit.EffaceEmulators;
import io.efface.testkit.junit.EmulatedAccounts;
import io.efface.testkit.memory.InMemoryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests the beans that the starter defines in an application. */
@EffaceEmulators
@ExtendWith(OutputCaptureExtension.class)
class ApplicationStartTest extends ApplicationFixture {
    private static final PersonId ALICE = PersonId.of("alice");

    /** An application that uses the default account only. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OneAccount {
        record Eraser(FaceRepository faces) {}

        @Bean
        Eraser eraser(FaceRepository faces) {
            return new Eraser(faces);
        }
    }

    /** An application that uses two accounts by name, and all accounts. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class TwoAccounts {
        record Erasers(FaceRepository green, FaceRepository iai, Map<String, FaceRepository> all) {}

        @Bean
        Erasers eraser(
                @Qualifier("green") FaceRepository green,
                @Qualifier("iai") FaceRepository iai,
                Map<String, FaceRepository> all) {
            return new Erasers(green, iai, all);
        }
    }

    @Test
    void start_bothVendors_areUsedAtOnce(EmulatedAccounts emulated, GreenEmulator green, IaiEmulator iai) {
        green.library().put("alice", "face-1");
        iai.library().put("alice", "face-1");

        try (ConfigurableApplicationContext context = start(yaml(emulated), TwoAccounts.class)) {
            TwoAccounts.Erasers eraser = context.getBean(TwoAccounts.Erasers.class);
            eraser.green().deletePerson(ALICE);
            assertThat(green.library().size()).isZero();
            assertThat(iai.library().size()).isOne();
            eraser.iai().deletePerson(ALICE);
            assertThat(iai.library().size()).isZero();
            assertThat(eraser.all()).containsOnlyKeys("green", "iai", "rekognition");
            assertThat(context.getBean(FaceRepositories.class).accounts())
                    .containsExactly("green", "iai", "rekognition");
        }
    }

    @Test
    void start_defaultAccountChangesInOneLine_changesTheVendor(
            EmulatedAccounts emulated, GreenEmulator green, IaiEmulator iai) {
        for (String account : new String[] {"green", "iai"}) {
            green.library().put("alice", "face-1");
            iai.library().put("alice", "face-1");
            try (ConfigurableApplicationContext context =
                    start(yaml(emulated, "efface.default-account", account), OneAccount.class)) {
                context.getBean(OneAccount.Eraser.class).faces().deletePerson(ALICE);
            }
            assertThat(green.library().size()).isEqualTo(account.equals("green") ? 0 : 1);
            assertThat(iai.library().size()).isEqualTo(account.equals("iai") ? 0 : 1);
        }
    }

    @Test
    void start_defaultAccountAsReference_isInjected(EmulatedAccounts emulated) throws IOException {
        Path file = Files.writeString(folder.resolve("default"), "iai\n");
        String yaml = yaml(emulated, "efface.default-account", "${file:" + file + "}");

        try (ConfigurableApplicationContext context = start(yaml, OneAccount.class)) {
            assertThat(context.getBean(OneAccount.Eraser.class).faces()).hasToString("account iai");
        }
    }

    @Test
    void start_oneAccount_isTheDefault(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context =
                start("efface.accounts.only: {provider: memory, allow-memory: true}", OneAccount.class)) {
            assertThat(context.getBean(OneAccount.Eraser.class).faces()).hasToString("account only");
        }
    }

    @Test
    void start_secretOfAnUnusedAccountIsMissing_succeeds(EmulatedAccounts emulated, GreenEmulator green) {
        green.library().put("alice", "face-1");
        String yaml = yaml(
                emulated, "efface.accounts.iai.credentials.secret-key", "${env:EFFACE_TEST_SECRET_THAT_IS_NOT_SET}");

        try (ConfigurableApplicationContext context = start(yaml, OneAccount.class)) {
            context.getBean(OneAccount.Eraser.class).faces().deletePerson(ALICE);

            assertThat(green.library().size()).isZero();
            FaceRepositories accounts = context.getBean(FaceRepositories.class);
            assertThat(accounts.incompleteAccounts()).containsExactly("iai");
            assertThatThrownBy(() -> accounts.get("iai"))
                    .hasMessageContaining("EFFACE_TEST_SECRET_THAT_IS_NOT_SET is not set");
        }
    }

    @Test
    void close_context_closesTheAccounts(EmulatedAccounts emulated) {
        ConfigurableApplicationContext context = start(yaml(emulated), OneAccount.class);
        FaceRepository faces = context.getBean(OneAccount.Eraser.class).faces();
        faces.findPerson(ALICE);

        context.close();

        assertThatThrownBy(() -> faces.findPerson(ALICE)).hasMessageContaining("the repositories are closed");
    }

    /** An application that defines all accounts itself. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnRepositories {
        @Bean
        FaceRepositories own() {
            return FaceRepositories.builder()
                    .map(Map.of("efface.accounts.own.provider", "memory", "efface.accounts.own.allow-memory", "true"))
                    .open();
        }
    }

    @Test
    void start_ownRepositories_replaceTheConfiguredAccounts(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context = start(yaml(emulated), OwnRepositories.class)) {
            assertThat(context.getBean(FaceRepositories.class).accounts()).containsExactly("own");
            assertThat(context.getBeanProvider(FaceRepository.class).stream()).isEmpty();
        }
    }

    /** An application with an account of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OwnRepository extends OneAccount {
        static final FaceRepository OWN = org.mockito.Mockito.mock(FaceRepository.class);

        @Bean
        FaceRepository iai() {
            return OWN;
        }
    }

    @Test
    void start_ownRepository_isPreferred(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context = start(yaml(emulated), OwnRepository.class)) {
            assertThat(context.getBean(OneAccount.Eraser.class).faces()).isSameAs(OwnRepository.OWN);
            assertThat(context.getBeansOfType(FaceRepository.class))
                    .containsOnlyKeys("green", "iai", "rekognition")
                    .containsEntry("iai", OwnRepository.OWN);
        }
    }

    @Test
    void start_secretsAsReferencesOrPlaceholders_areNotReportedAsLiteral(
            EmulatedAccounts emulated, GreenEmulator green, CapturedOutput output) throws IOException {
        green.library().put("alice", "face-1");
        Map<String, String> settings = new HashMap<>(emulated.settings());
        settings.keySet().removeIf(key -> !key.contains(".green."));
        String key = "efface.accounts.green.credentials.access-key-secret";
        String secret = settings.get(key);
        Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
        int before = output.getOut().length();
        for (String written : new String[] {"${file:" + file + "}", "${vault.secret}"}) {
            try (ConfigurableApplicationContext context =
                    start(yaml(settings, key, written, "vault.secret", secret), OneAccount.class)) {
                assertThat(context.getBean(OneAccount.Eraser.class)
                                .faces()
                                .findPerson(ALICE)
                                .isPresent())
                        .isTrue();
            }
        }

        assertThat(output.getOut().substring(before)).doesNotContain("written literally", secret);
    }

    /** An application with an account that is built in code. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class BuiltInCode extends OneAccount {
        @Bean
        FaceRepositoriesBuilderCustomizer accountInCode() {
            return builder -> builder.account("code", InMemoryConfig.defaults());
        }
    }

    @Test
    void start_defaultAccountBuiltInCode_isInjected(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context =
                start(yaml(emulated, "efface.default-account", "code"), BuiltInCode.class)) {
            assertThat(context.getBean(OneAccount.Eraser.class).faces()).hasToString("account code");
        }
    }

    @Test
    void start_otherAccountBuiltInCode_hasNoBean(EmulatedAccounts emulated) {
        try (ConfigurableApplicationContext context = start(yaml(emulated), BuiltInCode.class)) {
            assertThat(context.getBean(FaceRepositories.class).accounts()).contains("code");
            assertThat(context.getBeansOfType(FaceRepository.class)).containsOnlyKeys("green", "iai", "rekognition");
        }
    }

    /** An application that supplies its own environment variables for references such as <code>${env:NAME}</code>. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Customized {
        @Bean
        FaceRepositoriesBuilderCustomizer variables() {
            return builder -> builder.environmentForReferences(Map.of("MEMORY", "memory", "DEFAULT", "a"));
        }
    }

    @Test
    void start_customizer_changesTheBuilder() {
        String yaml = """
                efface.accounts.a: {provider: '${env:MEMORY}', allow-memory: true}
                efface.default-account: ${env:DEFAULT}
                """;
        try (ConfigurableApplicationContext context = start(yaml, Customized.class)) {
            assertThat(context.getBean("a", FaceRepository.class).capabilities().provider())
                    .isEqualTo("memory");
            assertThat(context.getBean(FaceRepositories.class).describe("a").isDefault())
                    .isTrue();
        }
    }
}
