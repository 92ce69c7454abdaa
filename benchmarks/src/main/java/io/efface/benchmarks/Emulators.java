package io.efface.benchmarks;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The emulators of the measured vendors in a separate process. They check every signature. {@link #close} ends the process. */
final class Emulators implements AutoCloseable {
    private static final String FACE = "1234567890123456789";

    private final Process process;
    private final Map<Vendor, String> urls;

    private Emulators(Process process, Map<Vendor, String> urls) {
        this.process = process;
        this.urls = urls;
    }

    /**
     * Starts the emulators on free ports.
     *
     * @param persons the number of people at each vendor; each person has one face and an id of {@link Lines}
     */
    static Emulators start(long persons) throws IOException {
        Process process = Child.start(List.of("-Xmx512m"), Emulators.class, List.of(Long.toString(persons)));
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Findings found = new Findings();
        Map<Vendor, String> urls = new EnumMap<>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            String line = lines.readLine();
            if (line == null) {
                process.destroyForcibly();
                throw new IOException("the emulators did not start");
            }
            found.read(line);
            urls.put(vendor, found.get(vendor.account()));
        }
        return new Emulators(process, urls);
    }

    /** Runs the process of the emulators, until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long persons = Long.parseLong(arguments[0]);
        GreenEmulator green =
                GreenEmulator.builder().key(Vendor.KEY_ID, Vendor.SECRET).build();
        IaiEmulator iai =
                IaiEmulator.builder().key(Vendor.KEY_ID, Vendor.SECRET).build();
        for (FaceLibrary library : List.of(green.library(), iai.library())) {
            for (long i = 1; i <= persons; i++) {
                library.addFaces(Lines.person(i), List.of(FACE));
            }
        }
        try (EmulatorServer greenServer = EmulatorServer.start(green);
                EmulatorServer iaiServer = EmulatorServer.start(iai)) {
            System.out.println(Vendor.TENCENT.account() + "=" + iaiServer.url());
            System.out.println(Vendor.ALIYUN.account() + "=" + greenServer.url());
            System.out.flush();
            Thread.currentThread().join();
        }
    }

    /** Returns the address of each vendor, without a slash at the end. */
    Map<Vendor, String> urls() {
        return urls;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
