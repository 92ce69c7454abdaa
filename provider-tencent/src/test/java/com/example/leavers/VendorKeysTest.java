package com.example.leavers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.tencent.TencentCredentialsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of the page for users, with the vendor's own SDK and without a network. */
class VendorKeysTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private EmulatorServer server;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        IaiEmulator iai = IaiEmulator.builder()
                .key("permanent", "permanent-key")
                .temporaryKey("AKID1", "key-1", "token-1")
                .temporaryKey("AKID2", "key-2", "token-2")
                .build();
        iai.library().put("p1", "f1");
        iai.library().put("p2", "f2");
        server = EmulatorServer.start(iai);
        file = Files.writeString(folder.resolve("efface.properties"), """
                efface.accounts.main.provider = tencent
                efface.accounts.main.endpoint = %s
                efface.accounts.main.credentials = provider
                efface.accounts.main.verify = off
                """.formatted(server.url()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private PersonOutcome delete(TencentCredentialsProvider keys, String person) {
        try (FaceRepositories accounts = VendorKeys.open(file, keys)) {
            return accounts.get("main").deletePerson(PersonId.of(person)).outcome();
        }
    }

    /** As the vendor's roles do it: every getter may be the one that renews. */
    private static final class RenewedAtSecondGetter extends Credential {
        private final AtomicInteger asked = new AtomicInteger();

        private int issue() {
            return asked.incrementAndGet() < 2 ? 1 : 2;
        }

        @Override
        public String getSecretId() {
            return "AKID" + issue();
        }

        @Override
        public String getSecretKey() {
            return "key-" + issue();
        }

        @Override
        public String getToken() {
            return "token-" + issue();
        }
    }

    @Test
    void vendorKeys_permanentKey_signs() {
        Credential permanent = new Credential("permanent", "permanent-key");

        assertThat(delete(VendorKeys.renewingItself(permanent), "p1")).isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void vendorKeys_keyThatRenewsItselfBetweenTwoGetters_signsWithOneIssue() {
        assertThat(delete(VendorKeys.renewingItself(new RenewedAtSecondGetter()), "p1"))
                .isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void vendorKeys_keyOfKnownLife_isKeptWhileItLasts() {
        AtomicInteger issued = new AtomicInteger();
        TencentCredentialsProvider keys = VendorKeys.lasting(Duration.ofHours(2), () -> {
            int number = issued.incrementAndGet();
            return new Credential("AKID" + number, "key-" + number, "token-" + number);
        });

        assertThat(delete(keys, "p1")).isEqualTo(PersonOutcome.DELETED);
        assertThat(delete(keys, "p2")).isEqualTo(PersonOutcome.DELETED);
        assertThat(issued).hasValue(1);
    }

    @Test
    void vendorKeys_sdkFails_sendsNothingAndShowsNothing() {
        TencentCredentialsProvider keys = VendorKeys.lasting(Duration.ofHours(2), () -> {
            throw new TencentCloudSDKException("the-secret is out");
        });

        assertThatThrownBy(() -> delete(keys, "p1"))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED))
                .hasMessageContaining("TencentCloudSDKException")
                .hasMessageNotContaining("the-secret");
        assertThat(server.requests()).isZero();
    }

    @Test
    void vendorKeys_rolesOfMachineAndPod_askNobodyUntilTheyAreNeeded() {
        assertThat(VendorKeys.ofMachine()).isNotNull();
        assertThat(VendorKeys.ofPod()).isNotNull();
    }

    @Test
    void page_example_isTheProgramThatIsRun() throws IOException {
        String page =
                Files.readString(MODULE.resolve("../docs/providers/tencent.md").normalize());

        List<String> examples = JAVA.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();

        assertThat(examples)
                .containsExactly(Files.readString(MODULE.resolve("src/test/java/com/example/leavers/VendorKeys.java")));
    }
}
