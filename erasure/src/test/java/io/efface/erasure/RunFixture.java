package io.efface.erasure;

import static io.efface.erasure.RunBench.LAYERS;

import io.efface.Operation;
import io.efface.PersonId;
import io.efface.testkit.memory.InMemoryConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Provides a bench whose first account runs a hook before each request, and closes the bench after the test. */
abstract class RunFixture {
    @TempDir
    Path folder;

    /** The number of requests to the first account. */
    final AtomicInteger calls = new AtomicInteger();

    HookedConfig.Hook before = HookedConfig.Hook.NONE;
    private @Nullable RunBench opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** Runs the hook of the test. */
    final void beforeRequest(Operation operation, PersonId person) {
        calls.incrementAndGet();
        before.about(operation, person);
    }

    /** Returns a bench that is closed after the test. */
    final RunBench closing(RunBench bench) {
        opened = bench;
        return bench;
    }

    final RunBench bench(InMemoryConfig config, Map<String, String> settings) {
        return closing(new RunBench(folder, settings, config, this::beforeRequest, HookedConfig.Hook.NONE));
    }

    final RunBench bench(InMemoryConfig config) {
        return bench(config, LAYERS);
    }

    final RunBench bench() {
        return bench(InMemoryConfig.defaults());
    }

    /** Returns {@link RunBench#LAYERS} with one more setting. */
    static Map<String, String> layersWith(String key, String value) {
        Map<String, String> settings = new HashMap<>(LAYERS);
        settings.put(key, value);
        return settings;
    }

    /** Returns a bench with people in the accounts and a job that deletes them. */
    final RunBench planned(int people, String... accounts) {
        RunBench bench = bench();
        bench.putAndPlan(people, accounts);
        return bench;
    }
}
