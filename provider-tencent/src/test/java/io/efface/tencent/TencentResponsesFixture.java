package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Provides a repository whose requests a server answers with given responses. */
abstract class TencentResponsesFixture {
    static final PersonId ALICE = PersonId.of("alice");
    static final FaceId F1 = FaceId.of("2875186538564559728");
    static final FaceId F2 = FaceId.of("2873640802022644880");
    static final String REQUEST = "4b609b7c-7a9a-4ea0-be8b-1fb638c2ceca";

    final CannedServer server = new CannedServer();
    TestAccount repository;

    @BeforeEach
    void open() {
        TencentConfig config = TencentConfig.builder()
                .credentials(TencentCredentials.of("AKIDexample", "key"))
                .endpoint(server.endpoint())
                .build();
        repository = TestAccount.open(config, OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of()));
    }

    @AfterEach
    void close() {
        repository.close();
        server.close();
    }

    static String ok(String fields) {
        return "{\"Response\":{" + fields + (fields.isEmpty() ? "" : ",") + "\"RequestId\":\"" + REQUEST + "\"}}";
    }

    static String error(String code) {
        return ok("\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"alice and 2875186538564559728 are at fault\"}");
    }

    static Set<FaceId> faces(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    FaceException failure(ThrowingCallable call) {
        FaceException e = catchThrowableOfType(FaceException.class, call);
        assertThat(e).isNotNull();
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("alice").doesNotContain(F1.value());
        }
        assertThat(e.provider()).contains("tencent");
        assertThat(e.account()).contains("acc");
        return e;
    }
}
