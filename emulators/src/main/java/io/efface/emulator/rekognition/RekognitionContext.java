package io.efface.emulator.rekognition;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The input of an action: one request and the emulator's state.
 *
 * @param region the region for which the request is signed
 * @param now the time by the emulator's clock
 */
record RekognitionContext(
        RekognitionArguments arguments,
        RekognitionState state,
        RekognitionVariants variants,
        ListPages pages,
        String region,
        Instant now) {
    static final String COLLECTION_ID = "CollectionId";
    static final String USER_ID = "UserId";
    static final String FACE_ID = "FaceId";
    static final String FACE_IDS = "FaceIds";
    static final String MODEL_VERSION = "7.0";

    private static final int LONGEST_COLLECTION_ID = 255;
    private static final int LONGEST_USER_ID = 128;
    private static final int LONGEST_TOKEN = 64;
    private static final Pattern TOKEN_FORM = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern COLLECTION_FORM = Pattern.compile("[a-zA-Z0-9_.\\-]+");
    private static final Pattern USER_FORM = Pattern.compile("[a-zA-Z0-9_.\\-:]{1," + LONGEST_USER_ID + "}");
    private static final Pattern FACE_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    String clientToken() {
        return arguments.text("ClientRequestToken", TOKEN_FORM, LONGEST_TOKEN);
    }

    String collectionId() {
        return arguments.text(COLLECTION_ID, COLLECTION_FORM, LONGEST_COLLECTION_ID);
    }

    /**
     * Returns the collection of the request.
     *
     * @throws RekognitionErrorException {@code ResourceNotFoundException} if the collection does not exist
     */
    RekognitionCollection collection() {
        String id = collectionId();
        return state.find(id)
                .orElseThrow(() -> new RekognitionErrorException(
                        RekognitionErrors.NOT_FOUND, "The collection id: " + id + " does not exist"));
    }

    /** Returns the User id of the request; the User need not exist. */
    String userId(RekognitionCollection collection) {
        return checked(USER_ID, arguments.optionalText(USER_ID).orElse(""), USER_FORM, collection);
    }

    /** Returns the face ids of the request; the faces need not exist. */
    List<String> faceIds(RekognitionCollection collection, int most) {
        List<String> ids = arguments.texts(FACE_IDS, most);
        ids.forEach(id -> checked(FACE_IDS, id, FACE_FORM, collection));
        return ids;
    }

    /** Returns the face id of the request; the face need not exist. */
    String faceId(RekognitionCollection collection) {
        return checked(FACE_ID, arguments.optionalText(FACE_ID).orElse(""), FACE_FORM, collection);
    }

    private String checked(String name, String id, Pattern form, RekognitionCollection collection) {
        boolean accepted = switch (variants.idRule()) {
            case OFF -> !id.isEmpty();
            case STRICT -> form.matcher(id).matches();
            case HELD_IDS_ACCEPTED -> form.matcher(id).matches() || collection.knows(id);
        };
        if (!accepted) {
            throw RekognitionArguments.invalid(name);
        }
        return id;
    }

    /** Returns the requested page of a list. */
    ListPages.Page page(String action, List<String> all, int least, int most) {
        int size = Math.min(arguments.whole("MaxResults", least, most, most), variants.pageSize());
        return pages.page(
                List.of(action, arguments.without("MaxResults", "NextToken")),
                arguments.optionalText("NextToken"),
                all,
                Math.max(1, size));
    }

    static RekognitionErrorException missingUser() {
        return new RekognitionErrorException(RekognitionErrors.NOT_FOUND, "The user id does not exist");
    }
}
