package io.efface.erasure.internal.ledger.record;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceOutcome;
import io.efface.PersonOutcome;
import io.efface.erasure.TargetState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses the bytes of events. One reader is reused for all events of a job, because a job has millions of them. Fields and constants that
 * this version does not know are ignored. For one thread.
 */
public final class EventReader {
    private static final JsonReader.Options NAMES = JsonReader.Options.of(
            "type",
            "at",
            "target",
            "attempt",
            "state",
            "outcome",
            "evidence",
            "verifiedAt",
            "maybeByEarlierAttempt",
            "kind",
            "targetKind",
            "permanent",
            "effect",
            "code",
            "requestId",
            "faces",
            "returned",
            "because",
            "found",
            "account",
            "detached");
    private static final JsonReader.Options FACE_NAMES =
            JsonReader.Options.of("face", "outcome", "evidence", "verifiedAt", "maybeByEarlierAttempt", "kind");
    private static final Pattern HASH = Pattern.compile("([0-9a-f]{2})+");
    private static final EventType[] TYPES = EventType.values();
    private static final JsonReader.Options TYPE_NAMES = names(TYPES);
    private static final TargetState[] STATES = TargetState.values();
    private static final JsonReader.Options STATE_NAMES = names(STATES);
    private static final PersonOutcome[] OUTCOMES = PersonOutcome.values();
    private static final JsonReader.Options OUTCOME_NAMES = names(OUTCOMES);
    private static final Evidence[] EVIDENCE = Evidence.values();
    private static final JsonReader.Options EVIDENCE_NAMES = names(EVIDENCE);
    private static final ErrorKind[] KINDS = ErrorKind.values();
    private static final JsonReader.Options KIND_NAMES = names(KINDS);
    private static final Effect[] EFFECTS = Effect.values();
    private static final JsonReader.Options EFFECT_NAMES = names(EFFECTS);
    private static final FaceOutcome[] FACE_OUTCOMES = FaceOutcome.values();
    private static final JsonReader.Options FACE_OUTCOME_NAMES = names(FACE_OUTCOMES);

    private final Buffer buffer = new Buffer();
    private @Nullable EventType type;
    private Instant at = Instant.EPOCH;
    private long target;
    private int attempt;
    private TargetState state = TargetState.PENDING;
    private @Nullable PersonOutcome outcome;
    private @Nullable Evidence evidence;
    private @Nullable Instant verifiedAt;
    private @Nullable Boolean maybeEarlier;
    private @Nullable ErrorKind kind;
    private @Nullable ErrorKind keptKind;
    private @Nullable Boolean permanent;
    private @Nullable Effect effect;
    private @Nullable String code;
    private @Nullable String requestId;
    private @Nullable Integer faceCount;
    private @Nullable Map<String, FaceRecord> faces;
    private boolean returned;
    private @Nullable String because;
    private boolean found;
    private @Nullable String account;
    private List<String> detached = List.of();

