package io.efface.emulator.iai;

import io.efface.emulator.IdSource;
import io.efface.emulator.StoredPerson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One checked call at work.
 *
 * @param arguments the business parameters
 * @param state what it works on
 * @param variants how it answers where the vendor's pages are silent
 * @param ids where new face ids come from
 * @param now milliseconds since the epoch by the emulator's clock
 */
record IaiRequestContext(IaiArguments arguments, IaiState state, IaiVariants variants, IdSource ids, long now) {
    /** CreatePerson and CreateGroup (cloud.tencent.com/document/api/867/45015): letters, digits and {@code -%@#&_}. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9%@#&_-]+");

    private static final int ID_BYTES = 64;

    /** Whether the vendor's rule allows an id. */
    static boolean isOrdinary(String id) {
        return ID.matcher(id).matches() && id.length() <= ID_BYTES;
    }

    /**
     * Returns the parameter {@code PersonId}.
     *
     * @throws IaiErrorException {@code …PersonIdTooLong} or {@code …PersonIdIllegal} if the rule in force forbids the id
     */
    String personId() {
        String id = arguments.text("PersonId");
        if (variants.idRule() == IaiVariants.IdRule.STRICT || !state.knew(id)) {
            check(id, "InvalidParameterValue.PersonId");
        }
        return id;
    }

    /**
     * Returns the parameter {@code GroupId}.
     *
     * @throws IaiErrorException {@code …GroupIdTooLong} or {@code …GroupIdIllegal} if the rule in force forbids the id
     */
    String groupId() {
        String id = arguments.text("GroupId");
        if (variants.idRule() == IaiVariants.IdRule.STRICT || state.group(id).isEmpty()) {
            check(id, "InvalidParameterValue.GroupId");
        }
        return id;
    }

    private void check(String id, String codePrefix) {
        if (variants.idRule() == IaiVariants.IdRule.OFF) {
            return;
        }
        if (id.getBytes(StandardCharsets.UTF_8).length > ID_BYTES) {
            throw new IaiErrorException(codePrefix + "TooLong");
        }
        if (!ID.matcher(id).matches()) {
            throw new IaiErrorException(codePrefix + "Illegal");
        }
    }

    /**
     * Returns the person the call is about.
     *
     * @param missing how a missing person is answered
     * @throws IaiErrorException if there is none
     */
    StoredPerson person(IaiVariants.MissingPerson missing) {
        return state.people().person(personId()).orElseThrow(() -> missing(missing));
    }

    /** Returns the refusal of a missing person. */
    static IaiErrorException missing(IaiVariants.MissingPerson missing) {
        return new IaiErrorException(
                missing == IaiVariants.MissingPerson.ERROR_PERSON_NOT_EXISTED
                        ? "ResourceNotFound.ErrorPersonNotExisted"
                        : "InvalidParameterValue.PersonIdNotExist");
    }

    /**
     * Returns the group the call is about.
     *
     * @throws IaiErrorException {@code …GroupIdNotExist} if there is none
     */
    IaiState.Group group() {
        return group(groupId());
    }

    /** Returns a group by its id, or refuses as {@link #group()} does. */
    IaiState.Group group(String id) {
        return state.group(id).orElseThrow(() -> new IaiErrorException("InvalidParameterValue.GroupIdNotExist"));
    }

    /**
     * Returns the start of the page asked for, at most the number of elements.
     *
     * @throws IaiErrorException {@code …OffsetExceed} if it is past the end
     */
    int offset(int size) {
        long offset = arguments.whole("Offset", 0);
        if (offset > size) {
            throw new IaiErrorException("InvalidParameterValue.OffsetExceed");
        }
        return (int) offset;
    }

    /**
     * Returns the length of the page asked for, 10 by default.
     *
     * @throws IaiErrorException {@code …LimitExceed} if it is 0 or above the most allowed
     */
    int limit(int most) {
        long limit = arguments.whole("Limit", 10);
        if (limit < 1 || limit > most) {
            throw new IaiErrorException("InvalidParameterValue.LimitExceed");
        }
        return (int) limit;
    }

    /**
     * Refuses a number outside a range.
     *
     * @param code the code of the refusal
     */
    static void inRange(long number, long least, long most, String code) {
        if (number < least || number > most) {
            throw new IaiErrorException(code);
        }
    }

    /** Returns a new face id: 19 digits, as in every example of the vendor. */
    String newFaceId() {
        return Stream.generate(ids::faceId)
                .filter(id -> id.length() == 19)
                .findFirst()
                .orElseThrow();
    }
}
