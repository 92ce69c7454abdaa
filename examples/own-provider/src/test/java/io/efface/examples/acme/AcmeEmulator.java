package io.efface.examples.acme;

import io.efface.emulator.Digests;
import io.efface.emulator.EmulatedCall;
import io.efface.emulator.FaceLibrary;
import io.efface.emulator.IdSource;
import io.efface.emulator.JsonText;
import io.efface.emulator.ReceivedCall;
import io.efface.emulator.StoredPerson;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.emulator.http.EmulatorResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Emulates Acme with one temporary key. It shares no code with the provider. */
final class AcmeEmulator extends VendorEmulator {
    static final String KEY_ID = "acme-key";
    static final String SECRET = "acme-secret";
    static final String TOKEN = "acme-token";
    private static final Map<String, Integer> STATUS = Map.of(
            "slow_down", 429, "busy", 409, "forbidden", 403, "unpaid", 402, "no_such_person", 404, "internal", 500);
    private final IdSource ids = new IdSource(new SecureRandom());

    AcmeEmulator(Clock clock) {
        super("acme", clock, new FaceLibrary());
    }

    @Override
    public EmulatorResponse respond(EmulatorRequest request) {
        String action = request.path().replaceFirst("^/v1/", "");
        Call call = new Call(action, request, ids.requestId());
        String rejection = rejection(request);
        EmulatorResponse response = rejection != null
                ? call.error(rejection, null, null)
                : EmulatedCall.respond(call, faults().take(action, call.person), library(), call.person);
        calls().add(new ReceivedCall(
                clock().instant(), action, call.person, "ACME-HMAC", call.code, response, call.id));
        return response;
    }

    private @Nullable String rejection(EmulatorRequest request) {
        String time = request.headers().firstOrEmpty("X-Acme-Time");
        String text = request.path() + "\n" + time + "\n" + Digests.sha256Hex(request.body());
        String signature = Digests.hex(Digests.hmacSha256(SECRET.getBytes(StandardCharsets.UTF_8), text));
        if (!Digests.same(request.headers().firstOrEmpty("Authorization"), "ACME-HMAC " + KEY_ID + ":" + signature)
                || !request.headers().firstOrEmpty("X-Acme-Token").equals(TOKEN)) {
            return "bad_signature";
        }
        Duration offset = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock().instant());
        return offset.abs().compareTo(Duration.ofMinutes(5)) > 0 ? "wrong_time" : null;
    }

    /** One request. A request that the emulator rejects gets an error, and is not performed. */
    private static final class Call implements EmulatedCall {
        private final String action;
        private final String id;
        private final String person;
        private final List<String> faces = new ArrayList<>();
        private String code = "OK";

        Call(String action, EmulatorRequest request, String id) {
            this.action = action;
            this.id = id;
            Map<String, ?> body = JsonText.readObjectOrEmpty(request.body());
            this.person = String.valueOf(body.get("person"));
            if (body.get("faces") instanceof List<?> listed) {
                listed.forEach(face -> faces.add(String.valueOf(face)));
            }
        }

        @Override
        public EmulatorResponse perform(FaceLibrary library) {
            return library.exclusively(held -> held.person(person)
                    .map(found -> perform(held, found))
                    .orElseGet(() -> error("no_such_person", null, null)));
        }

        private EmulatorResponse perform(FaceLibrary library, StoredPerson found) {
            List<String> left = new ArrayList<>(found.faceIds());
            switch (action) {
                case "delete-person" -> library.remove(person);
                case "delete-faces" -> {
                    faces.retainAll(left);
                    left.removeAll(faces);
                    library.put(found.withFaceIds(left));
                }
                default -> faces.addAll(left);
            }
            return response(200, action.equals("delete-person") ? "" : JsonText.write(Map.of("faces", faces)));
        }

        @Override
        public EmulatorResponse error(String errorCode, @Nullable Integer status, @Nullable String message) {
            code = errorCode;
            return response(STATUS.getOrDefault(code, 400), JsonText.write(Map.of("code", code)));
        }

        @Override
        public EmulatorResponse throttled() {
            return error("slow_down", null, null);
        }

        private EmulatorResponse response(int status, String body) {
            return EmulatorResponse.text(status, "application/json", body).plusHeader("X-Request-Id", id);
        }
    }
}
