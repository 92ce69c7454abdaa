package io.efface.testkit.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import io.efface.emulator.VendorEmulator;

/**
 * A running WireMock server whose responses come from an emulator. This class is separate from the extension, so that the classes of
 * WireMock are loaded only when a server starts.
 */
final class EmulatorWireMockServer {
    private static final int BELOW_EVERY_OTHER = Integer.MAX_VALUE;

    private final StalledRequests stalls = new StalledRequests();
    private final WireMockServer server;

    /** Starts a server on a free port of 127.0.0.1. */
    EmulatorWireMockServer(VendorEmulator emulator, int threads, int journalEntries) {
        server = new WireMockServer(options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                // More acceptors than processors make Jetty warn.
                .jettyAcceptors(1)
                .containerThreads(threads)
                .maxRequestJournalEntries(journalEntries)
                .extensions(new EmulatorTransformer(emulator, stalls), new Reinstatement()));
        server.start();
        addEmulatorStub();
    }

    WireMockServer server() {
        return server;
    }

    /** Deletes the stubs and the journal of the test, and adds the stub of the emulator again. */
    void reset() {
        server.resetAll();
    }

    void releaseStalls() {
        stalls.release();
    }

    void stop() {
        stalls.release();
        server.stop();
    }

    private void addEmulatorStub() {
        server.stubFor(any(anyUrl())
                .atPriority(BELOW_EVERY_OTHER)
                .willReturn(aResponse().withTransformers(EmulatorTransformer.NAME)));
    }

    /** Adds the stub of the emulator again if a test deletes all stubs. */
    private final class Reinstatement implements StubLifecycleListener {
        @Override
        public String getName() {
            return "efface-emulator-reinstatement";
        }

        @Override
        public void afterStubsReset() {
            addEmulatorStub();
        }
    }
}
