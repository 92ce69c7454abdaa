package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An emulator of a vendor's face library. It responds to requests and stores people. Thread-safe. */
public abstract class VendorEmulator {
    private final String name;
    private final Clock clock;
    private final FaceLibrary library;
    private final FaultScript faults;
    private final CallLog calls;
    private final @Nullable VendorEmulator wrapped;

    /**
     * Creates an emulator without scripted faults.
     *
     * @param name a short lower-case name
     * @param clock the vendor's clock, which is used to check timestamps and to date responses
     * @param library the people that the vendor stores
     */
    protected VendorEmulator(String name, Clock clock, FaceLibrary library) {
        this.name = Objects.requireNonNull(name, "name");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.library = Objects.requireNonNull(library, "library");
        this.faults = new FaultScript();
        this.calls = new CallLog();
        this.wrapped = null;
    }

    /**
     * Creates an emulator that wraps another emulator: it passes requests on, and shares the name, clock, people, faults and calls of that
     * emulator.
     */
    protected VendorEmulator(VendorEmulator wrapped) {
        this.name = wrapped.name;
        this.clock = wrapped.clock;
        this.library = wrapped.library;
        this.faults = wrapped.faults;
        this.calls = wrapped.calls;
        this.wrapped = wrapped;
    }

    /**
     * Responds to one request: checks the request as the vendor does, applies a scripted fault if there is one, and changes the library.
     *
     * @throws NullPointerException if the request is null; the contents of a request never cause an exception
     */
    public abstract EmulatorResponse respond(EmulatorRequest request);

    /** Returns a short lower-case name, such as {@code green} or {@code iai}. */
    public final String name() {
        return name;
    }

    /** Returns the stored people, for initial data and inspection. */
    public final FaceLibrary library() {
        return library;
    }

    /**
     * Makes the vendor store a person with exactly these faces, without a request. By default, this method stores the
     * person in {@link #library()}. Override this method and the next three methods if faces can exist at the vendor without a person.
     */
    public void put(String personId, List<String> faceIds) {
        if (wrapped != null) {
            wrapped.put(personId, faceIds);
        } else {
            library.put(new StoredPerson(personId, faceIds));
        }
    }

    /**
     * Returns the faces that the vendor holds for a person, including faces that no read of the person lists. Returns empty if the vendor
     * holds neither the person nor such a face.
     */
    public Optional<Set<String>> remainsOf(String personId) {
        return wrapped != null
                ? wrapped.remainsOf(personId)
                : library.person(personId).map(person -> new LinkedHashSet<>(person.faceIds()));
    }

    /** Returns whether the vendor holds a face, even if the face belongs to no person. */
    public boolean hasFace(String faceId) {
        return wrapped != null
                ? wrapped.hasFace(faceId)
                : library.holder(faceId).isPresent();
    }

    /**
     * Stores a face that belongs to no person, without a request. By default, this method stores nothing. Override this method if faces can
     * exist at the vendor without a person.
     *
     * @return false if this vendor has no faces without a person
     */
    public boolean putFace(String faceId) {
        return wrapped != null && wrapped.putFace(faceId);
    }

    /** Returns the script of faults, to which faults can be added. */
    public final FaultScript faults() {
        return faults;
    }

    /** Returns the log of the calls received. */
    public final CallLog calls() {
        return calls;
    }

    /** Returns the vendor's clock, which is used to check timestamps and to date responses. */
    public final Clock clock() {
        return clock;
    }

    /** The common methods of the builders of all emulators. All methods except {@code build} return this builder. Not thread-safe. */
    public interface Builder {
        /** Adds a permanent key that the emulator accepts. Several keys may be added. */
        Builder key(String id, String secret);

        /** Adds a temporary key that the emulator accepts together with its token, until a time of the emulator's clock. */
        Builder temporaryKey(String id, String secret, String token, Instant expiresAt);

        /** Sets the vendor's clock. The default is the system's clock. */
        Builder clock(Clock vendorClock);

        /** Sets the source of randomness for request ids and face ids. */
        Builder random(RandomGenerator source);

        /** Returns the emulator. */
        VendorEmulator build();
    }
}
