package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A vendor's face library as a function from a request to an answer over held state. Thread-safe. */
public interface VendorEmulator {

    /** A short lower-case name: {@code green} or {@code iai}. */
    String name();

    /**
     * Answers one request: checks it as the vendor would, plays a scripted fault if there is one, changes the library.
     *
     * @throws NullPointerException if the request is null; nothing that a client can send makes it throw
     */
    EmulatorResponse answer(EmulatorRequest request);

    /** Who is held; open to seeding and inspection. */
    FaceLibrary library();

    /** The faults to come. */
    FaultScript faults();

    /** The calls received. */
    CallLog calls();

    /** The vendor's clock: judges timestamps and dates answers. */
    Clock clock();

    /** What the builders of all emulators have in common. Not thread-safe; every method but {@code build} returns this builder. */
    interface Builder {
        /** Accepts a permanent key; several may be given. */
        Builder key(String id, String secret);

        /** Accepts a temporary key, which must come with its token, until a moment of the emulator's clock. */
        Builder temporaryKey(String id, String secret, String token, Instant expiresAt);

        /** Sets the vendor's clock; the system's by default. */
        Builder clock(Clock vendorClock);

        /** Sets where request ids and the like come from. */
        Builder random(RandomGenerator source);

        /** Returns the emulator. */
        VendorEmulator build();
    }
}
