package io.efface.examples.acme;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable;
import io.efface.http.ErrorTable.Remedy;
import io.efface.http.ErrorTable.Row;

/** Acme's error codes. Acme may have carried out a deletion before it reports 'internal'. */
final class AcmeErrors {
    static final String NO_SUCH_PERSON = "no_such_person";
    private static final String SOURCE = "Acme API reference, 'Errors', 2026-01-15";

    static final ErrorTable TABLE = ErrorTable.of(
            Row.exact("slow_down", ErrorKind.RATE_LIMITED, Effect.NONE, RetryAdvice.BACKOFF, SOURCE),
            Row.exact("busy", ErrorKind.CONFLICT, Effect.NONE, RetryAdvice.BACKOFF, SOURCE),
            Row.exact("bad_signature", ErrorKind.UNAUTHENTICATED, Effect.NONE, RetryAdvice.NEVER, SOURCE),
            Row.exact("wrong_time", ErrorKind.UNAUTHENTICATED, Effect.NONE, RetryAdvice.NEVER, SOURCE)
                    .with(Remedy.CLOCK),
            Row.exact("expired_token", ErrorKind.UNAUTHENTICATED, Effect.NONE, RetryAdvice.NEVER, SOURCE)
                    .with(Remedy.TEMPORARY_CREDENTIALS),
            Row.exact("forbidden", ErrorKind.PERMISSION_DENIED, Effect.NONE, RetryAdvice.NEVER, SOURCE),
            Row.exact("unpaid", ErrorKind.ACCOUNT_UNAVAILABLE, Effect.NONE, RetryAdvice.NEVER, SOURCE),
            Row.exact("internal", ErrorKind.INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF, SOURCE));

    private AcmeErrors() {}
}
