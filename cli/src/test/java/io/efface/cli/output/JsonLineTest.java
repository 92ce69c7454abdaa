package io.efface.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.erasure.HoldChange;
import io.efface.erasure.PlanSummary;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.RowsCheck;
import io.efface.erasure.ScrubSummary;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class JsonLineTest {
    /** Public, because Moshi can write only public records. */
    public record Sample(long line, ErrorKind kind, Optional<String> code, String detail) {}

    @Test
    void of_record_writesComponentsInOrderAndNulls() {
        assertThat(JsonLine.of(new Sample(7, ErrorKind.TIMEOUT, Optional.empty(), null)))
                .isEqualTo("{\"line\":7,\"kind\":\"TIMEOUT\",\"code\":null,\"detail\":null}");
    }

    @Test
    void of_object_writesKeysInOrderAndValuesByTheirTypes() {
        JsonObject object = new JsonObject()
                .with("z", Optional.of("a \"b\" <c>"))
                .with("none", null)
                .withPresent("absent", null)
                .withPresent("empty", Optional.empty())
                .withPresent("at", Instant.parse("2026-01-31T10:00:00.5Z"))
                .with("numbers", List.of(1, 2.0, 3L))
                .with("delimiter", Optional.of(';'))
                .with("kinds", Map.of(ErrorKind.TIMEOUT, 3L))
                .with("records", List.of(new Sample(1, ErrorKind.RATE_LIMITED, Optional.of("x"), "d")))
                .with("object", new JsonObject().with("yes", true));

        assertThat(JsonLine.of(object))
                .isEqualTo("{\"z\":\"a \\\"b\\\" <c>\",\"none\":null,\"at\":\"2026-01-31T10:00:00.500Z\","
                        + "\"numbers\":[1,2.0,3],\"delimiter\":\";\",\"kinds\":{\"TIMEOUT\":3},"
                        + "\"records\":[{\"line\":1,\"kind\":\"RATE_LIMITED\",\"code\":\"x\",\"detail\":\"d\"}],"
                        + "\"object\":{\"yes\":true}}");
    }

    @Test
    void of_checkWithTotals_keepsTheirOrder() {
        Map<String, Object> totals = new LinkedHashMap<>();
        for (String name :
                List.of("rows", "planned", "duplicates", "refused", "held", "outcomes", "evidence", "faces")) {
            totals.put(name, 1L);
        }
        ReceiptsCheck check = new ReceiptsCheck(
                ReceiptsCheck.Verdict.INTACT, "l", "j", 1, 1, 0, true, 0, null, null, null, null, totals, null);

        assertThat(JsonLine.of(check))
                .contains(
                        "\"totals\":{\"rows\":1,\"planned\":1,\"duplicates\":1,\"refused\":1,\"held\":1,\"outcomes\":1,"
                                + "\"evidence\":1,\"faces\":1}");
    }

    @Test
    void of_recordsOfErasure_haveTheDocumentedKeys() {
        PlanSummary.Restored restored = new PlanSummary.Restored(
                "old", 1, 2, Map.of(ErrorKind.TIMEOUT, 3L), List.of(new PlanSummary.Found("cn", 4, "hash")));
        UnresolvedTarget target =
                new UnresolvedTarget(5, "cn", TargetState.FAILED, Optional.of(ErrorKind.TIMEOUT), Optional.empty());
        RowsCheck rows = new RowsCheck(
                6, 7, 8, 9, List.of(new RowsCheck.Difference(RowsCheck.Kind.TOTALS, 10, 11)), List.of("limit"));
        ReceiptsCheck check = new ReceiptsCheck(
                ReceiptsCheck.Verdict.INTACT,
                "ledger",
                "job",
                12,
                13,
                0,
                true,
                0,
                null,
                Instant.EPOCH,
                "seal",
                "digest",
                Map.of("counts", Map.of("planned", 14L)),
                rows);

        assertThat(JsonLine.of(restored))
                .isEqualTo("{\"fromJob\":\"old\",\"present\":1,\"absent\":2,\"unreadable\":{\"TIMEOUT\":3},"
                        + "\"found\":[{\"account\":\"cn\",\"line\":4,\"person\":\"hash\"}]}");
        assertThat(JsonLine.of(target))
                .isEqualTo("{\"line\":5,\"account\":\"cn\",\"state\":\"FAILED\",\"kind\":\"TIMEOUT\",\"code\":null}");
        assertThat(JsonLine.of(check))
                .isEqualTo("{\"verdict\":\"INTACT\",\"ledger\":\"ledger\",\"job\":\"job\",\"events\":12,\"seals\":13,"
                        + "\"tail\":0,\"tailAuthenticated\":true,\"brokenAt\":0,\"problem\":null,"
                        + "\"sealedAt\":\"1970-01-01T00:00:00Z\",\"lastSeal\":\"seal\",\"digest\":\"digest\","
                        + "\"totals\":{\"counts\":{\"planned\":14}},\"rows\":{\"rows\":6,\"unsealed\":7,"
                        + "\"unsealedDone\":8,\"differences\":9,\"first\":[{\"kind\":\"TOTALS\",\"row\":10,\"line\":11}],"
                        + "\"limits\":[\"limit\"]}}");
        assertThat(JsonLine.of(new HoldChange(1, 2, 3, 4, 5, 6, 7)))
                .isEqualTo(
                        "{\"ids\":1,\"changed\":2,\"unmatched\":3,\"targets\":4,\"started\":5,\"erased\":6,\"size\":7}");
        assertThat(JsonLine.of(new ScrubSummary("job", 1, 2, 3, true, false)))
                .isEqualTo(
                        "{\"job\":\"job\",\"rows\":1,\"unproven\":2,\"lostFaces\":3,\"resumed\":true,\"repeated\":false}");
    }
}