    private static JsonReader.Options names(Enum<?>[] constants) {
        String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].name();
        }
        return JsonReader.Options.of(names);
    }

    /** Parses an event. Returns its type, or null if this version does not know the type or cannot parse the bytes. */
    public @Nullable EventType read(byte[] bytes) {
        clear();
        buffer.clear();
        buffer.write(bytes);
        try {
            JsonReader json = JsonReader.of(buffer);
            json.beginObject();
            while (json.hasNext()) {
                field(json);
            }
            return type;
        } catch (IOException | JsonDataException | DateTimeException e) {
            return null;
        }
    }

    /** Returns the time of the event that was parsed last. */
    public Instant at() {
        return at;
    }

    /** Returns the target of the event that was parsed last, or 0 if that event concerns the job as a whole. */
    public long target() {
        return target;
    }

    /** Returns the event that was parsed last, or null if that event concerns the job as a whole. */
    public @Nullable TargetEvent event() {
        boolean requestSent = !Boolean.FALSE.equals(maybeEarlier);
        return switch (type == null ? EventType.PLANNED : type) {
            case ATTEMPTED -> new TargetEvent.Attempted(target, at, attempt, keptKind, faceCount);
            case DETACHED -> new TargetEvent.Detached(target, at, detached);
            case OUTCOME -> because == null ? outcome() : new TargetEvent.Orphaned(target, at, because);
            case READ_BACK ->
                new TargetEvent.ReadBack(
                        target, at, account, found, requestSent, faces == null ? null : faces.keySet());
            case REOPENED -> new TargetEvent.Reopened(target, at, state, requestSent);
            case PLANNED, HOLDS_CHANGED, OVERRIDDEN, SCRUBBED, DATABASE_REPLACED -> null;
        };
    }

    private TargetEvent outcome() {
        return new TargetEvent.Outcome(
                target,
                at,
                attempt,
                state,
                outcome,
                evidence,
                verifiedAt,
                Boolean.TRUE.equals(maybeEarlier),
                kind,
                keptKind,
                permanent,
                effect,
                code,
                requestId,
                faces == null ? Map.of() : faces,
                returned);
    }

    private void clear() {
        type = null;
        at = Instant.EPOCH;
        target = 0;
        attempt = 0;
        state = TargetState.PENDING;
        outcome = null;
        evidence = null;
        verifiedAt = null;
        maybeEarlier = null;
        kind = null;
        keptKind = null;
        permanent = null;
        effect = null;
        code = null;
        requestId = null;
        faceCount = null;
        faces = null;
        returned = false;
        because = null;
        found = false;
        account = null;
        detached = List.of();
    }

    private void field(JsonReader json) throws IOException {
        switch (json.selectName(NAMES)) {
            case 0 -> type = constant(json, TYPE_NAMES, TYPES);
            case 1 -> at = InstantText.parse(json.nextString());
            case 2 -> target = json.nextLong();
            case 3 -> attempt = json.nextInt();
            case 4 -> {
                TargetState knownState = constant(json, STATE_NAMES, STATES);
                state = knownState == null ? TargetState.PENDING : knownState;
            }
            case 5 -> outcome = constant(json, OUTCOME_NAMES, OUTCOMES);
            case 6 -> evidence = constant(json, EVIDENCE_NAMES, EVIDENCE);
            case 7 -> verifiedAt = InstantText.parse(json.nextString());
            case 8 -> maybeEarlier = json.nextBoolean();
            case 9 -> kind = constant(json, KIND_NAMES, KINDS);
            case 10 -> keptKind = constant(json, KIND_NAMES, KINDS);
            case 11 -> permanent = json.nextBoolean();
            case 12 -> effect = constant(json, EFFECT_NAMES, EFFECTS);
            case 13 -> code = json.nextString();
            case 14 -> requestId = json.nextString();
            case 15 -> faces(json);
            case 16 -> returned = json.nextBoolean();
            case 17 -> because = json.nextString();
            case 18 -> found = json.nextBoolean();
            case 19 -> account = json.nextString();
            case 20 -> detached = detached(json);
            default -> {
                json.skipName();
                json.skipValue();
            }
        }
    }

    /** Parses the field {@code faces}: a number of faces, an array of hashes, or an array of objects with a hash each. */
    private void faces(JsonReader json) throws IOException {
        if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
            faceCount = json.nextInt();
            return;
        }
        Map<String, FaceRecord> read = new LinkedHashMap<>();
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == JsonReader.Token.STRING) {
                read.put(json.nextString(), FaceRecord.NEW);
            } else {
                face(json, read);
            }
        }
        json.endArray();
        faces = read;
        faceCount = read.size();
    }

    private static void face(JsonReader json, Map<String, FaceRecord> faces) throws IOException {
        String hash = "";
        FaceOutcome outcome = null;
        Evidence evidence = null;
        Instant verifiedAt = null;
        boolean maybeEarlier = false;
        ErrorKind kind = null;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.selectName(FACE_NAMES)) {
                case 0 -> hash = json.nextString();
                case 1 -> outcome = constant(json, FACE_OUTCOME_NAMES, FACE_OUTCOMES);
                case 2 -> evidence = constant(json, EVIDENCE_NAMES, EVIDENCE);
                case 3 -> verifiedAt = InstantText.parse(json.nextString());
                case 4 -> maybeEarlier = json.nextBoolean();
                case 5 -> kind = constant(json, KIND_NAMES, KINDS);
                default -> {
                    json.skipName();
                    json.skipValue();
                }
            }
        }
        json.endObject();
        faces.put(hash, new FaceRecord(outcome, evidence, verifiedAt, maybeEarlier, kind));
    }

    /**
     * Parses the field {@code detached} of an event about a target. In the event {@code PLANNED} this field is a digest, which is skipped
     * here.
     */
    private static List<String> detached(JsonReader json) throws IOException {
        List<String> hashes = new ArrayList<>();
        if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
            json.skipValue();
            return hashes;
        }
        json.beginArray();
        while (json.hasNext()) {
            String hash = json.nextString();
            if (!HASH.matcher(hash).matches()) {
                throw new JsonDataException("not a hash of a face");
            }
            hashes.add(hash);
        }
        json.endArray();
        return hashes;
    }

    private static <T> @Nullable T constant(JsonReader json, JsonReader.Options names, T[] constants)
            throws IOException {
        int index = json.selectString(names);
        if (index < 0) {
            json.skipValue();
            return null;
        }
        return constants[index];
    }
}
