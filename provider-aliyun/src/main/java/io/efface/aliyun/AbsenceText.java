package io.efface.aliyun;

import java.util.regex.Pattern;

/**
 * Whether a free text says that the person, or a face, is not there. The vendor has no code for it: code 400 is also "bad
 * parameters" and 500 "temporary fault", and public clients show the text {@code The person is not exist!}. So the text is matched
 * loosely, and what comes of it is never more than inferred.
 */
final class AbsenceText {
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
