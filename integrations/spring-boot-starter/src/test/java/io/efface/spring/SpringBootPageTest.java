package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tests that the examples in {@code docs/spring-boot.md} are those that tests run. */
class SpringBootPageTest extends ApplicationFixture {
    private static final Path PROJECT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    /** The client of Apollo is not a dependency of the build. */
    private static final String NOT_COMPILED = "@ApolloConfigChangeListener";

    /** An application with the variables to which the page refers. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithVariables {
        @Bean
        FaceRepositoriesBuilderCustomizer variables() {
            return builder -> builder.environmentForReferences(
                    Map.of("CN_MAIN_KEY_ID", "id", "CN_MAIN_KEY_SECRET", "secret", "EU_ID", "id", "EU_KEY", "key"));
        }
    }

    @Test
    void page_programs_areThoseThatTestsRun() throws IOException {
        assertThat(blocks("java"))
                .filteredOn(program -> !program.contains(NOT_COMPILED))
                .containsExactly(
                        example("main/java/io/efface/examples/boot/LeaversApplication.java"),
                        Files.readString(Path.of("src/test/java/com/example/jobs/JobRunner.java")),
                        example("test/java/io/efface/examples/boot/LeaversApplicationTest.java"));
    }

    @Test
    void page_configuration_isThatOfTheExampleAndOpensTheAccounts() throws IOException {
        String yaml = blocks("yaml").get(0);

        assertThat(yaml).isEqualTo(example("main/resources/application.yaml"));
        try (ConfigurableApplicationContext context = start(yaml, WithVariables.class)) {
            FaceRepositories accounts = context.getBean(FaceRepositories.class);
            assertThat(accounts.accounts()).containsExactly("cn-main", "eu");
            assertThat(accounts.incompleteAccounts()).isEmpty();
            assertThat(accounts.describe("cn-main").isDefault()).isTrue();
        }
    }

    private static String example(String file) throws IOException {
        return Files.readString(PROJECT.resolve("examples/spring-boot/src").resolve(file));
    }

    private static List<String> blocks(String language) throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/spring-boot.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }
}
