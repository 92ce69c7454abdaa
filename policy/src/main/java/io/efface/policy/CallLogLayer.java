package io.efface.policy;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.interceptor.CallReport;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Logs one line for each call. The level is {@code WARN} if the person or a face is still present after the deletion, or if the effect of
 * an error or the outcome of a face is unknown. Otherwise the level is {@code DEBUG}. A line contains a short keyed hash of the person id,
 * but no id of a person or face.
 */
final class CallLogLayer extends Layer {
    /** The logger's name, which must not change, because applications set its level. */
    static final String LOGGER = "io.efface.calls";

    private static final String LINE = "account {} ({}), call {}: {} of {}: {}";

    private final String account;
    private final Logger log;

    CallLogLayer(AccountRepository inner, String account, Logger log) {
        super(inner);
        this.account = account;
        this.log = log;
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, LayerCall call) {
        DeletePersonResult result =
                loggingFailure(Operation.DELETE_PERSON, person, call, () -> super.deletePerson(person, call));
        write(Level.DEBUG, Operation.DELETE_PERSON, person, call, () -> describe(CallSummary.ofResult(result)));
        return result;
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        DeleteFacesResult result =
                loggingFailure(Operation.DELETE_FACES, person, call, () -> super.deleteFaces(person, faces, call));
        Level level = result.facesWith(FaceOutcome.UNKNOWN).isEmpty() ? Level.DEBUG : Level.WARN;
        write(level, Operation.DELETE_FACES, person, call, () -> describe(CallSummary.ofResult(result)));
        return result;
    }

    @Override
    public FindPersonResult findPerson(PersonId person, LayerCall call) {
        FindPersonResult result =
                loggingFailure(Operation.FIND_PERSON, person, call, () -> super.findPerson(person, call));
        write(Level.DEBUG, Operation.FIND_PERSON, person, call, () -> {
            CallReport report = CallSummary.ofResult(result).toReport(Duration.ZERO);
            return "%s, attempts %d, waited %d ms, requests %s"
                    .formatted(
                            report.outcome().spelling(),
                            report.attempts(),
                            report.waited().toMillis(),
                            report.requestIds());
        });
        return result;
    }

    private <T> T loggingFailure(Operation operation, PersonId person, LayerCall call, Supplier<T> work) {
        try {
            return work.get();
        } catch (FaceException e) {
            boolean isAlarming = e.kind() == ErrorKind.STILL_PRESENT || e.effect() == Effect.UNKNOWN;
            write(
                    isAlarming ? Level.WARN : Level.DEBUG,
                    operation,
                    person,
                    call,
                    () ->
                            "failed with %s, effect %s, advice %s, origin %s, code %s, attempts %d, waited %d ms, request %s"
                                    .formatted(
                                            e.kind(),
                                            e.effect(),
                                            e.advice(),
                                            e.origin(),
                                            e.vendorCode().orElse("-"),
                                            e.attempts(),
                                            e.waited().toMillis(),
                                            e.requestId().orElse("-")));
            throw e;
        }
    }

    private static String describe(CallSummary summary) {
        CallReport report = summary.toReport(Duration.ZERO);
        return "%s, faces %s, evidence %s, attempts %d, waited %d ms, requests %s, read-back %s"
                .formatted(
                        report.outcome().spelling(),
                        report.faces(),
                        report.evidence(),
                        report.attempts(),
                        report.waited().toMillis(),
                        report.requestIds(),
                        report.readBackError() == null ? "no error" : "failed with " + report.readBackError());
    }

    private void write(Level level, Operation operation, PersonId person, LayerCall call, Supplier<String> outcome) {
        boolean isWarning = level == Level.WARN;
        if (isWarning ? log.isWarnEnabled() : log.isDebugEnabled()) {
            Object[] values = {
                account,
                capabilities().provider(),
                call.callId().orElse("-"),
                operation.spelling(),
                person,
                outcome.get()
            };
            // An application may put SLF4J 1.7 first on its class path, and SLF4J 1.7 has no log.atLevel.
            if (isWarning) {
                log.warn(LINE, values);
            } else {
                log.debug(LINE, values);
            }
        }
    }

    private enum Level {
        DEBUG,
        WARN
    }
}
