package io.efface.emulator;

import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Responds to {@code GET /__efface/people} with the stored people. The request needs no signature. The endpoint does not belong to the
 * emulated vendor: faults do not apply to its requests, and its requests are not counted.
 */
final class PeopleEndpoint {

    static final String PREFIX = "/__efface/";
    private static final String PEOPLE = PREFIX + "people";
    private static final String JSON = "application/json; charset=utf-8";

    private PeopleEndpoint() {}

    static EmulatorResponse respond(EmulatorRequest request, FaceLibrary library) {
        if (!request.path().equals(PEOPLE)) {
            return EmulatorResponse.text(404, JSON, "{\"error\":\"the only path is " + PEOPLE + "\"}");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return EmulatorResponse.text(405, JSON, "{\"error\":\"only GET and HEAD are allowed\"}")
                    .plusHeader("Allow", "GET, HEAD");
        }
        List<Map<String, @Nullable Object>> people = new ArrayList<>();
        for (StoredPerson person : library.snapshot()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("person_id", person.id());
            row.put("face_ids", person.faceIds());
            people.add(row);
        }
        return EmulatorResponse.text(200, JSON, JsonText.write(Map.of("people", people)));
    }
}
