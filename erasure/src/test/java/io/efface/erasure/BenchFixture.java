package io.efface.erasure;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens a bench before each test, and closes the bench after the test. */
abstract class BenchFixture {
    @TempDir
    Path folder;

    Bench bench;

    @BeforeEach
    final void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    final void close() {
        bench.close();
    }
}
