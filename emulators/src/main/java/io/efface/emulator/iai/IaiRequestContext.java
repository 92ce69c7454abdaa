package io.efface.emulator.iai;

import io.efface.emulator.IdSource;
import io.efface.emulator.StoredPerson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The data of one checked call for the implementation of an action.
 *
 * @param arguments the action's own parameters
 * @param state the people and groups
 * @param variants the responses to undocumented cases
 * @param ids the source of new face ids
 * @param now the current time of the emulator's clock, in milliseconds since the epoch
 */
record IaiRequestContext(IaiArguments arguments, IaiState state, IaiVariants variants, IdSource ids, long now) {
    /** The characters of an id according to CreatePerson and CreateGroup (cloud.tencent.com/document/api/867/45015). */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9%@#&_-]+");

    private static final int ID_BYTES = 64;

    /** Returns whether the vendor's rule allows an id. */
    static boolean isAllowed(String id) {
        return ID.matcher(id).matches() && id.length() <= ID_BYTES;
    }

    /**
     * Returns the parameter {@code PersonId}.
     *
     * @throws IaiErrorException with code {@code …PersonIdTooLong} or {@code …PersonIdIllegal} if the configured rule forbids the id
     */
    String personId() {
        String id = arguments.text("PersonId");
        if (variants.idRule() == IaiVariants.IdRule.STRICT || !state.hasKnown(id)) {
            check(id, "InvalidParameterValue.PersonId");
        }
        return id;
    }

    /**
     * Returns the parameter {@code GroupId}.
     *
     * @throws IaiErrorException with code {@code …GroupIdTooLong} or {@code …GroupIdIllegal} if the configured rule forbids the id
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
     * Returns the person of the call.
     *
     * @param missing the response for a missing person
     * @throws IaiErrorException if the person does not exist
     */
    StoredPerson person(IaiVariants.MissingPerson missing) {
        return state.people().person(personId()).orElseThrow(() -> missing(missing));
    }

    /** Returns the exception for a missing person. */
    static IaiErrorException missing(IaiVariants.MissingPerson missing) {
        return new IaiErrorException(
                missing == IaiVariants.MissingPerson.ERROR_PERSON_NOT_EXISTED
                        ? "ResourceNotFound.ErrorPersonNotExisted"
                        : "InvalidParameterValue.PersonIdNotExist");
    }

    /**
     * Returns the group of the call.
     *
     * @throws IaiErrorException with code {@code …GroupIdNotExist} if the group does not exist
     */
    IaiState.Group group() {
        return group(groupId());
    }

    /** Returns a group by its id. Throws the exception of {@link #group()} if the group does not exist. */
    IaiState.Group group(String id) {
        return state.group(id).orElseThrow(() -> new IaiErrorException("InvalidParameterValue.GroupIdNotExist"));
    }

    /**
     * Returns the offset of the requested page, at most the number of elements.
     *
     * @throws IaiErrorException with code {@code …OffsetExceed} if the offset is larger
     */
    int offset(int size) {
        long offset = arguments.whole("Offset", 0);
        if (offset > size) {
            throw new IaiErrorException("InvalidParameterValue.OffsetExceed");
        }
        return (int) offset;
    }

    /**
     * Returns the length of the requested page, 10 by default.
     *
     * @throws IaiErrorException with code {@code …LimitExceed} if the length is 0 or above the maximum
     */
    int limit(int most) {
        long limit = arguments.whole("Limit", 10);
        if (limit < 1 || limit > most) {
            throw new IaiErrorException("InvalidParameterValue.LimitExceed");
        }
        return (int) limit;
    }

    /**
     * Rejects a number outside a range.
     *
     * @param code the code of the error
     */
    static void checkRange(long number, long least, long most, String code) {
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
