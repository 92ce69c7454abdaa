package io.efface.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.FaceRepository;
import io.efface.FakeRepository;
import io.efface.PersonId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Provides three accounts, two of which contain the person {@code alice}, and an executor for their calls. */
abstract class AllAccountsFixture {
    static final PersonId ALICE = PersonId.of("alice");
    static final PersonId ALIAS = PersonId.of("alias");

    final FakeRepository one = new FakeRepository("p1").with("alice", "f1");
    final FakeRepository two = new FakeRepository("p2").with("alias", "f2");
    final FakeRepository three = new FakeRepository("p3").with("alice");
    final ExecutorService executor = Executors.newFixedThreadPool(3);

    @AfterEach
    void shutDown() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    Map<String, FaceRepository> accounts() {
        Map<String, FaceRepository> accounts = new LinkedHashMap<>();
        accounts.put("zulu", one);
        accounts.put("alpha", two);
        accounts.put("mike", three);
        return accounts;
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
