package io.efface.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.efface.testkit.junit.EmulatedAccounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts applications with an {@code application.yaml} in the folder of the test. */
abstract class ApplicationFixture {
    /** An application without beans of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @TempDir
    Path folder;

    final ConfigurableApplicationContext start(String yaml, Class<?>... configurations) {
        return application(configurations).run(arguments(yaml));
    }

    /** Returns what an application prints that does not start. */
    final String failure(CapturedOutput output, String yaml, Class<?>... configurations) {
        int before = output.getOut().length();
        assertThat(catchThrowable(() -> start(yaml, configurations).close())).isNotNull();
        String printed = output.getOut().substring(before);
        assertThat(printed).contains("APPLICATION FAILED TO START");
        return printed.substring(printed.indexOf("APPLICATION FAILED TO START"));
    }

    static SpringApplication application(Class<?>... configurations) {
        SpringApplication application =
                new SpringApplication(configurations.length == 0 ? new Class<?>[] {Plain.class} : configurations);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        return application;
    }

    final String[] arguments(String yaml) {
        try {
            Files.writeString(folder.resolve("application.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {"--spring.config.location=" + folder.toUri()};
    }

    /** Returns the settings of emulated accounts as YAML. The later arguments are further keys and values. */
    static String yaml(EmulatedAccounts emulated, String... keysAndValues) {
        return yaml(emulated.settings(), keysAndValues);
    }

    static String yaml(Map<String, String> settings, String... keysAndValues) {
        Map<String, String> all = new TreeMap<>();
        settings.forEach((key, value) -> all.put(key, '"' + value + '"'));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        StringBuilder yaml = new StringBuilder();
        all.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
        return yaml.toString();
    }
}
