package com.example.leavers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.exception.CredentialException;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.AlibabaCloudCredentialsProvider;
import com.aliyun.credentials.provider.StaticCredentialsProvider;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonOutcome;
import io.efface.aliyun.AliyunCredentialsProvider;
import io.efface.config.FaceRepositories;
import io.efface.emulator.green.GreenEmulator;
import io.efface.testkit.emulator.ProvidedKeysFixture;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests the examples of docs/providers/aliyun.md with the vendor's own library and without a network. */
class VendorKeysTest extends ProvidedKeysFixture {
    VendorKeysTest() {
        super("aliyun", GreenEmulator::builder);
    }

    private static CredentialModel.Builder key(String id, String secret) {
        return CredentialModel.builder().accessKeyId(id).accessKeySecret(secret).type("sts");
    }

    /** A credentials provider of the vendor's library. It returns different keys at the first two calls, and fails at the third call. */
    private static final class TwoKeys implements AlibabaCloudCredentialsProvider {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public CredentialModel getCredentials() {
            int number = calls.incrementAndGet();
            if (number > 2) {
                throw new CredentialException("the-secret is out");
            }
            return key("KEY" + number, "secret-" + number)
                    .securityToken("token-" + number)
                    .build();
        }

        @Override
        public String getProviderName() {
            return "two keys";
        }

        @Override
        public void close() {}
    }

    @Test
    void vendorKeys_permanentKeyOfTheVendorsStaticProvider_signs() {
        Client vendor = new Client(StaticCredentialsProvider.builder()
                .credential(key("permanent", "permanent-secret").build())
                .build());
        try (FaceRepositories accounts = VendorKeys.open(file(), vendor)) {
            assertThat(delete(accounts, "p1")).isEqualTo(PersonOutcome.DELETED);
        }
    }

    @Test
    void vendorKeys_temporaryKeys_areFetchedForEachRequest() {
        Client vendor = new Client(new TwoKeys());
        try (FaceRepositories accounts = VendorKeys.open(file(), vendor)) {
            assertThat(delete(accounts, "p1")).isEqualTo(PersonOutcome.DELETED);
            assertThat(delete(accounts, "p2")).isEqualTo(PersonOutcome.DELETED);
            assertThatThrownBy(() -> delete(accounts, "p3"))
                    .isInstanceOfSatisfying(
                            FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED))
                    .hasMessageNotContaining("the-secret");
        }
    }

    @Test
    void ownKeys_keyOfStore_isFetchedOnceForTwoRequests() {
        AtomicInteger fetches = new AtomicInteger();
        AliyunCredentialsProvider keys = OwnKeys.of(() -> {
            fetches.incrementAndGet();
            return new OwnKeys.TemporaryKey(
                    "KEY1", "secret-1", "token-1", Instant.now().plus(Duration.ofHours(1)));
        });
        try (FaceRepositories accounts = FaceRepositories.builder()
                .properties(file())
                .service(AliyunCredentialsProvider.class, keys)
                .open()) {
            assertThat(delete(accounts, "p1")).isEqualTo(PersonOutcome.DELETED);
            assertThat(delete(accounts, "p2")).isEqualTo(PersonOutcome.DELETED);
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void page_examples_equalTestedSources() throws IOException {
        assertPageShows("../docs/providers/aliyun.md", "VendorKeys", "OwnKeys");
    }
}
