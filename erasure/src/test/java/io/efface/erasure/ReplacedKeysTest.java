package io.efface.erasure;

import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.keys.KeyFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests jobs while another process replaces keys of the key folder. */
class ReplacedKeysTest extends OtherDetachedFixture {
    private Path key(String name) {
        return bench.keys.folder().resolve(name);
    }

    private void replace(String name) {
        Path others = KeyFolder.create(folder.resolve("other-keys")).folder();
        copy(key(name), folder.resolve(name));
        copy(others.resolve(name), key(name));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash.key", "mac.key"})
    void run_keyIsReplacedDuringTheRun_stopsBeforeFacesAreDetached(String name) {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,");
        beforeNextCall = () -> replace(name);

        assertThatThrownBy(() -> bench.run())
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                .hasMessageContaining(name);

        assertThat(bench.a.requests()).as("the read of the list of faces").isEqualTo(1);
        copy(folder.resolve(name), key(name));
        bench.restart();
        bench.time.advance(Duration.ofHours(1));
        bench.run();
        assertThat(bench.a.people()).isEmpty();
    }

    @Test
    void run_keyIsReplacedWhileTheOtherJobHasDetachedFaces_stopsBeforeTheNextRequest() {
        bench.a.put("p2");
        detach();
        LedgerMaker.plan(bench, SECOND, HEADER, "s2,a,p2,", "s1,a,p1,");
        beforeNextCall = () -> replace("hash.key");

        assertThatThrownBy(
                        () -> bench.erasure.run(SECOND, options().concurrency(1).build()))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER));

        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
        copy(folder.resolve("hash.key"), key("hash.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash.key", "mac.key"})
    void run_keyWasReplacedSinceTheFolderWasOpened_isRejectedBeforeAnythingIsSent(String name) {
        bench.a.put("p1", "f1");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,");
        replace(name);

        assertThatThrownBy(() -> bench.run())
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                .hasMessageContaining(name);

        assertThat(bench.a.requests()).isZero();
        copy(folder.resolve(name), key(name));
    }

    @Test
    void plan_hashKeyWasReplacedSinceTheFolderWasOpened_isRejected() {
        replace("hash.key");

        assertThatThrownBy(() -> LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,"))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEYS_DIFFER))
                .hasMessageContaining("hash.key was replaced after this process had read it");

        assertThat(bench.ledger.store().find(RunBench.JOB)).isEmpty();
    }
}
