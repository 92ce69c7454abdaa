package io.efface.cli.faults;

import io.efface.emulator.EmulatorReply;
import io.efface.emulator.Fault;
import io.efface.emulator.GreenFaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One misbehaviour of a vendor, in the words of the documents.
 *
 * @param words what the vendor or the way to it does
 * @param fault how the emulator does it
 * @param settings of the account, in place of the defaults
 */
record FaultCase(String words, Fault fault, Map<String, String> settings) {
    private static final Fault.When BEFORE = Fault.When.BEFORE_EFFECT;
    private static final Fault.When AFTER = Fault.When.AFTER_EFFECT;

    /** Short only where silence is awaited, so that a slow machine does not turn other rows into time-outs. */
    private static FaultCase slow(String words, Fault fault) {
        return new FaultCase(words, fault, Map.of("read-timeout", "500ms", "call-timeout", "1s"));
    }

    private static FaultCase of(String words, Fault fault) {
        return new FaultCase(words, fault, Map.of());
    }

    private static final List<FaultCase> TRANSPORT = List.of(
            of("connection ends before the deletion", Fault.drop(BEFORE)),
            of("connection ends after the deletion", Fault.drop(AFTER)),
            of("connection reset after the deletion", Fault.reset(AFTER)),
            slow("silence, not deleted", Fault.stall(BEFORE)),
            slow("silence after the deletion", Fault.stall(AFTER)),
            of("answer cut off", Fault.truncate(20)),
            slow("answer dripping past the call timeout", Fault.drip(1, Duration.ofMillis(100))),
            of("HTML 502, not deleted", Fault.html502(BEFORE)),
            of("HTML 502 after the deletion", Fault.html502(AFTER)),
            of("HTTP 503 without the vendor's JSON", Fault.raw(EmulatorReply.text(503, "text/plain", "busy"))),
            of("HTTP 429 without the vendor's JSON", Fault.raw(EmulatorReply.text(429, "text/plain", "slow down"))),
            of("HTTP 302 to elsewhere", Fault.raw(EmulatorReply.text(302, "text/plain", ""))),
            of("HTTP 407 of a proxy", Fault.raw(EmulatorReply.text(407, "text/plain", ""))),
            of("HTTP 200 with HTML", Fault.raw(EmulatorReply.text(200, "text/html", "<html></html>"))),
            of("HTTP 200 with nothing", Fault.empty(BEFORE)),
            of("HTTP 200 with `null`", Fault.raw(EmulatorReply.text(200, "application/json", "null"))),
            of(
                    "HTTP 200 with 10,000 nested arrays",
                    Fault.raw(EmulatorReply.text(200, "application/json", "[".repeat(10_000)))));

    static List<FaultCase> ofGreen() {
        return join(
                List.of(
                        of("`Throttling.User`", GreenFaults.gateway("Throttling.User")),
                        of("588 EXCEED_QUOTA", GreenFaults.outer(588)),
                        of("500 GENERAL_ERROR, not deleted", GreenFaults.outer(500)),
                        of("500 GENERAL_ERROR after the deletion", GreenFaults.outer(500, null, AFTER)),
                        of("581 TIMEOUT after the deletion", GreenFaults.outer(581, null, AFTER)),
                        of("400 BAD_REQUEST", GreenFaults.outer(400)),
                        of("596 PERMISSION_DENY", GreenFaults.outer(596)),
                        of("`Forbidden.RAM`", GreenFaults.gateway("Forbidden.RAM")),
                        of("`InvalidAccessKeyId.NotFound`", GreenFaults.gateway("InvalidAccessKeyId.NotFound")),
                        of("`SignatureDoesNotMatch`", GreenFaults.gateway("SignatureDoesNotMatch")),
                        of("`SignatureNonceUsed`", GreenFaults.gateway("SignatureNonceUsed")),
                        of("`InsufficientBalance`", GreenFaults.gateway("InsufficientBalance")),
                        of("a code in no table", GreenFaults.gateway("Something.New"))),
                TRANSPORT,
                lies());
    }

    static List<FaultCase> ofIai() {
        return join(
                List.of(
                        of("`RequestLimitExceeded`", Fault.error("RequestLimitExceeded")),
                        of(
                                "`FailedOperation.RequestLimitExceeded`",
                                Fault.error("FailedOperation.RequestLimitExceeded")),
                        of("`FailedOperation.ConflictOperation`", Fault.error("FailedOperation.ConflictOperation")),
                        of("`InternalError`, not deleted", Fault.error("InternalError")),
                        of("`InternalError` after the deletion", Fault.error("InternalError", AFTER)),
                        of(
                                "`FailedOperation.RequestTimeout` after the deletion",
                                Fault.error("FailedOperation.RequestTimeout", AFTER)),
                        of(
                                "`InvalidParameterValue.PersonIdIllegal`",
                                Fault.error("InvalidParameterValue.PersonIdIllegal")),
                        of("`ResourceUnavailable.InArrears`", Fault.error("ResourceUnavailable.InArrears")),
                        of("`UnauthorizedOperation`", Fault.error("UnauthorizedOperation")),
                        of("`AuthFailure.SecretIdNotFound`", Fault.error("AuthFailure.SecretIdNotFound")),
                        of("`AuthFailure.SignatureFailure`", Fault.error("AuthFailure.SignatureFailure")),
                        of("a code in no table", Fault.error("Something.New"))),
                TRANSPORT,
                lies());
    }

    private static List<FaultCase> lies() {
        return List.of(
                of("OK, but the person stays", Fault.lie()),
                new FaultCase(
                        "OK, but the person stays, with `verify = always`", Fault.lie(), Map.of("verify", "always")));
    }

    private static List<FaultCase> join(List<FaultCase> first, List<FaultCase> second, List<FaultCase> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
