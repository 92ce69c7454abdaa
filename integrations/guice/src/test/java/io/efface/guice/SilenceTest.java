package io.efface.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.leavers.Leavers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the JDK prints no warnings for programs that use the module as documented. */
class SilenceTest {
    @TempDir
    Path folder;

    @Test
    void run_moduleAloneWithoutAnyOption_printsNoWarning() throws IOException, InterruptedException {
        ChildJvm run = ChildJvm.run(folder, List.of(), ModuleAlone.class);

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualToNormalizingNewlines("ALREADY_ABSENT\nALREADY_ABSENT\n[a]\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void run_exampleOfTheDocuments_deletesAndPrintsNoWarning() throws IOException, InterruptedException {
        ChildJvm run = ChildJvm.run(folder, List.of(), Leavers.class, configuration(), "4711");

        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .isEqualToNormalizingNewlines("by default: ALREADY_ABSENT\narchive: ALREADY_ABSENT\n"
                        + "archive is free of the person\nlive is free of the person\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void run_injectedConstructorWithoutBytecodeGeneration_printsNoWarning() throws IOException, InterruptedException {
        ChildJvm run = ChildJvm.run(folder, List.of("-Dguice_bytecode_gen_option=DISABLED"), InjectedConstructor.class);

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualToNormalizingNewlines("account a\n");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void run_injectedConstructorWithUnsafeAllowed_printsNoWarning() throws IOException, InterruptedException {
        ChildJvm run =
                ChildJvm.run(folder, List.of("--sun-misc-unsafe-memory-access=allow"), InjectedConstructor.class);

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualToNormalizingNewlines("account a\n");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void run_injectedConstructorBeforeJdk24_needsNothing() throws IOException, InterruptedException {
        ChildJvm run = ChildJvm.run(folder, List.of(), InjectedConstructor.class);

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).isEqualToNormalizingNewlines("account a\n");
    }

    private String configuration() throws IOException {
        StringBuilder text = new StringBuilder("efface.default-account = live\n");
        for (String name : List.of("live", "archive")) {
            Memory.settings()
                    .forEach((key, value) -> text.append("efface.accounts.")
                            .append(name)
                            .append('.')
                            .append(key)
                            .append(" = ")
                            .append(value)
                            .append('\n'));
        }
        return Files.writeString(folder.resolve("efface.properties"), text).toString();
    }
}
