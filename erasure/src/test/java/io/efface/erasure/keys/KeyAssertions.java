package io.efface.erasure.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks that the tests of key folders share. */
final class KeyAssertions {
    private KeyAssertions() {}

    static void assertFails(Runnable action, Reason reason, String part, String... never) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ErasureException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e).hasMessageContaining(part);
                    for (String secret : never) {
                        assertThat(e).hasMessageNotContaining(secret);
                        assertThat(e.getCause()).isNull();
                    }
                });
    }

    static String permissions(Path path) throws IOException {
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(path);
        return PosixFilePermissions.toString(all);
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
