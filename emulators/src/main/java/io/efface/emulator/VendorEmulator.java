package io.efface.emulator;

import io.efface.emulator.http.EmulatorReply;
import io.efface.emulator.http.EmulatorRequest;
import java.time.Clock;

/** A vendor's face library as a function from a request to an answer over held state. Thread-safe. */
public interface VendorEmulator {

    /** A short lower-case name: {@code green} or {@code iai}. */
    String name();

    /**
     * Answers one request: checks it as the vendor would, plays a scripted fault if there is one, changes the library.
     *
     * @throws NullPointerException if the request is null; nothing that a client can send makes it throw
     */
    EmulatorReply answer(EmulatorRequest request);

    /** Who is held; open to seeding and inspection. */
    FaceLibrary library();

    /** The faults to come. */
    FaultScript faults();

    /** The calls received. */
    CallLog calls();

    /** The vendor's clock: judges timestamps and dates answers. */
    Clock clock();
}
