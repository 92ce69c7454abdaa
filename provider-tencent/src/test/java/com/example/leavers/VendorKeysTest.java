package com.example.leavers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.tencent.TencentCredentialsProvider;
import io.efface.testkit.emulator.ProvidedKeysFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tests the example {@link VendorKeys} of docs/providers/tencent.md with the vendor's own SDK and without a network. */
class VendorKeysTest extends ProvidedKeysFixture {
    VendorKeysTest() {
        super("tencent", IaiEmulator::builder);
    }

    private PersonOutcome delete(TencentCredentialsProvider keys, String person) {
        try (FaceRepositories accounts = VendorKeys.open(file(), keys)) {
            return delete(accounts, person);
        }
    }

    /** A credential that renews itself in its second getter, as the credentials of the vendor's roles may do. */
    private static final class RenewedAtSecondGetter extends Credential {
        private final AtomicInteger calls = new AtomicInteger();

        private int issue() {
            return calls.incrementAndGet() < 2 ? 1 : 2;
        }

        @Override
        public String getSecretId() {
            return "KEY" + issue();
        }

        @Override
        public String getSecretKey() {
            return "secret-" + issue();
        }

        @Override
        public String getToken() {
            return "token-" + issue();
        }
    }

    @Test
    void vendorKeys_permanentKey_signs() {
        Credential permanent = new Credential("permanent", "permanent-secret");

        assertThat(delete(VendorKeys.selfRenewing(permanent), "p1")).isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void vendorKeys_credentialRenewsItselfInSecondGetter_signsWithPartsOfOneKey() {
        assertThat(delete(VendorKeys.selfRenewing(new RenewedAtSecondGetter()), "p1"))
                .isEqualTo(PersonOutcome.DELETED);
    }

    @Test
    void vendorKeys_keyWithLifetime_isFetchedOnceForTwoRequests() {
        AtomicInteger issued = new AtomicInteger();
        TencentCredentialsProvider keys = VendorKeys.withLifetime(Duration.ofHours(2), () -> {
            int number = issued.incrementAndGet();
            return new Credential("KEY" + number, "secret-" + number, "token-" + number);
        });

        assertThat(delete(keys, "p1")).isEqualTo(PersonOutcome.DELETED);
        assertThat(delete(keys, "p2")).isEqualTo(PersonOutcome.DELETED);
        assertThat(issued).hasValue(1);
    }

    @Test
    void vendorKeys_sdkFails_sendsNothingAndHidesMessage() {
        TencentCredentialsProvider keys = VendorKeys.withLifetime(Duration.ofHours(2), () -> {
            throw new TencentCloudSDKException("the-secret is out");
        });

        assertThatThrownBy(() -> delete(keys, "p1"))
                .isInstanceOfSatisfying(
                        FaceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED))
                .hasMessageContaining("TencentCloudSDKException")
                .hasMessageNotContaining("the-secret");
        assertThat(requests()).isZero();
    }

    @Test
    void vendorKeys_rolesOfMachineAndPod_createdWithoutRequest() {
        assertThat(VendorKeys.machineRole()).isNotNull();
        assertThat(VendorKeys.podRole()).isNotNull();
    }

    @Test
    void page_example_equalsTestedSource() throws IOException {
        assertPageShows("../docs/providers/tencent.md", "VendorKeys");
    }
}
