package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.Mockito.mock;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.testkit.memory.InMemoryConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests what an operator reads when an application starts without accounts, or does not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest extends ApplicationFixture {
    private static final String MEMORY = "{provider: memory, allow-memory: true}\n";

    /** An application that uses an account without a qualifier. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Unqualified {
        @Bean
        String eraser(FaceRepository faces) {
            return faces.toString();
        }
    }

    /** Adds an account that is built in code. */
    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        FaceRepositoriesBuilderCustomizer accountInCode() {
            return builder -> builder.account("code", InMemoryConfig.defaults());
        }
    }

    /** An application that uses the account {@code eu}. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Qualified {
        @Bean
        String eraser(@Qualifier("eu") FaceRepository faces) {
            return faces.toString();
        }
    }

    @Test
    void start_nothingConfigured_isSilent(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("")) {
            assertThat(context.getBean(FaceRepositories.class).accounts()).isEmpty();
            assertThat(context.getBeanProvider(FaceRepository.class).getIfAvailable())
                    .isNull();
        }
        try (ConfigurableApplicationContext context = start("efface.accounts: {}")) {
            assertThat(context.getBean(FaceRepositories.class).accounts()).isEmpty();
        }

        assertThat(output.getOut()
                        .lines()
                        .filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("fface")))
                .isEmpty();
    }

    @Test
    void start_wrongKeys_listsAllProblemsOnceWithTheirLines(CapturedOutput output) {
        String failure = failure(output, """
                efface:
                  accounts:
                    eu:
                      provider: tencent
                      regoin: eu-frankfurt
                      credentials:
                        secret-id: hush-id
                        secret-key: hush-key
                      deadline: 5x
                    us:
                      provider: tencnet
                """, Qualified.class);

        assertThat(failure)
                .contains("The configuration of Efface has problems. 3 problems:")
                .contains(
                        "application.yaml] - 5:15: efface.accounts.eu.regoin: unknown key of provider tencent; did you mean 'region'?")
                .contains("application.yaml] - 9:17: efface.accounts.eu.deadline: is not a duration such as")
                .contains(
                        "application.yaml] - 11:17: efface.accounts.us.provider: 'tencnet' is not the name of a provider")
                .contains("Correct the configuration at the given places.")
                .doesNotContain("hush");
        assertThat(failure.split("regoin", -1)).hasSize(2);
    }

    @Test
    void start_invalidNameOfAnAccount_isReportedWithTheOtherProblems(CapturedOutput output) {
        assertThat(failure(
                        output, "efface.accounts:\n  a_b: " + MEMORY + "  eu: {provider: nobody}\n", Qualified.class))
                .contains("2 problems:")
                .contains("- 2:41: efface.accounts.a_b.allow-memory: the account's name is not valid")
                .contains("- 3:18: efface.accounts.eu.provider: 'nobody' is not the name of a provider");
    }

    @Test
    void start_misspeltRoot_isReported(CapturedOutput output) {
        assertThat(failure(output, "eface.accounts.eu.provider: tencent\n"))
                .contains("eface.accounts.eu.provider: unknown key; did you mean 'efface.accounts.eu.provider'?");
    }

    @Test
    void start_secretOfAUsedAccountIsMissing_isReadable(CapturedOutput output) {
        assertThat(failure(output, """
                efface.accounts.eu:
                  provider: tencent
                  region: eu-frankfurt
                  credentials:
                    secret-id: ${env:EFFACE_TEST_ID_NOT_SET}
                    secret-key: ${env:EFFACE_TEST_KEY_NOT_SET}
                """, Qualified.class))
                .contains("2 problems:")
                .contains("- 5:16: efface.accounts.eu.credentials.secret-id: the environment variable"
                        + " EFFACE_TEST_ID_NOT_SET is not set")
                .contains("- 6:17: efface.accounts.eu.credentials.secret-key: the environment variable"
                        + " EFFACE_TEST_KEY_NOT_SET is not set");
    }

    @Test
    void start_noDefaultAccount_namesTheSetting(CapturedOutput output) {
        assertThat(failure(output, "efface.accounts:\n  eu: " + MEMORY + "  us: " + MEMORY, Unqualified.class))
                .contains("A FaceRepository is injected without a qualifier, and there is no default account.")
                .contains("Set efface.default-account to one of the accounts")
                .contains("The accounts are eu, us.");
    }

    /** An application with two accounts of its own. */
    @Configuration(proxyBeanMethods = false)
    static class OwnAccounts {
        @Bean
        FaceRepository one() {
            return mock(FaceRepository.class);
        }

        @Bean
        FaceRepository two() {
            return mock(FaceRepository.class);
        }
    }

    @Test
    void start_defaultAccountHasNoEffect_saysWhenThisIsSo(CapturedOutput output) {
        String accounts = "  accounts:\n    eu: " + MEMORY + "    us: " + MEMORY;
        String reference = "efface:\n  default-account: ${env:EFFACE_TEST_DEFAULT_NOT_SET}\n" + accounts;

        for (String failure : new String[] {
            failure(output, "efface:\n  default-account: us\n" + accounts, Unqualified.class, OwnAccounts.class),
            failure(output, reference, Unqualified.class, Customized.class)
        }) {
            assertThat(failure)
                    .contains(
                            "A FaceRepository is injected without a qualifier, and efface.default-account has no effect.")
                    .contains("Add @Qualifier with the name of a bean.")
                    .doesNotContain("Set efface.default-account");
        }
    }

    @Test
    void start_misspeltDefaultAccount_namesItsPlaceAndSuggestsAnAccount(CapturedOutput output) {
        String yaml = "efface:\n  default-account: uss\n  accounts:\n    eu: " + MEMORY + "    us: " + MEMORY;

        assertThat(failure(output, yaml, Unqualified.class))
                .contains("- 2:20: efface.default-account: 'uss' is not a configured account; the accounts are eu, us")
                .contains("did you mean 'us'?")
                .doesNotContain("there is no default account");
        assertThat(failure(output, yaml, Unqualified.class, Customized.class))
                .contains(
                        "- 2:20: efface.default-account: 'uss' is not a configured account; the accounts are code, eu, us")
                .contains("did you mean 'us'?");
    }

    @Test
    void start_variableOfTheDefaultAccountIsMissing_isReadable(CapturedOutput output) {
        assertThat(failure(
                        output,
                        "efface:\n  default-account: ${env:EFFACE_TEST_DEFAULT_NOT_SET}\n  accounts.eu: " + MEMORY
                                + "  accounts.us: " + MEMORY,
                        Unqualified.class))
                .contains(
                        "- 2:20: efface.default-account: the environment variable EFFACE_TEST_DEFAULT_NOT_SET is not set");
    }

    @Test
    void start_accountWithTheNameOfAnotherBean_isRejected() {
        assertThat(catchThrowable(() -> start("efface.accounts.eraser: " + MEMORY, Unqualified.class)))
                .hasMessageContaining("the account 'eraser' has the name of a bean of another type");
    }
}
