package io.efface.emulator.rekognition;

import static io.efface.emulator.rekognition.RekognitionContext.FACE_ID;
import static io.efface.emulator.rekognition.RekognitionContext.FACE_IDS;
import static io.efface.emulator.rekognition.RekognitionContext.MODEL_VERSION;
import static io.efface.emulator.rekognition.RekognitionContext.USER_ID;

import io.efface.emulator.StoredPerson;
import io.efface.emulator.rekognition.RekognitionVariants.MissingUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions ListFaces and DeleteFaces. */
final class FaceActions {
    static final String NOT_FOUND = "FACE_NOT_FOUND";

    private static final String ASSOCIATED = "ASSOCIATED_TO_AN_EXISTING_USER";
    private static final int MOST_FACES = 4096;

    private FaceActions() {}

    static Map<String, RekognitionAction> all() {
        return Map.of(
                "ListFaces", RekognitionAction.withLargeQuota(FaceActions::list),
                "DeleteFaces", RekognitionAction.withSmallQuota(FaceActions::delete));
    }

    private static Map<String, ?> list(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        Optional<List<String>> outdated = outdated(context, collection);
        ListPages.Page page =
                context.page("ListFaces", outdated.orElseGet(() -> listed(context, collection)), 0, MOST_FACES);
        List<Map<String, Object>> faces = new ArrayList<>();
        // Pages omit faces that were deleted after the first page was sent.
        page.entries().stream()
                .filter(face -> outdated.isPresent() || collection.hasFace(face))
                .forEach(face -> faces.add(face(
                        face,
                        outdated.isPresent() ? Optional.of(context.userId(collection)) : collection.userOf(face))));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Faces", faces);
        if (page.nextToken() != null) {
            fields.put("NextToken", page.nextToken());
        }
        fields.put("FaceModelVersion", MODEL_VERSION);
        return fields;
    }

    /** Returns the outdated list of the faces of the request's User. Empty if the list is current. */
    private static Optional<List<String>> outdated(RekognitionContext context, RekognitionCollection collection) {
        boolean isListOfUser = context.arguments().has(USER_ID)
                && !context.arguments().has(FACE_IDS)
                && !context.arguments().has("NextToken");
        return isListOfUser ? collection.outdatedList(context.userId(collection)) : Optional.empty();
    }

    private static List<String> listed(RekognitionContext context, RekognitionCollection collection) {
        List<String> faces = collection.faces();
        if (context.arguments().has(USER_ID)) {
            String id = context.userId(collection);
            Optional<StoredPerson> user = collection.users().person(id);
            if (user.isEmpty() && context.variants().missingUser() == MissingUser.NOT_FOUND) {
                throw RekognitionContext.missingUser();
            }
            faces = user.map(StoredPerson::faceIds).orElse(List.of());
        }
        if (context.arguments().has(FACE_IDS)) {
            List<String> wanted = context.faceIds(collection, MOST_FACES);
            return context.arguments().has(USER_ID)
                    ? faces.stream().filter(wanted::contains).toList()
                    : wanted.stream().filter(collection::hasFace).toList();
        }
        return faces;
    }

    /** Returns a face without bounding box, confidence and image id, because the emulator has no pictures. */
    private static Map<String, Object> face(String id, Optional<String> owner) {
        Map<String, Object> face = new LinkedHashMap<>();
        face.put(FACE_ID, id);
        face.put("IndexFacesModelVersion", MODEL_VERSION);
        owner.ifPresent(user -> face.put(USER_ID, user));
        return face;
    }

    private static Map<String, ?> delete(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        List<String> deleted = new ArrayList<>();
        List<Map<String, Object>> unsuccessful = new ArrayList<>();
        for (String face : context.faceIds(collection, MOST_FACES)) {
            Optional<String> user = collection.userOf(face);
            if (user.isPresent() || collection.settles(face)) {
                Optional<String> reportedUser = user.or(() -> collection.lastUserOf(face));
                unsuccessful.add(AssociationActions.unsuccessful(face, reportedUser, ASSOCIATED));
            } else if (!collection.hasFace(face)) {
                unsuccessful.add(AssociationActions.unsuccessful(face, Optional.empty(), NOT_FOUND));
            } else {
                collection.deleteFace(face);
                deleted.add(face);
            }
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("DeletedFaces", deleted);
        fields.put("UnsuccessfulFaceDeletions", unsuccessful);
        return fields;
    }
}
