package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Tests that values of Spring's sources arrive as they are written. */
class SpringSourcesTest extends ApplicationFixture {
    private static final String A = "efface.accounts.a.";

    /** Returns the settings of the account {@code a}, before references are resolved. */
    private Map<String, String> settings(String yaml, String... arguments) {
        String[] all = Stream.concat(Arrays.stream(arguments(yaml)), Arrays.stream(arguments))
                .toArray(String[]::new);
        SpringApplication application = application(Object.class);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        "variables",
                        Map.of(
                                "EFFACE_ACCOUNTS_CN_MAIN_REGION", "from-variable",
                                "EFFACE_ACCOUNTS_A_LIBRARY", "from-variable",
                                "EFFACE_SERVICE_HOST", "10.0.0.1",
                                // Spring cannot resolve this value, and Efface does not need it.
                                "LOOP", "${LOOP}"))));
        try (ConfigurableApplicationContext context = application.run(all)) {
            FaceRepositoriesBuilder builder = new SpringSources(context.getEnvironment()).builder(null);
            Map<String, Map<String, String>> accounts = builder.readAccounts();
            assertThat(accounts.get("cn-main")).containsEntry("region", "from-variable");
            return accounts.get("a");
        }
    }

    @Test
    void values_ofYaml_haveTheirText() {
        assertThat(settings("""
                efface.accounts:
                  a:
                    provider: aliyun
                    quota: off
                    retry.max-attempts: 5
                    breaker:
                      enabled: false
                """))
                .isEqualTo(Map.of(
                        "provider", "aliyun",
                        "quota", "false",
                        "retry.max-attempts", "5",
                        "breaker.enabled", "false",
                        "library", "from-variable"));
    }

    @Test
    void references_ofEfface_areNotResolvedBySpring() {
        assertThat(settings("""
                env: spring
                file: spring
                efface.accounts.a:
                  region: ${env:REGION}
                  endpoint: ${file:a/b}-\\${env:C}
                  library: $${env:D}$${name}
                """))
                .isEqualTo(Map.of(
                        "region", "${env:REGION}",
                        "endpoint", "${file:a/b}-${env:C}",
                        "library", "$${env:D}$${name}"));
    }

    @Test
    void placeholders_ofSpring_areResolved() {
        assertThat(settings("""
                vendor: aliyun
                efface.accounts.a:
                  provider: ${vendor}
                  region: ${nothing:cn-shanghai}
                  endpoint: ${nothing:${env:ENDPOINT}}
                  library: ${nothing}
                """))
                .isEqualTo(Map.of(
                        "provider", "aliyun",
                        "region", "cn-shanghai",
                        "endpoint", "${env:ENDPOINT}",
                        "library", "${nothing}"));
    }

    @Test
    void sources_ofHigherPrecedence_override() {
        assertThat(settings("""
                        efface.accounts.a: {region: yaml, library: yaml}
                        ---
                        spring.config.activate.on-profile: test
                        efface.accounts.a.endpoint: profile
                        """, "--efface.accounts.a.region=argument", "--spring.profiles.active=test"))
                .isEqualTo(Map.of("region", "argument", "library", "yaml", "endpoint", "profile"));
    }

    @Test
    void systemProperties_ofAccounts_areRead() {
        System.setProperty(A + "region", "property");
        System.setProperty("efface.of-another-tool", "value");
        try {
            assertThat(settings("efface.accounts.a: {region: yaml, library: yaml}"))
                    .isEqualTo(Map.of("region", "property", "library", "yaml"));
        } finally {
            System.clearProperty(A + "region");
            System.clearProperty("efface.of-another-tool");
        }
    }

    @Test
    void systemProperties_ofTheLedger_areRead() {
        List<String> keys = List.of("efface.ledger.user", "efface.ledger.password");
        keys.forEach(key -> System.setProperty(key, "property"));
        try (ConfigurableApplicationContext context = application(Object.class).run()) {
            FaceRepositoriesBuilder builder = new SpringSources(context.getEnvironment()).builder(null);
            assertThat(keys).allSatisfy(key -> assertThat(builder.readText(key)).contains("property"));
        } finally {
            keys.forEach(System::clearProperty);
        }
    }

    @Test
    void off_inYaml_turnsTheQuotaOff() {
        try (ConfigurableApplicationContext context =
                start("efface.accounts.a: {provider: memory, allow-memory: true, quota: off}")) {
            assertThat(context.getBean(FaceRepositories.class).describe("a").settings())
                    .containsEntry("quota", "off");
        }
    }

    @Test
    void file_ofASecret_isRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("library"), "people\n");
        try (ConfigurableApplicationContext context = start(A + "provider: memory\n" + A + "allow-memory: true\n" + A
                + "library: ${file:" + secret + "}\n" + A + "libraries: people\n")) {
            assertThat(context.getBean(FaceRepositories.class).describe("a").library())
                    .contains("people");
        }
    }
}
