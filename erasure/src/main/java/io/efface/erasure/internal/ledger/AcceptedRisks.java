package io.efface.erasure.internal.ledger;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.record.EventType;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The risks that an operator accepted when a job was planned or its hold list was changed. The events {@code PLANNED} and
 * {@code HOLDS_CHANGED} contain them in the field {@code accepted}.
 */
public final class AcceptedRisks {
    private static final String FIELD = "accepted";

    private AcceptedRisks() {}

    /** Returns the value of the field {@code accepted}, or null if no risk was accepted. */
    public static @Nullable Map<String, Object> field(Map<ListRisk, Long> accepted) {
        if (accepted.isEmpty()) {
            return null;
        }
        Map<String, Object> field = new LinkedHashMap<>();
        new EnumMap<>(accepted).forEach((risk, rows) -> field.put(risk.name(), rows));
        return field;
    }

    /** Returns the accepted risks of all events of a job, each with the number of lines. */
    public static Map<ListRisk, Long> read(Events events) {
        Map<ListRisk, Long> accepted = new EnumMap<>(ListRisk.class);
        try (Cursor<byte[]> all = events.ofTypes(EventType.PLANNED, EventType.HOLDS_CHANGED)) {
            for (byte[] event = all.next(); event != null; event = all.next()) {
                read(event, accepted);
            }
        }
        return accepted;
    }

    /** Returns the words about an accepted risk. In a report, these words follow the number of lines. */
    public static String text(ListRisk risk) {
        return switch (risk) {
            case SPREADSHEET_NUMBER -> "lines were accepted although a spreadsheet seems to have changed their ids";
            case EMPTY_MARKER -> "lines were accepted although an id is a marker of an empty cell";
            case FACE_SEPARATOR -> "lines were accepted although a face id looks like several ids";
            case EMPTY_HOLD -> "hold lists without ids were accepted";
            case NEAR_HOLD -> "lines were accepted although their ids nearly match held ids";
        };
    }

    private static void read(byte[] event, Map<ListRisk, Long> accepted) {
        try (JsonReader json = JsonReader.of(new Buffer().write(event))) {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals(FIELD)) {
                    json.beginObject();
                    while (json.hasNext()) {
                        add(accepted, json.nextName(), json.nextLong());
                    }
                    json.endObject();
                } else {
                    json.skipValue();
                }
            }
        } catch (IOException | JsonDataException e) {
            // The event is skipped here. The check of the receipts reports it.
        }
    }

    private static void add(Map<ListRisk, Long> accepted, String name, long rows) {
        for (ListRisk risk : ListRisk.values()) {
            if (risk.name().equals(name)) {
                accepted.merge(risk, rows, Long::sum);
            }
        }
    }
}
