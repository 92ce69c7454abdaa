package io.efface.emulator.rekognition;

import static io.efface.emulator.rekognition.RekognitionContext.MODEL_VERSION;

import io.efface.emulator.JsonText.JsonNumber;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions CreateCollection, DescribeCollection, ListCollections and DeleteCollection. */
final class CollectionActions {
    private static final int MOST_RESULTS = 4096;
    private static final int HTTP_OK = 200;
    private static final String ACCOUNT = "123456789012";

    private CollectionActions() {}

    static Map<String, RekognitionAction> all() {
        return Map.of(
                "CreateCollection", RekognitionAction.withSmallQuota(CollectionActions::create),
                "DescribeCollection", RekognitionAction.withSmallQuota(CollectionActions::describe),
                "ListCollections", RekognitionAction.withSmallQuota(CollectionActions::list),
                "DeleteCollection", RekognitionAction.withSmallQuota(CollectionActions::delete));
    }

    private static Map<String, ?> create(RekognitionContext context) {
        RekognitionCollection created = context.state().create(context.collectionId(), context.now());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("StatusCode", HTTP_OK);
        fields.put("CollectionArn", arn(created, context));
        fields.put("FaceModelVersion", MODEL_VERSION);
        return fields;
    }

    private static Map<String, ?> describe(RekognitionContext context) {
        RekognitionCollection collection = context.collection();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("FaceCount", collection.faces().size());
        fields.put("FaceModelVersion", MODEL_VERSION);
        fields.put("CollectionARN", arn(collection, context));
        // Seconds since the epoch, as the JSON protocol writes times.
        fields.put(
                "CreationTimestamp",
                new JsonNumber(BigDecimal.valueOf(collection.createdAt().toEpochMilli(), 3)
                        .toPlainString()));
        fields.put("UserCount", collection.users().size());
        return fields;
    }

    private static Map<String, ?> list(RekognitionContext context) {
        List<String> existing = context.state().ids();
        ListPages.Page page = context.page("ListCollections", existing, 0, MOST_RESULTS);
        List<String> listed = page.entries().stream().filter(existing::contains).toList();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("CollectionIds", listed);
        fields.put("FaceModelVersions", Collections.nCopies(listed.size(), MODEL_VERSION));
        if (page.nextToken() != null) {
            fields.put("NextToken", page.nextToken());
        }
        return fields;
    }

    private static Map<String, ?> delete(RekognitionContext context) {
        context.state().delete(context.collection());
        return Map.of("StatusCode", HTTP_OK);
    }

    private static String arn(RekognitionCollection collection, RekognitionContext context) {
        return String.join(":", List.of("arn:aws:rekognition", context.region(), ACCOUNT, "collection/"))
                + collection.id();
    }
}
