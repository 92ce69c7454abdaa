package io.efface.cli.demo;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.UsageException;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.emulator.service.EmulatedAccount;
import io.efface.emulator.service.EmulatedService;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Emulators of all vendors on 127.0.0.1, each with its own random key. Closing this object stops all emulators. */
public final class EmulatedVendors implements AutoCloseable {
    private final Map<EmulatedService, EmulatedAccount> vendors = new EnumMap<>(EmulatedService.class);

    private EmulatedVendors() {}

    /** Starts all emulators on free ports. */
    public static EmulatedVendors start(CliContext context) {
        return start(Map.of(), context);
    }

    /**
     * Starts all emulators.
     *
     * @param ports the ports of emulators; an emulator that is missing here, or has the port 0, gets a free port
     * @throws UsageException if a port cannot be opened
     */
    static EmulatedVendors start(Map<EmulatedService, Integer> ports, CliContext context) {
        EmulatedVendors started = new EmulatedVendors();
        try {
            for (EmulatedService service : EmulatedService.values()) {
                started.vendors.put(service, start(service, ports.getOrDefault(service, 0), context));
            }
            return started;
        } catch (UsageException e) {
            started.close();
            throw e;
        }
    }

    /** Returns the running emulators in the order of {@link EmulatedService}. */
    public Collection<EmulatedAccount> all() {
        return Collections.unmodifiableCollection(vendors.values());
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

    /**
     * Returns the face library of an emulator.
     *
     * @param service one of {@link EmulatedService#names()}
     */
    public FaceLibrary library(String service) {
        return Objects.requireNonNull(vendors.get(EmulatedService.named(service).orElseThrow()))
                .emulator()
                .library();
    }

    /** Returns whether an emulator stores a person, or a face that was detached from the person. */
    boolean stores(String service, PersonId person) {
        EmulatedService named = EmulatedService.named(service).orElseThrow();
        if (Objects.requireNonNull(vendors.get(named)).emulator() instanceof RekognitionEmulator rekognition) {
            return rekognition
                    .collection()
                    .orElseThrow()
                    .remainsOf(person.value())
                    .isPresent();
        }
        return library(service).person(person.value()).isPresent();
    }

    @Override
    public void close() {
        vendors.values().forEach(EmulatedAccount::close);
    }

    /** Returns the option that sets the port of an emulator. */
    static String portOption(EmulatedService service) {
        return "--" + service.text() + "-port";
    }

    private static EmulatedAccount start(EmulatedService service, int port, CliContext context) {
        try {
            return service.start(port, context.clock(), context.random());
        } catch (IOException e) {
            throw new UsageException(
                    Message.of("port {0} of 127.0.0.1 cannot be opened; another program may use it", port),
                    Message.of("choose another port with {0}, or 0 for a free port", portOption(service)));
        }
    }
}
