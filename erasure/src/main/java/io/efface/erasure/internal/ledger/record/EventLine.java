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
import java.util.List;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One event, read back from its bytes. It is filled anew for each event, because a job has millions of them, and must not be kept. What an event
 * does not say is null, 0 or false. For one thread.
 */
public final class EventLine {
    /** What an event says of a face. */
    public static final class Face {
        public String hash = "";

        public @Nullable FaceOutcome outcome;

        public @Nullable Evidence evidence;

        public @Nullable Instant verifiedAt;

        public boolean maybeEarlier;

        public @Nullable ErrorKind kind;
    }

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
    private final boolean withFaces;

    public @Nullable EventType type;

    public Instant at = Instant.EPOCH;
    public long target;
    public int attempt;

    public @Nullable TargetState state;

    public @Nullable PersonOutcome outcome;

    public @Nullable Evidence evidence;

    public @Nullable Instant verifiedAt;

    public boolean maybeEarlier;

    /** Whether the event says that no attempt was made before it. */
    public boolean neverSent;

    public @Nullable ErrorKind kind;

    public @Nullable ErrorKind targetKind;

    public @Nullable Boolean permanent;

    public @Nullable Effect effect;

    public @Nullable String code;

    public @Nullable String requestId;

    public boolean returned;
    public boolean orphaned;
    public boolean found;
    public boolean hasAccount;
    public boolean hasFaces;
    public final List<Face> faces = new ArrayList<>();

    /** The hashes of detached faces, in hex. */
    public final List<String> detached = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param withFaces whether to read what is said of faces, too
     */
    public EventLine(boolean withFaces) {
        this.withFaces = withFaces;
    }

    private static JsonReader.Options names(Enum<?>[] constants) {
        String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].name();
        }
        return JsonReader.Options.of(names);
    }

    /** Reads an event; returns whether it is one of a type that this version knows. */
    public boolean read(byte[] bytes) {
        clear();
        buffer.clear();
        buffer.write(bytes);
        try {
            JsonReader json = JsonReader.of(buffer);
            json.beginObject();
            while (json.hasNext()) {
                field(json);
            }
            return type != null;
        } catch (IOException | JsonDataException | DateTimeException e) {
            return false;
        }
    }

    private void clear() {
        type = null;
        at = Instant.EPOCH;
        target = 0;
        attempt = 0;
        state = null;
        outcome = null;
        evidence = null;
        verifiedAt = null;
        maybeEarlier = false;
        neverSent = false;
        kind = null;
        targetKind = null;
        permanent = null;
        effect = null;
        code = null;
        requestId = null;
        returned = false;
        orphaned = false;
        found = false;
        hasAccount = false;
        hasFaces = false;
        faces.clear();
        detached.clear();
    }

    private void field(JsonReader json) throws IOException {
        switch (json.selectName(NAMES)) {
            case 0 -> type = constant(json, TYPE_NAMES, TYPES);
            case 1 -> at = InstantText.parse(json.nextString());
            case 2 -> target = json.nextLong();
            case 3 -> attempt = json.nextInt();
            case 4 -> state = constant(json, STATE_NAMES, STATES);
            case 5 -> outcome = constant(json, OUTCOME_NAMES, OUTCOMES);
            case 6 -> evidence = constant(json, EVIDENCE_NAMES, EVIDENCE);
            case 7 -> verifiedAt = InstantText.parse(json.nextString());
            case 8 -> {
                maybeEarlier = json.nextBoolean();
                neverSent = !maybeEarlier;
            }
            case 9 -> kind = constant(json, KIND_NAMES, KINDS);
            case 10 -> targetKind = constant(json, KIND_NAMES, KINDS);
            case 11 -> permanent = json.nextBoolean();
            case 12 -> effect = constant(json, EFFECT_NAMES, EFFECTS);
            case 13 -> code = json.nextString();
            case 14 -> requestId = json.nextString();
            case 15 -> faces(json);
            case 16 -> returned = json.nextBoolean();
            case 17 -> {
                orphaned = true;
                json.skipValue();
            }
            case 18 -> found = json.nextBoolean();
            case 19 -> {
                hasAccount = true;
                json.skipValue();
            }
            case 20 -> detached(json);
            default -> {
                json.skipName();
                json.skipValue();
            }
        }
    }

    /** Reads what the hashes of an array, or its objects, or a mere number say of faces. */
    private void faces(JsonReader json) throws IOException {
        hasFaces = true;
        if (!withFaces || json.peek() != JsonReader.Token.BEGIN_ARRAY) {
            json.skipValue();
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            Face face = new Face();
            if (json.peek() == JsonReader.Token.STRING) {
                face.hash = json.nextString();
            } else {
                json.beginObject();
                while (json.hasNext()) {
                    field(json, face);
                }
                json.endObject();
            }
            faces.add(face);
        }
        json.endArray();
    }

    /** Reads the hashes of an event about a target; that about a plan has one sum of all, which is read apart. */
    private void detached(JsonReader json) throws IOException {
        if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
            json.skipValue();
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            String hash = json.nextString();
            if (!HASH.matcher(hash).matches()) {
                throw new JsonDataException("no hash of a face");
            }
            detached.add(hash);
        }
        json.endArray();
    }

    private static void field(JsonReader json, Face face) throws IOException {
        switch (json.selectName(FACE_NAMES)) {
            case 0 -> face.hash = json.nextString();
            case 1 -> face.outcome = constant(json, FACE_OUTCOME_NAMES, FACE_OUTCOMES);
            case 2 -> face.evidence = constant(json, EVIDENCE_NAMES, EVIDENCE);
            case 3 -> face.verifiedAt = InstantText.parse(json.nextString());
            case 4 -> face.maybeEarlier = json.nextBoolean();
            case 5 -> face.kind = constant(json, KIND_NAMES, KINDS);
            default -> {
                json.skipName();
                json.skipValue();
            }
        }
    }

    private static <T> @Nullable T constant(JsonReader json, JsonReader.Options names, T[] constants)
            throws IOException {
        int at = json.selectString(names);
        if (at < 0) {
            json.skipValue();
            return null;
        }
        return constants[at];
    }
}
