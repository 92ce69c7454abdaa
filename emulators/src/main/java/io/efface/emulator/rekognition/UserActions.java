package io.efface.emulator.rekognition;

import static io.efface.emulator.rekognition.RekognitionContext.FACE_ID;
import static io.efface.emulator.rekognition.RekognitionContext.MODEL_VERSION;
import static io.efface.emulator.rekognition.RekognitionContext.USER_ID;

import io.efface.emulator.StoredPerson;
import io.efface.emulator.rekognition.RekognitionVariants.SearchWithoutFaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions CreateUser, ListUsers, SearchUsers and DeleteUser. */
final class UserActions {
    private static final int MOST_RESULTS = 500;

    private UserActions() {}

    static Map<String, RekognitionAction> all() {
        return Map.of(
                "CreateUser",
                        RekognitionAction.withSmallQuota(UserActions::create).withToken(),
                "ListUsers", RekognitionAction.withSmallQuota(UserActions::list),
                "SearchUsers", RekognitionAction.withLargeQuota(UserActions::search),
                "DeleteUser",
                        RekognitionAction.withSmallQuota(UserActions::delete).withToken());
    }

    /** Returns the {@code UserStatus} of a User. */
    static String status(StoredPerson user, RekognitionCollection collection) {
        if (collection.isUpdating(user.id())) {
            return "UPDATING";
        }
        return user.faceIds().isEmpty() ? "CREATED" : "ACTIVE";
    }

    /**
     * Returns the User of the request.
     *
     * @throws RekognitionErrorException {@code ResourceNotFoundException} if the User does not exist
     */
    static StoredPerson existing(RekognitionContext context, RekognitionCollection collection) {
        return collection.users().person(context.userId(collection)).orElseThrow(RekognitionContext::missingUser);
    }

    private static Map<String, ?> create(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        String id = context.userId(collection);
        if (collection.users().person(id).isPresent()) {
            throw new RekognitionErrorException(
                    RekognitionErrors.CONFLICT, "A User with the same Id already exists within the collection");
        }
        collection.users().put(id);
        return Map.of();
    }

    private static Map<String, ?> list(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        List<String> ids =
                collection.users().snapshot().stream().map(StoredPerson::id).toList();
        ListPages.Page page = context.page("ListUsers", ids, 1, MOST_RESULTS);
        List<Map<String, String>> users = new ArrayList<>();
        // Pages omit Users that were deleted after the first page was sent.
        page.entries()
                .forEach(id -> collection
                        .users()
                        .person(id)
                        .ifPresent(user -> users.add(Map.of(USER_ID, id, "UserStatus", status(user, collection)))));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Users", users);
        if (page.nextToken() != null) {
            fields.put("NextToken", page.nextToken());
        }
        return fields;
    }

    /** Returns the searched User or face without matches, because the emulator has no pictures to compare. */
    private static Map<String, ?> search(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        context.arguments().whole("MaxUsers", 1, MOST_RESULTS, 10);
        if (context.arguments().has(USER_ID) == context.arguments().has(FACE_ID)) {
            throw RekognitionArguments.invalid(USER_ID);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("UserMatches", List.of());
        fields.put("FaceModelVersion", MODEL_VERSION);
        if (context.arguments().has(FACE_ID)) {
            String face = Optional.of(context.faceId(collection))
                    .filter(collection::hasFace)
                    .orElseThrow(() ->
                            new RekognitionErrorException(RekognitionErrors.NOT_FOUND, "The face id does not exist"));
            fields.put("SearchedFace", Map.of(FACE_ID, face));
            return fields;
        }
        StoredPerson user = existing(context, collection);
        if (user.faceIds().isEmpty()
                && context.variants().searchWithoutFaces() == SearchWithoutFaces.INVALID_PARAMETER) {
            throw RekognitionArguments.invalid(USER_ID);
        }
        fields.put("SearchedUser", Map.of(USER_ID, user.id()));
        return fields;
    }

    private static Map<String, ?> delete(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        collection.deleteUser(existing(context, collection).id());
        return Map.of();
    }
}
