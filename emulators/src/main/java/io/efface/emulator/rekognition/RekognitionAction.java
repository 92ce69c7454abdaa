package io.efface.emulator.rekognition;

import java.util.HashMap;
import java.util.Map;

/**
 * One action of Rekognition.
 *
 * @param work the implementation of the action
 * @param perSecond the default quota of Service Quotas, in calls per second
 * @param isIdempotent whether a request may have a {@code ClientRequestToken}
 */
record RekognitionAction(Work work, int perSecond, boolean isIdempotent) {
    /** AWS's default quota for most actions, in calls per second; docs/providers/rekognition.md names the source. */
    private static final int SMALL_QUOTA = 5;

    /** AWS's default quota for ListFaces and SearchUsers, in calls per second. */
    private static final int LARGE_QUOTA = 50;

    /** Performs an action for one request. */
    @FunctionalInterface
    interface Work {
        /**
         * Performs the action.
         *
         * @return the fields of the response
         * @throws RekognitionErrorException if the request is rejected; the action then changes nothing
         */
        Map<String, ?> run(RekognitionContext context);
    }

    static RekognitionAction withSmallQuota(Work work) {
        return new RekognitionAction(work, SMALL_QUOTA, false);
    }

    static RekognitionAction withLargeQuota(Work work) {
        return new RekognitionAction(work, LARGE_QUOTA, false);
    }

    RekognitionAction withToken() {
        return new RekognitionAction(work, perSecond, true);
    }

    /** Returns all actions by name. */
    static Map<String, RekognitionAction> all() {
        Map<String, RekognitionAction> all = new HashMap<>(CollectionActions.all());
        all.putAll(UserActions.all());
        all.putAll(AssociationActions.all());
        all.putAll(FaceActions.all());
        return Map.copyOf(all);
    }
}
