package io.efface.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsolutePathsTest {
    @Test
    void inArguments_providerPath_makesEachElementAbsolute() {
        String path = "jars" + File.pathSeparator + absolute("other.jar");
        String expected = absolute("jars") + File.pathSeparator + absolute("other.jar");

        assertThat(AbsolutePaths.inArguments(List.of("run", "--provider-path", path, "--job", "jars")))
                .containsExactly("run", "--provider-path", expected, "--job", "jars");
        assertThat(AbsolutePaths.inArguments(List.of("run", "--provider-path=" + path)))
                .containsExactly("run", "--provider-path=" + expected);
    }

    @Test
    void inArguments_ledgerAndFiles_becomeAbsolute() {
        assertThat(AbsolutePaths.inArguments(
                        List.of("erase", "--ledger", "sqlite:a.db", "--ledger=b.db", "--hold", "-", "--keys", "k")))
                .containsExactly(
                        "erase",
                        "--ledger",
                        "sqlite:" + absolute("a.db"),
                        "--ledger=" + absolute("b.db"),
                        "--hold",
                        "-",
                        "--keys",
                        absolute("k"));
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
