package io.efface.testkit.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.GreenEmulator;
import io.efface.emulator.IaiEmulator;
import io.efface.emulator.VendorEmulator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Puts a vendor's emulator behind a WireMock server on 127.0.0.1, for an application's tests: signed requests are checked and
 * answered as the vendor would, WireMock records them for {@code verify}, and stubs and faults of the test take precedence over
 * the emulator.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension green =
 *         EmulatorExtension.green().seed(library -> library.put("4711", "f1", "f2")).build();
 *
 * @Test
 * void leaver_isErased() {
 *     try (FaceRepositories accounts = FaceRepositories.builder().map(green.account("cn-main")).open()) {
 *         accounts.get("cn-main").deletePerson(new PersonId("4711"));
 *     }
 *     green.wireMock().verify(1, postRequestedFor(urlPathEqualTo("/green/sface/person/delete")));
 * }
 * }</pre>
 *
 * <p>In a static field it is started once per class, else once per test. Before each test the people, faults and calls of the
 * emulator and the stubs and journal of WireMock are forgotten, and the seed is sown anew. Not for tests that run in parallel in
 * one class.
 *
 * <p>The emulator's faults reach the wire as WireMock can show them: a truncated answer breaks off at a place of WireMock's
 * choosing, and a stalled one holds its thread until the test ends, so at most {@value #THREADS} requests can be open at a time.
 */
public final class EmulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** The id of the key that {@link #green()} and {@link #iai()} accept. */
    public static final String KEY_ID = "efface-test-key";

    /** The secret of the key that {@link #green()} and {@link #iai()} accept. */
    public static final String KEY_SECRET = "efface-test-secret";

    private static final int THREADS = 64;
    private static final int JOURNAL_ENTRIES = 1_000;
    private static final int BELOW_EVERY_OTHER = Integer.MAX_VALUE;

    private final VendorEmulator emulator;
    private final Map<String, String> settings;
    private final Consumer<FaceLibrary> seed;
    private final int journalEntries;
    private final Stalls stalls = new Stalls();
    private volatile @Nullable WireMockServer server;
    private boolean perClass;

    private EmulatorExtension(Builder from) {
        this.emulator = from.emulator;
        this.settings = from.settings;
        this.seed = from.seed;
        this.journalEntries = from.journalEntries;
    }

    /** Starts with Alibaba Cloud Green 2018-05-09, which accepts {@link #KEY_ID} with {@link #KEY_SECRET}. */
    public static Builder green() {
        return new Builder(
                GreenEmulator.builder().key(KEY_ID, KEY_SECRET).build(),
                Map.of(
                        "provider", "aliyun",
                        "credentials.access-key-id", KEY_ID,
                        "credentials.access-key-secret", KEY_SECRET));
    }

    /** Starts with Tencent Cloud IAI, which accepts {@link #KEY_ID} with {@link #KEY_SECRET}. */
    public static Builder iai() {
        return new Builder(
                IaiEmulator.builder().key(KEY_ID, KEY_SECRET).build(),
                Map.of(
                        "provider", "tencent",
                        "credentials.secret-id", KEY_ID,
                        "credentials.secret-key", KEY_SECRET));
    }

    /** Starts with an emulator of the test's own making, its keys, variants and clock included. */
    public static Builder of(VendorEmulator emulator) {
        return new Builder(Objects.requireNonNull(emulator, "emulator"), Map.of());
    }

    /**
     * Returns the address of clients, for example {@code http://127.0.0.1:18080}, without a slash at the end.
     *
     * @throws IllegalStateException outside a test
     */
    public String url() {
        return "http://127.0.0.1:" + wireMock().port();
    }

    /** Returns the emulator: its people, its faults and the calls it received. */
    public VendorEmulator emulator() {
        return emulator;
    }

    /**
     * Returns the WireMock server, for stubs and {@code verify}. A stub of any priority goes before the emulator.
     *
     * @throws IllegalStateException outside a test
     */
    public WireMockServer wireMock() {
        WireMockServer running = server;
        if (running == null) {
            throw new IllegalStateException(
                    "the emulator runs only during a test; is the field annotated with" + " @RegisterExtension?");
        }
        return running;
    }

    /**
     * Returns the configuration of an account that reaches this emulator, as full keys such as
     * {@code efface.accounts.cn-main.endpoint}. Of an emulator of the test's own making it holds the endpoint only.
     *
     * @throws IllegalStateException outside a test
     */
    public Map<String, String> account(String name) {
        Map<String, String> keys = new LinkedHashMap<>();
        String prefix = "efface.accounts." + Objects.requireNonNull(name, "name") + ".";
        settings.forEach((key, value) -> keys.put(prefix + key, value));
        keys.put(prefix + "endpoint", url());
        return Map.copyOf(keys);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        perClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        WireMockServer running = server == null ? start() : server;
        emulator.faults().clear();
        emulator.library().clear();
        emulator.calls().clear();
        seed.accept(emulator.library());
        running.resetAll();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stalls.release();
        if (!perClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private WireMockServer start() {
        WireMockServer starting = new WireMockServer(options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                // More acceptors than processors make Jetty warn.
                .jettyAcceptors(1)
                .containerThreads(THREADS)
                .maxRequestJournalEntries(journalEntries)
                .extensions(new EmulatorTransformer(emulator, stalls), new Reinstatement()));
        starting.start();
        answerEverything(starting);
        server = starting;
        return starting;
    }

    private void stop() {
        WireMockServer running = server;
        server = null;
        stalls.release();
        if (running != null) {
            running.stop();
        }
    }

    private static void answerEverything(WireMockServer running) {
        running.stubFor(any(anyUrl())
                .atPriority(BELOW_EVERY_OTHER)
                .willReturn(aResponse().withTransformers(EmulatorTransformer.NAME)));
    }

    /** Puts the emulator back when a test forgets all stubs: it is the vendor, not one of the test's stubs. */
    private final class Reinstatement implements StubLifecycleListener {
        @Override
        public String getName() {
            return "efface-emulator-reinstatement";
        }

        @Override
        public void afterStubsReset() {
            WireMockServer running = server;
            if (running != null) {
                answerEverything(running);
            }
        }
    }

    /** Builds extensions. Not thread-safe; every method returns this builder. */
    public static final class Builder {
        private final VendorEmulator emulator;
        private final Map<String, String> settings;
        private Consumer<FaceLibrary> seed = library -> {};
        private int journalEntries = JOURNAL_ENTRIES;

        private Builder(VendorEmulator emulator, Map<String, String> settings) {
            this.emulator = emulator;
            this.settings = settings;
        }

        /** Sets who is in the library at the beginning of each test; nobody otherwise. */
        public Builder seed(Consumer<FaceLibrary> people) {
            this.seed = Objects.requireNonNull(people, "people");
            return this;
        }

        /**
         * Sets how many requests WireMock keeps for {@code verify}; 1000 otherwise. Unlimited, as WireMock's own default is, it
         * would keep every byte of every request.
         *
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder journalEntries(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a journal without entries verifies nothing");
            }
            this.journalEntries = most;
            return this;
        }

        /** Returns the extension, for a field with {@code @RegisterExtension}. */
        public EmulatorExtension build() {
            return new EmulatorExtension(this);
        }
    }
}
