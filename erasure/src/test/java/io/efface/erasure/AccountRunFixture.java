package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;

import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Provides a bench whose first account runs a hook before each request. */
abstract class AccountRunFixture {
    @TempDir
    Path folder;

    private @Nullable RunBench opened;
    HookedConfig.Hook before = HookedConfig.Hook.NONE;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    RunBench bench(Map<String, String> settings, InMemoryConfig config) {
        RunBench bench = new RunBench(
                folder,
                settings,
                config,
                (operation, person) -> before.about(operation, person),
                HookedConfig.Hook.NONE);
        opened = bench;
        return bench;
    }

    RunBench bench() {
        return bench(LAYERS, InMemoryConfig.defaults());
    }
}
