package io.efface.erasure.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseLeaversTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void example_ofThePage_erasesEverywhere(@TempDir Path folder) throws IOException {
        InMemoryFaceLibrary china = new InMemoryFaceLibrary();
        InMemoryFaceLibrary hongkong = new InMemoryFaceLibrary();
        china.put("leaver-1", "f1");
        hongkong.put("leaver-1", "f2");
        hongkong.put("stays", "f3");
        Path list = Files.writeString(folder.resolve("leavers.txt"), "leaver-1\nleaver-2\n");
        Path ledger = Files.createDirectories(folder.resolve("ledger")).resolve("efface.db");
        try (FaceRepositories accounts = FaceRepositories.builder()
                .account("cn-main", InMemoryConfig.defaults(), Map.of())
                .account("hk", InMemoryConfig.defaults(), Map.of())
                .service("cn-main", InMemoryFaceLibrary.class, china)
                .service("hk", InMemoryFaceLibrary.class, hongkong)
                .open()) {
            assertThat(EraseLeavers.erase(list, ledger, folder.resolve("keys"), accounts))
                    .isTrue();
        }
        assertThat(china.people()).isEmpty();
        assertThat(hongkong.people()).hasSize(1);
    }

    @Test
    void page_example_isTheProgramThatIsRun() throws IOException {
        String page = Files.readString(MODULE.resolve("../docs/erasure.md").normalize());
        String program = Files.readString(MODULE.resolve("src/test/java/io/efface/erasure/example/EraseLeavers.java"));

        Matcher block = JAVA.matcher(page);

        assertThat(block.find()).isTrue();
        assertThat(program).endsWith(block.group(1));
        assertThat(block.find()).as("a second example, which no test runs").isFalse();
    }
}
