package io.efface.aliyun;

import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides at both levels of a response what it means: done, absent, or an error of the table. Stateless and thread-safe.
 *
 * <p>A missing person has no code. Public clients show outer code 400, and 500 for DeleteFaces, with a text; the page "Delete a
 * person" of the Python SDK speaks of an inner code other than 200, "does not exist or has already been deleted", and gives no
 * value. So the text decides where there is one; inner codes 400 and 404 without any text are taken at that page's word; every
 * other code is what the table says.
 */
final class GreenErrorMapper {
    /** Codes that a text may turn into "absent"; so may a number in no table. */
    private static final Set<String> MAYBE_ABSENT = Set.of("400", "404", "500");

    private static final Set<String> ABSENT_WITHOUT_TEXT = Set.of("400", "404");
    private static final Set<String> WITHOUT_MEANING = Set.of("", "ok", "success");

    private GreenErrorMapper() {}

    /** What a response means. */
    enum Meaning {
        /** Both codes are 200; the fields say the rest. */
        DONE,
        /** The person does not exist. */
        PERSON_ABSENT,
        /** A face does not exist; which one is not said. */
        FACE_ABSENT
    }

    /**
     * Returns what the response means.
     *
     * @throws FaceException if it is an error, or has no inner code
     */
    static Meaning meaning(GreenResponse response) {
        String outer = response.outerCode();
        if (!outer.equals(GreenResponse.OK)) {
            return absentOrError(response, outer, response.outerText() + " " + response.innerText());
        }
        String inner = response.innerCode()
                .orElseThrow(() -> response.malformed("the answer has no inner code", RetryAdvice.BACKOFF));
        if (inner.equals(GreenResponse.OK)) {
            return Meaning.DONE;
        }
        return ABSENT_WITHOUT_TEXT.contains(inner) && hasNoText(response)
                ? Meaning.PERSON_ABSENT
                : absentOrError(response, inner, response.innerText() + " " + response.outerText());
    }

    /** An inner text that repeats the name of its code adds nothing to the code. */
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
        throw response.error(isOfService ? AliyunErrors.refinedByText(row, operation, text) : row, code)
                .build();
    }

    /**
     * Whether a free text says that the person, or a face, is not there. The vendor has no code for it: code 400 is also "bad
     * parameters" and 500 "temporary fault", and public clients show the text {@code The person is not exist!}. So the text is matched
     * loosely, and what comes of it is never more than inferred.
     */
    static final class AbsenceText {
        private static final Pattern ABSENT =
                ignoringCase("not[\\s_-]+exist|n't\\s+exist|not[\\s_-]+found|no\\s+such|non-?exist|不存在");
        private static final Pattern PERSON = ignoringCase("person|人员|个体");
        private static final Pattern FACE = ignoringCase("face|人脸");
        private static final Pattern FACE_LIBRARY =
                ignoringCase("s?face[\\s_-]*(lib|librar(y|ies)|set|db|database|group)s?\\b");

        /** A parameter that is not there is a mistake of ours, not a missing person. */
        private static final Pattern PARAMETER = ignoringCase("param|argument|field|mandatory|required|参数");

        /** Other things that may be missing. */
        private static final Pattern OTHER = ignoringCase(
                "group|account|user|access|token|\\bkey|\\bapi\\b|action|service|endpoint|domain|host|url|image|product|version"
                        + "|librar|database|\\bdb\\b|table|server|node|bean|class|resource|route|path|method|instance|region");

        /** A text of nothing but these says "not exist" and nothing of what; "not found" alone is the code for missing content. */
        private static final Pattern BARE = ignoringCase(
                "\\W*((the|it|this|id|is|does|do|did|has|already|been|or|deleted|error|failed|not[\\s_-]+exists?|"
                        + "n't\\s+exist|不存在|bad_request|general_error|\\d+)\\W*)+");

        private AbsenceText() {}

        /** Returns whether the text says that the person does not exist. */
        static boolean ofPerson(String text) {
            if (!isAbsence(text) || mentionsFace(text)) {
                return false;
            }
            return PERSON.matcher(text).find()
                    ? !OTHER.matcher(text).find()
                    : BARE.matcher(text).matches();
        }

        /** Returns whether the text says that a face does not exist. */
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
