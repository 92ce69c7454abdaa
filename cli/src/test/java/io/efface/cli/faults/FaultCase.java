package io.efface.cli.faults;

import io.efface.emulator.Fault;
import io.efface.emulator.green.GreenFaults;
import io.efface.emulator.http.EmulatorResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the tables in {@code docs/errors.md}.
 *
 * @param words the description of the fault in the table
 * @param fault what the emulator does
 * @param settings the settings of the account that differ from the defaults
 * @param ahead how far the vendor's clock is ahead of the clock of the client
 * @param source the exception of the source of temporary credentials; null for an account with a fixed key
 * @param second whether the call has more faces than one request can have, and the fault occurs at the second request
 */
record FaultCase(
        String words,
        Fault fault,
        Map<String, String> settings,
        Duration ahead,
        @Nullable Exception source,
        boolean second) {
    FaultCase(String words, Fault fault, Map<String, String> settings) {
        this(words, fault, settings, Duration.ZERO, null, false);
    }

    private static final Fault.When BEFORE = Fault.When.BEFORE_EFFECT;
    private static final Fault.When AFTER = Fault.When.AFTER_EFFECT;

    /** Short timeouts, only for faults without a response. With other faults, a slow machine could exceed these timeouts. */
    private static final Map<String, String> SHORT_TIMEOUTS = Map.of("read-timeout", "500ms", "call-timeout", "1s");

    private static final Map<String, String> LONGER_TIMEOUTS = Map.of("read-timeout", "3s", "call-timeout", "5s");

    private static FaultCase withoutResponse(String words, Fault fault) {
        return new FaultCase(words, fault, SHORT_TIMEOUTS);
    }

    /** Returns whether the fault has short timeouts, so that the result may differ on a slow machine. */
    boolean hasShortTimeouts() {
        return settings.equals(SHORT_TIMEOUTS);
    }

    /** Returns the same fault with longer timeouts, which only a very slow machine exceeds. */
    FaultCase withMoreTime() {
        return new FaultCase(words, fault, LONGER_TIMEOUTS, ahead, source, second);
    }

    private static FaultCase of(String words, Fault fault) {
        return new FaultCase(words, fault, Map.of());
    }

    private static FaultCase second(String words, Fault fault) {
        return new FaultCase(words + ", on the second of two requests", fault, Map.of(), Duration.ZERO, null, true);
    }

    private static FaultCase source(String words, Exception error) {
        return new FaultCase(words, Fault.none(), Map.of(), Duration.ZERO, error, false);
    }

    private static final List<FaultCase> SOURCE = List.of(
            source("no request: the source of temporary credentials cannot be reached", new IOException()),
            source("no request: the source of temporary credentials fails", new IllegalStateException()));

    private static final EmulatorResponse XML = EmulatorResponse.text(
            400,
            "text/xml;charset=utf-8",
            "<Error><RequestId>r-1</RequestId><HostId>h</HostId><Code>Throttling.User</Code><Message/></Error>");

    private static final FaultCase CLOCKS_DIFFER = new FaultCase(
            "the local clock is an hour behind the vendor's clock",
            Fault.none(),
            Map.of(),
            Duration.ofHours(1),
            null,
            false);
    private static final String CLOCKS_AGREE = ", though the clocks agree";

    private static final List<FaultCase> TRANSPORT = List.of(
            of("the connection ends (before the deletion)", Fault.drop(BEFORE)),
            of("the connection ends (after the deletion)", Fault.drop(AFTER)),
            of("the connection is reset (after the deletion)", Fault.reset(AFTER)),
            withoutResponse("no response (before the deletion)", Fault.stall(BEFORE)),
            withoutResponse("no response (after the deletion)", Fault.stall(AFTER)),
            of("the response is cut off (after the deletion)", Fault.truncate(20)),
            withoutResponse(
                    "the response takes longer than the call timeout (after the deletion)",
                    Fault.drip(1, Duration.ofMillis(100))),
            of("HTML 502 (before the deletion)", Fault.html502(BEFORE)),
            of("HTML 502 (after the deletion)", Fault.html502(AFTER)),
            of("HTTP 503 without the vendor's JSON", Fault.raw(EmulatorResponse.text(503, "text/plain", "busy"))),
            of("HTTP 429 without the vendor's JSON", Fault.raw(EmulatorResponse.text(429, "text/plain", "slow down"))),
            of("HTTP 302", Fault.raw(EmulatorResponse.text(302, "text/plain", ""))),
            of("HTTP 407 from a proxy", Fault.raw(EmulatorResponse.text(407, "text/plain", ""))),
            of("HTTP 200 with HTML", Fault.raw(EmulatorResponse.text(200, "text/html", "<html></html>"))),
            of("HTTP 200 with an empty body", Fault.empty(BEFORE)),
            of("HTTP 200 with `null`", Fault.raw(EmulatorResponse.text(200, "application/json", "null"))),
            of(
                    "HTTP 200 with 10,000 nested arrays",
                    Fault.raw(EmulatorResponse.text(200, "application/json", "[".repeat(10_000)))));

    /**
     * The faults for which a deletion of faces has another result than a deletion of the person. The table does not repeat the other
     * faults.
     */
    private static final List<FaultCase> TRANSPORT_OF_FACES = List.of(
            of("the connection ends (before the deletion)", Fault.drop(BEFORE)),
            of("the connection ends (after the deletion)", Fault.drop(AFTER)),
            second("the connection ends (after the deletion)", Fault.drop(AFTER)),
            withoutResponse("no response (after the deletion)", Fault.stall(AFTER)),
            of("the response is cut off (after the deletion)", Fault.truncate(20)),
            of("HTTP 200 with an empty body", Fault.empty(BEFORE)));

    static List<FaultCase> ofGreen() {
        return join(
                List.of(
                        of("`Throttling.User`", GreenFaults.gateway("Throttling.User")),
                        of("`Throttling.User` in XML", Fault.raw(XML)),
                        of("588 EXCEED_QUOTA", GreenFaults.outer(588)),
                        of("500 GENERAL_ERROR (before the deletion)", GreenFaults.outer(500)),
                        of("500 GENERAL_ERROR (after the deletion)", GreenFaults.outer(500, null, AFTER)),
                        of("581 TIMEOUT (after the deletion)", GreenFaults.outer(581, null, AFTER)),
                        of("400 BAD_REQUEST", GreenFaults.outer(400)),
                        of("596 PERMISSION_DENY", GreenFaults.outer(596)),
                        of("`Forbidden.RAM`", GreenFaults.gateway("Forbidden.RAM")),
                        of("`InvalidAccessKeyId.NotFound`", GreenFaults.gateway("InvalidAccessKeyId.NotFound")),
                        of("`SignatureDoesNotMatch`", GreenFaults.gateway("SignatureDoesNotMatch")),
                        of("`SignatureNonceUsed`", GreenFaults.gateway("SignatureNonceUsed")),
                        CLOCKS_DIFFER,
                        of(
                                "`InvalidTimeStamp.Expired`" + CLOCKS_AGREE,
                                GreenFaults.gateway("InvalidTimeStamp.Expired")),
                        of("`InsufficientBalance`", GreenFaults.gateway("InsufficientBalance")),
                        of("a code that the provider does not know", GreenFaults.gateway("Something.New"))),
                join(SOURCE, TRANSPORT, List.of()),
                falseSuccesses());
    }

    static List<FaultCase> ofIai() {
        return join(
                List.of(
                        of("`RequestLimitExceeded`", Fault.error("RequestLimitExceeded")),
                        of(
                                "`FailedOperation.RequestLimitExceeded`",
                                Fault.error("FailedOperation.RequestLimitExceeded")),
                        of("`FailedOperation.ConflictOperation`", Fault.error("FailedOperation.ConflictOperation")),
                        of("`InternalError` (before the deletion)", Fault.error("InternalError")),
                        of("`InternalError` (after the deletion)", Fault.error("InternalError", AFTER)),
                        of(
                                "`FailedOperation.RequestTimeout` (after the deletion)",
                                Fault.error("FailedOperation.RequestTimeout", AFTER)),
                        of(
                                "`InvalidParameterValue.PersonIdIllegal`",
                                Fault.error("InvalidParameterValue.PersonIdIllegal")),
                        of("`ResourceUnavailable.InArrears`", Fault.error("ResourceUnavailable.InArrears")),
                        of("`UnauthorizedOperation`", Fault.error("UnauthorizedOperation")),
                        of("`AuthFailure.SecretIdNotFound`", Fault.error("AuthFailure.SecretIdNotFound")),
                        of("`AuthFailure.SignatureFailure`", Fault.error("AuthFailure.SignatureFailure")),
                        CLOCKS_DIFFER,
                        of("`AuthFailure.SignatureExpire`" + CLOCKS_AGREE, Fault.error("AuthFailure.SignatureExpire")),
                        of("a code that the provider does not know", Fault.error("Something.New"))),
                join(SOURCE, TRANSPORT, List.of()),
                falseSuccesses());
    }

    static List<FaultCase> ofGreenFaces() {
        return join(
                List.of(
                        of("588 EXCEED_QUOTA", GreenFaults.outer(588)),
                        of("500 GENERAL_ERROR (before the deletion)", GreenFaults.outer(500)),
                        of("500 GENERAL_ERROR (after the deletion)", GreenFaults.outer(500, null, AFTER)),
                        of("400 BAD_REQUEST", GreenFaults.outer(400)),
                        of("`InsufficientBalance`", GreenFaults.gateway("InsufficientBalance")),
                        CLOCKS_DIFFER,
                        of("a code that the provider does not know", GreenFaults.gateway("Something.New")),
                        second("588 EXCEED_QUOTA", GreenFaults.outer(588)),
                        second("400 BAD_REQUEST", GreenFaults.outer(400))),
                TRANSPORT_OF_FACES,
                falseSuccessesOfFaces());
    }

    static List<FaultCase> ofIaiFaces() {
        return join(
                List.of(
                        of("`RequestLimitExceeded`", Fault.error("RequestLimitExceeded")),
                        of("`InternalError` (before the deletion)", Fault.error("InternalError")),
                        of("`InternalError` (after the deletion)", Fault.error("InternalError", AFTER)),
                        of(
                                "`InvalidParameterValue.PersonIdIllegal`",
                                Fault.error("InvalidParameterValue.PersonIdIllegal")),
                        of("`ResourceUnavailable.InArrears`", Fault.error("ResourceUnavailable.InArrears")),
                        CLOCKS_DIFFER,
                        of("a code that the provider does not know", Fault.error("Something.New")),
                        second("`RequestLimitExceeded`", Fault.error("RequestLimitExceeded")),
                        second("`UnauthorizedOperation`", Fault.error("UnauthorizedOperation"))),
                TRANSPORT_OF_FACES,
                falseSuccessesOfFaces());
    }

    private static List<FaultCase> falseSuccesses() {
        return List.of(
                of("OK, but the person still exists", Fault.falseSuccess()),
                new FaultCase(
                        "OK, but the person still exists, with `verify = always`",
                        Fault.falseSuccess(),
                        Map.of("verify", "always")));
    }

    private static List<FaultCase> falseSuccessesOfFaces() {
        return List.of(
                of("OK, but the faces still exist", Fault.falseSuccess()),
                new FaultCase(
                        "OK, but the faces still exist, with `verify = always`",
                        Fault.falseSuccess(),
                        Map.of("verify", "always")));
    }

    private static List<FaultCase> join(List<FaultCase> first, List<FaultCase> second, List<FaultCase> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
