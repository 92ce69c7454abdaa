package io.efface.aliyun;

import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Determines the meaning of a response from its outer and inner code: the operation is done, the person or face is absent, or the response
 * is an error of the table. Stateless and thread-safe.
 *
 * <p>The vendor has no specific code for a missing person. Public clients expect the outer code 400, or 500 for DeleteFaces, together with
 * a text. The page "Delete a person" of the Python SDK says only that the inner code is not 200 if the person "does not exist or has
 * already been deleted". It does not name the code. Therefore the text determines the meaning if the response has a text. If the outer
 * code is 200 and there is no text, the inner codes 400 and 404 mean a missing person. The table determines the meaning of every other
 * code.
 */
final class GreenErrorMapper {
    /**
     * Codes that mean a missing person or face if the response also has a suitable text. A numeric code without a row in the table is
     * treated in the same way. With any other text, the table determines the meaning of the code.
     */
    private static final Set<String> MAYBE_ABSENT = Set.of("400", "404", "500");

    private static final Set<String> ABSENT_WITHOUT_TEXT = Set.of("400", "404");
    private static final Set<String> WITHOUT_MEANING = Set.of("", "ok", "success");

    private GreenErrorMapper() {}

    /** The meaning of a response without an error. */
    enum Meaning {
        /** Both codes are 200, and the fields contain the result. */
        DONE,
        /** The person does not exist. */
        PERSON_ABSENT,
        /** A face does not exist. The response does not name the face. */
        FACE_ABSENT
    }

    /**
     * Returns the meaning of a response.
     *
     * @throws FaceException if the response is an error, or has no inner code
     */
    static Meaning meaning(GreenResponse response) {
        String outer = response.outerCode();
        if (!outer.equals(GreenResponse.OK)) {
            return absentOrError(response, outer, response.outerText() + " " + response.innerText());
        }
        String inner = response.innerCode()
                .orElseThrow(() -> response.malformed("the response has no inner code", RetryAdvice.BACKOFF));
        if (inner.equals(GreenResponse.OK)) {
            return Meaning.DONE;
        }
        return ABSENT_WITHOUT_TEXT.contains(inner) && hasNoText(response)
                ? Meaning.PERSON_ABSENT
                : absentOrError(response, inner, response.innerText() + " " + response.outerText());
    }

    /**
     * Returns whether a response has no text that explains its code. An inner text that only repeats the name of its code counts as no
     * text.
     */
    private static boolean hasNoText(GreenResponse response) {
        String inner = AliyunErrors.lower(response.innerText());
        return (inner.isEmpty() || inner.equals("not_found"))
                && WITHOUT_MEANING.contains(AliyunErrors.lower(response.outerText()));
    }

    private static Meaning absentOrError(GreenResponse response, String code, String text) {
        Operation operation = response.http().call().operation();
        boolean isOfService = !code.isEmpty() && code.chars().allMatch(c -> c >= '0' && c <= '9');
        ErrorTable.Row row = isOfService ? AliyunErrors.SERVICE.find(code) : AliyunErrors.ofGateway(code, text);
        if (MAYBE_ABSENT.contains(code) || (isOfService && !row.isListed())) {
            if (AbsenceText.ofPerson(text)) {
                return Meaning.PERSON_ABSENT;
            }
            if (operation == Operation.DELETE_FACES && AbsenceText.ofFace(text)) {
                return Meaning.FACE_ABSENT;
            }
        }
        throw response.error(isOfService ? AliyunErrors.byText(row, operation, text) : row, code)
                .build();
    }

    /**
     * Recognizes texts according to which the person or a face does not exist. The vendor has no specific code for this case: code 400 also
     * means "bad parameters", and code 500 also means "temporary fault". Public clients show the text {@code The person is not exist!}.
     * Therefore the text is matched loosely, and the result has only inferred evidence.
     */
    static final class AbsenceText {
        private static final Pattern ABSENT =
                ignoringCase("not[\\s_-]+exist|n't\\s+exist|not[\\s_-]+found|no\\s+such|non-?exist|不存在");
        private static final Pattern PERSON = ignoringCase("person|人员|个体");
        private static final Pattern FACE = ignoringCase("face|人脸");
        private static final Pattern FACE_LIBRARY =
                ignoringCase("s?face[\\s_-]*(lib|librar(y|ies)|set|db|database|group)s?\\b");

        /** A missing parameter is a mistake in the request, not a missing person. */
        private static final Pattern PARAMETER = ignoringCase("param|argument|field|mandatory|required|参数");

        /** Words for other things that may be missing. */
        private static final Pattern OTHER_THINGS = ignoringCase(
                "group|account|user|access|token|\\bkey|\\bapi\\b|action|service|endpoint|domain|host|url|image|product|version"
                        + "|librar|database|\\bdb\\b|table|server|node|bean|class|resource|route|path|method|instance|region");

        /**
         * Matches texts that consist only of these words. Such a text does not name the missing thing. The words "not found" are not in the
         * list: if the vendor's text consists of only these two words, the missing thing is content for moderation, not a person.
         */
        private static final Pattern NAMES_NOTHING = ignoringCase(
                "\\W*((the|it|this|id|is|does|do|did|has|already|been|or|deleted|error|failed|not[\\s_-]+exists?|"
                        + "n't\\s+exist|不存在|bad_request|general_error|\\d+)\\W*)+");

        private AbsenceText() {}

        /** Returns whether the text means that the person does not exist. */
        static boolean ofPerson(String text) {
            if (!isAbsence(text) || mentionsFace(text)) {
                return false;
            }
            return PERSON.matcher(text).find()
                    ? !OTHER_THINGS.matcher(text).find()
                    : NAMES_NOTHING.matcher(text).matches();
        }

        /** Returns whether the text means that a face does not exist. */
        static boolean ofFace(String text) {
            return isAbsence(text) && mentionsFace(text);
        }

        private static boolean isAbsence(String text) {
            return ABSENT.matcher(text).find() && !PARAMETER.matcher(text).find();
        }

        private static boolean mentionsFace(String text) {
            return FACE.matcher(FACE_LIBRARY.matcher(text).replaceAll(" ")).find();
        }

        private static Pattern ignoringCase(String regex) {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        }
    }
}
