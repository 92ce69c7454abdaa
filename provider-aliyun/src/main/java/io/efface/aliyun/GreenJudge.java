package io.efface.aliyun;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.http.HttpAnswer;
import io.efface.http.RefusedKey;
import io.efface.http.VendorClock;
import io.efface.spi.SigningKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Judges both levels of an answer in one place: done, not there, or an error of the table. Thread-safe.
 *
 * <p>A missing person has no code. Public clients show outer code 400, and 500 for DeleteFaces, with a text; the page "Delete a
 * person" of the Python SDK speaks of an inner code other than 200, "does not exist or has already been deleted", and gives no
 * value. So the text decides where there is one; inner codes 400 and 404 without any text are taken at that page's word; every
 * other code is what the table says.
 */
final class GreenJudge {
    private static final String CLOCK_EXPIRED = "InvalidTimeStamp.Expired";
    private static final String TOKEN_EXPIRED = "InvalidSecurityToken.Expired";
    private static final String KEY_UNKNOWN = "InvalidAccessKeyId.NotFound";

    /** Codes that a text may turn into "not there"; so may a number in no table. */
    private static final Set<String> MAYBE_ABSENT = Set.of("400", "404", "500");

    private static final Set<String> ABSENT_WITHOUT_TEXT = Set.of("400", "404");
    private static final Set<String> SAYS_NOTHING = Set.of("", "ok", "success");

    private final AliyunCredentialsProvider source;
    private final VendorClock clock;
    private final RefusedKey<AliyunCredentials> key;

    GreenJudge(AliyunCredentialsProvider source, VendorClock clock, RefusedKey<AliyunCredentials> key) {
        this.source = source;
        this.clock = clock;
        this.key = key;
    }

    /** Returns what is known of the key that the vendor refused. */
    SigningKey key() {
        return key;
    }

    /** What an answer says. */
    enum Saying {
        /** Both codes are 200; the fields say the rest. */
        DONE,
        /** The person is not there. */
        PERSON_ABSENT,
        /** A face is not there; which one is not said. */
        FACE_ABSENT
    }

    /**
     * Returns what the answer says.
     *
     * @throws FaceException if it is an error, or has no inner code
     */
    Saying judge(GreenReply reply, Operation operation, Attempt attempt) {
        String outer = reply.outerCode();
        if (!outer.equals(GreenReply.OK)) {
            String text = reply.outerText() + " " + reply.innerText();
            return absence(outer, text, operation).orElseThrow(() -> refusal(reply, outer, text, operation, attempt));
        }
        String inner = reply.innerCode()
                .orElseThrow(() -> reply.malformed("the answer has no inner code", RetryAdvice.BACKOFF));
        if (inner.equals(GreenReply.OK)) {
            return Saying.DONE;
        }
        if (ABSENT_WITHOUT_TEXT.contains(inner) && saysNothing(reply)) {
            return Saying.PERSON_ABSENT;
        }
        String text = reply.innerText() + " " + reply.outerText();
        return absence(inner, text, operation).orElseThrow(() -> refusal(reply, inner, text, operation, attempt));
    }

    /** An inner text that repeats its code's name, adds nothing to the code. */
    private static boolean saysNothing(GreenReply reply) {
        String inner = AliyunErrors.lower(reply.innerText());
        return (inner.isEmpty() || inner.equals("not_found"))
                && SAYS_NOTHING.contains(AliyunErrors.lower(reply.outerText()));
    }

    private static Optional<Saying> absence(String code, String text, Operation operation) {
        boolean possible = MAYBE_ABSENT.contains(code)
                || (isOfService(code) && !AliyunErrors.ofService(code).isListed());
        if (possible && AbsenceText.ofPerson(text)) {
            return Optional.of(Saying.PERSON_ABSENT);
        }
        return possible && operation == Operation.DELETE_FACES && AbsenceText.ofFace(text)
                ? Optional.of(Saying.FACE_ABSENT)
                : Optional.empty();
    }

    private static boolean isOfService(String code) {
        return !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private FaceException refusal(GreenReply reply, String code, String text, Operation operation, Attempt attempt) {
        AliyunErrors.Row row = isOfService(code)
                ? AliyunErrors.refinedByText(AliyunErrors.ofService(code), operation, text)
                : AliyunErrors.ofGateway(code, text);
        if (row.kind() == ErrorKind.UNAUTHENTICATED) {
            attempt.signing().map(Attempt.Signing::credentials).ifPresent(key::refused);
        }
        if (code.equals(CLOCK_EXPIRED)) {
            VendorClock.Lesson lesson = learn(reply.http(), attempt);
            return reply.error(code, row, lesson.advice(), lesson.detail());
        }
        if (code.equals(TOKEN_EXPIRED) || code.equals(KEY_UNKNOWN)) {
            return reply.error(code, row, afterExpiry(code, attempt), null);
        }
        return reply.error(code, row, row.advice(), AliyunErrors.hint(row));
    }

    private VendorClock.Lesson learn(HttpAnswer answer, Attempt attempt) {
        Duration used = attempt.signing().map(Attempt.Signing::offset).orElse(Duration.ZERO);
        return clock.learn(answer.date(), answer.receivedAt(), used);
    }

    /** An STS key that is gone is reported as an expired token or as an unknown key. */
    private RetryAdvice afterExpiry(String code, Attempt attempt) {
        Optional<AliyunCredentials> used = attempt.signing().map(Attempt.Signing::credentials);
        boolean temporary = used.isPresent() && used.get().securityToken() != null;
        if (!temporary && !code.equals(TOKEN_EXPIRED)) {
            return RetryAdvice.NEVER;
        }
        return used.map(this::mayRenew).orElse(false) ? RetryAdvice.ONCE : RetryAdvice.NEVER;
    }

    private boolean mayRenew(AliyunCredentials refused) {
        try {
            return source.refused(refused);
        } catch (RuntimeException e) {
            // The vendor's refusal is the answer of this call; a source that stumbles over it must not hide it.
            return false;
        }
    }
}
