package io.efface.testkit.emulator;

import io.efface.emulator.Fault;
import io.efface.emulator.http.EmulatorHeaders;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.testkit.ContractFault;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The simulations of the faults of the network, which are the same for every vendor. */
final class NetworkFaults {
    private static final Duration DRIP_PAUSE = Duration.ofSeconds(1);
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int NESTED_LEVELS = 50_000;
    private static final int OVERSIZED_BYTES = 3_000_000;
    private static final String JSON = "application/json; charset=utf-8";

    private NetworkFaults() {}

    /** Returns the simulation of a fault, or null if the fault has a code of the vendor. */
    static @Nullable Fault of(ContractFault fault) {
        return switch (fault) {
            case THROTTLE -> Fault.throttle();
            case DROP_BEFORE_EFFECT -> Fault.drop(Fault.When.BEFORE_EFFECT);
            case DROP_AFTER_EFFECT -> Fault.reset(Fault.When.AFTER_EFFECT);
            case TRUNCATED -> Fault.truncate(7);
            case HTML -> html(502, Fault.When.AFTER_EFFECT);
            case EMPTY -> Fault.empty(Fault.When.AFTER_EFFECT);
            case GARBAGE -> okResponse("OK, done");
            case WRONG_SHAPE -> okResponse("[{\"code\":{},\"data\":7,\"Response\":[\"x\"]}]");
            case NESTED -> okResponse("[".repeat(NESTED_LEVELS) + "]".repeat(NESTED_LEVELS));
            case OVERSIZED -> oversized();
            case STALL -> Fault.stall(Fault.When.AFTER_EFFECT);
            case DRIP -> Fault.drip(1, DRIP_PAUSE);
            case FALSE_SUCCESS -> Fault.falseSuccess();
            case UNAVAILABLE_5XX -> html(503, Fault.When.BEFORE_EFFECT);
            case AUTH_REJECTED,
                    PERMISSION_DENIED,
                    ACCOUNT_UNAVAILABLE,
                    CONFLICT,
                    INTERNAL_AFTER_EFFECT,
                    UNLISTED_CODE_AFTER_EFFECT -> null;
        };
    }

    private static Fault html(int status, Fault.When when) {
        EmulatorResponse page = EmulatorResponse.text(status, "text/html", "<html>try again later</html>");
        return Fault.raw(page.plusHeader("Retry-After", RETRY_AFTER_SECONDS), when);
    }

    private static Fault okResponse(String body) {
        return Fault.raw(EmulatorResponse.text(200, JSON, body), Fault.When.AFTER_EFFECT);
    }

    /** Returns a fault with well-formed JSON, so that only the size of the response is wrong. */
    private static Fault oversized() {
        byte[] text = new byte[OVERSIZED_BYTES];
        Arrays.fill(text, (byte) ' ');
        text[0] = '{';
        text[OVERSIZED_BYTES - 1] = '}';
        return Fault.raw(
                new EmulatorResponse(200, EmulatorHeaders.of("Content-Type", JSON), text), Fault.When.AFTER_EFFECT);
    }
}
