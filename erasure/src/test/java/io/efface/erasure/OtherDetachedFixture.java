package io.efface.erasure;

import static io.efface.erasure.RunBench.BARE;
import static io.efface.erasure.RunBench.options;
import static org.assertj.core.api.Assertions.assertThat;

import io.efface.config.FaceRepositories;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.keys.KeyFolder;
import io.efface.spi.ProviderConfig;
import io.efface.testkit.ContractFault;
import io.efface.testkit.memory.InMemoryConfig;
import io.efface.testkit.memory.InMemoryFaceLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two jobs for the same person at a vendor that detaches faces. The first job ends after it has detached both faces of the person, so that
 * no read of the person lists the faces.
 */
abstract class OtherDetachedFixture {
    static final String SECOND = "second";
    static final String HEADER = "subject,account,person_id,face_ids";
    /** The requests of a deletion of the person until both faces are detached: read the list of faces, detach each face. */
    static final int REQUESTS_UNTIL_DETACHED = 3;

    static final InMemoryConfig DETACHING =
            InMemoryConfig.defaults().withDetachesFaces(true).withFacesPerCall(1);

    @TempDir
    Path folder;

    RunBench bench;
    /** Runs before the next call to account a. */
    Runnable beforeNextCall = () -> {};

    @BeforeEach
    final void open() {
        bench = new RunBench(folder, BARE, DETACHING, (operation, person) -> beforeCall(), HookedConfig.Hook.NONE);
    }

    private void beforeCall() {
        Runnable once = beforeNextCall;
        beforeNextCall = () -> {};
        once.run();
    }

    @AfterEach
    final void close() {
        bench.close();
    }

    /** Runs the first job until both faces are detached. */
    final void detach() {
        detach("s1,a,p1,", REQUESTS_UNTIL_DETACHED);
    }

    final void detach(String row, int requests) {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, row);
        failAfter(bench.a, requests, ContractFault.DROP_BEFORE_EFFECT);
        bench.run();
        assertThat(RunBench.faces(bench.a, "p1")).hasSize(2);
        bench.restart();
        bench.time.advance(Duration.ofHours(1));
    }

    /** Makes the request after the next {@code requests} requests fail. */
    static void failAfter(InMemoryFaceLibrary library, int requests, ContractFault fault) {
        for (int i = 0; i < requests; i++) {
            library.passNext();
        }
        library.failNext(fault);
    }

    final void runSecond(String row) {
        LedgerMaker.plan(bench, SECOND, HEADER, row);
        bench.erasure.run(SECOND, options().build());
    }

    final String secondRow() {
        return secondRow(1);
    }

    final String secondRow(long id) {
        TargetProgress row = bench.ledger
                .store()
                .read(tx -> tx.targets(tx.jobs().get(SECOND).number()).find(id))
                .orElseThrow()
                .progress();
        return row.state() + " " + row.outcome();
    }

    final void planBoth(String... secondRows) {
        bench.a.put("p1", "f1", "f2");
        LedgerMaker.plan(bench, RunBench.JOB, HEADER, "s1,a,p1,");
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(List.of(secondRows));
        LedgerMaker.plan(bench, SECOND, lines.toArray(new String[0]));
    }

    final void runFirstUntilDetached() {
        failAfter(bench.a, REQUESTS_UNTIL_DETACHED, ContractFault.DROP_BEFORE_EFFECT);
        bench.run();
    }

    final void runSecondAs(String account, ProviderConfig config, InMemoryFaceLibrary library) {
        try (FaceRepositories accounts = FaceRepositories.builder()
                .clock(bench.time)
                .sleeper(bench.time)
                .account(account, config, BARE)
                .service(account, InMemoryFaceLibrary.class, library)
                .open()) {
            Erasure erasure = new Erasure(bench.ledger, bench.keys, accounts, bench.context());
            planSecond(erasure, "s1," + account + ",p1,");
            erasure.run(SECOND, options().build());
        }
    }

    final void deleteDataKeys() throws IOException {
        try (Stream<Path> keys = Files.list(bench.keys.folder().resolve("data"))) {
            for (Path key : keys.toList()) {
                Files.delete(key);
            }
        }
    }

    final Erasure withOtherKeys() {
        return new Erasure(
                bench.ledger, KeyFolder.create(folder.resolve("other-keys")), bench.accounts, bench.context());
    }

    static void planSecond(Erasure erasure, String... rows) {
        byte[] list = (HEADER + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        erasure.plan(PlanRequest.of(SECOND, InputSource.stream("the list", new ByteArrayInputStream(list)))
                .format(InputFormat.CSV)
                .build());
    }
}
