package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A vendor's face library as a function from a request to a response, over people that it stores. Thread-safe. */
public abstract class VendorEmulator {
    private final String name;
    private final Clock clock;
    private final FaceLibrary library;
    private final FaultScript faults;
    private final CallLog calls;

    /**
     * Creates an emulator without scripted faults.
     *
     * @param name a short lower-case name
     * @param clock the vendor's clock: it judges timestamps and dates responses
     * @param library the people that the vendor stores
     */
    protected VendorEmulator(String name, Clock clock, FaceLibrary library) {
        this.name = Objects.requireNonNull(name, "name");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.library = Objects.requireNonNull(library, "library");
        this.faults = new FaultScript();
        this.calls = new CallLog();
    }

    /** Creates an emulator that shares name, clock, people, faults and calls with another, to which it passes requests on. */
    protected VendorEmulator(VendorEmulator wrapped) {
        this.name = wrapped.name;
        this.clock = wrapped.clock;
        this.library = wrapped.library;
        this.faults = wrapped.faults;
        this.calls = wrapped.calls;
    }

    /**
     * Answers one request: checks it as the vendor would, applies a scripted fault if there is one, changes the library.
     *
     * @throws NullPointerException if the request is null; nothing that a client can send makes it throw
     */
    public abstract EmulatorResponse answer(EmulatorRequest request);

    /** Returns a short lower-case name, such as {@code green} or {@code iai}. */
    public final String name() {
        return name;
    }

    /** Returns the people that the vendor stores, for seeding and inspection. */
    public final FaceLibrary library() {
        return library;
    }

    /** Returns the script of faults, to which faults of later calls can be added. */
    public final FaultScript faults() {
        return faults;
    }

    /** Returns the log of the calls received. */
    public final CallLog calls() {
        return calls;
    }

    /** Returns the vendor's clock, which judges timestamps and dates responses. */
    public final Clock clock() {
        return clock;
    }

    /** What the builders of all emulators have in common. Not thread-safe; every method but {@code build} returns this builder. */
    public interface Builder {
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
