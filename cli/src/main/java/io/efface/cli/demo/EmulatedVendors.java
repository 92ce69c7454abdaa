package io.efface.cli.demo;

import io.efface.FaceId;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.UsageException;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Emulators of both vendors on 127.0.0.1, each with its own random key. Closing this object stops both emulators. */
public final class EmulatedVendors implements AutoCloseable {
    static final String GREEN = "green";
    static final String IAI = "iai";
    /** The names of the emulators' libraries in a seed file. */
    public static final List<String> LIBRARIES = List.of(GREEN, IAI);

    private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Vendor green;
    private final Vendor iai;

    private EmulatedVendors(Vendor green, Vendor iai) {
        this.green = green;
        this.iai = iai;
    }

    /**
     * Starts both emulators.
     *
     * @param greenPort port of the Green emulator, or 0 for a free port
     * @param iaiPort port of the IAI emulator, or 0 for a free port
     * @throws UsageException if a port cannot be opened
     */
    public static EmulatedVendors start(int greenPort, int iaiPort, CliContext context) {
        String greenId = "LTAI" + letters(context.random(), 20);
        String greenSecret = letters(context.random(), 30);
        String iaiId = "AKID" + letters(context.random(), 32);
        String iaiSecret = letters(context.random(), 32);
        Vendor green = Vendor.start(
                GreenEmulator.builder()
                        .key(greenId, greenSecret)
                        .clock(context.clock())
                        .build(),
                greenPort,
                "--green-port",
                greenId,
                greenSecret);
        try {
            Vendor iai = Vendor.start(
                    IaiEmulator.builder()
                            .key(iaiId, iaiSecret)
                            .clock(context.clock())
                            .build(),
                    iaiPort,
                    "--iai-port",
                    iaiId,
                    iaiSecret);
            return new EmulatedVendors(green, iai);
        } catch (UsageException e) {
            green.close();
            throw e;
        }
    }

    public Vendor green() {
        return green;
    }

    public Vendor iai() {
        return iai;
    }

    /** Adds the people of a seed file. */
    void seed(List<SeedFile.Row> rows) {
        for (SeedFile.Row row : rows) {
            library(row.library())
                    .addFaces(
                            row.person().value(),
                            row.faces().stream().map(FaceId::value).toList());
        }
    }

    /** Returns the face library with one of the names in {@link #LIBRARIES}. */
    public FaceLibrary library(String name) {
        return (name.equals(GREEN) ? green : iai).emulator().library();
    }

    @Override
    public void close() {
        green.close();
        iai.close();
    }

    private static String letters(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
        }
        return text.toString();
    }

    /**
     * The running emulator of one vendor.
     *
     * @param emulator the emulator
     * @param server the HTTP server of the emulator
     * @param keyId the public part of the key that the emulator accepts
     * @param keySecret the secret part of the key
     */
    public record Vendor(VendorEmulator emulator, EmulatorServer server, String keyId, String keySecret)
            implements AutoCloseable {
        private static Vendor start(VendorEmulator emulator, int port, String option, String keyId, String keySecret) {
            try {
                return new Vendor(emulator, EmulatorServer.start(emulator, port), keyId, keySecret);
            } catch (IOException e) {
                throw new UsageException(
                        "port " + port + " of 127.0.0.1 cannot be opened; another program may use it",
                        "choose another port with " + option + ", or 0 for a free port");
            }
        }

        @Override
        public void close() {
            server.close();
        }

        /** Returns a text without the secret. */
        @Override
        public String toString() {
            return "Vendor[" + emulator.name() + "]";
        }
    }
}
