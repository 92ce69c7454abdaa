package io.efface.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.http.Endpoint;
import io.efface.spi.ProviderConfig;
import io.efface.tencent.TencentConfig;
import io.efface.tencent.TencentCredentials;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The contract on accounts opened with default layers, all ids, names and secrets marked, before vendors in another process: once
 * as the vendor is, once with another signature and a vendor that repeats the request in its messages and ids in its request ids.
 * What comes out is searched. {@code -Defface.canary.seed=N} draws the same marks again.
 */
abstract class CanaryContract extends FaceRepositoryContract {
    final Marks marks;
    final Collected collected;
    private final String provider;
    private final Plant plant;
    private VendorProcess vendors;
    private OtherOutput output;

    CanaryContract(String provider, Plant plant) {
        this.provider = provider;
        this.plant = plant;
        long seed = Long.getLong("efface.canary.seed", new Random().nextLong());
        System.out.println(getClass().getSimpleName() + ": seed " + seed);
        this.marks = new Marks(seed);
        this.collected = new Collected(marks);
    }

    @BeforeAll
    void startCollecting() throws IOException {
        CollectedLog.to(collected);
        output = new OtherOutput(collected);
        vendors = new VendorProcess();
    }

    @Override
    protected List<ContractTarget> targets() {
        return List.of(
                ContractTarget.of(provider + " opened", () -> start(false)),
                ContractTarget.of(provider + " opened, another signature, vendor repeats ids", () -> start(true)));
    }

    private CanaryHarness start(boolean echoes) throws IOException {
        VendorProcess.Vendor vendor = startVendor(echoes);
        return new CanaryHarness(vendor, config(vendor.url(), echoes), marks, collected, plant);
    }

    VendorProcess.Vendor startVendor(boolean echoes) throws IOException {
        return vendors.start(provider, echoes, marks);
    }

    private ProviderConfig config(String url, boolean otherwise) {
        return provider.equals("aliyun")
                ? AliyunConfig.builder()
                        .credentials(AliyunCredentials.of(marks.keyId, marks.secret, marks.token))
                        .endpoint(Endpoint.parse(url))
                        .signature(otherwise ? AliyunConfig.Signature.ACS3 : AliyunConfig.Signature.V1)
                        .build()
                : TencentConfig.builder()
                        .credentials(TencentCredentials.of(marks.keyId, marks.secret, marks.token))
                        .endpoint(Endpoint.parse(url))
                        .signature(otherwise ? TencentConfig.Signature.HMAC_SHA1 : TencentConfig.Signature.TC3)
                        .httpMethod(otherwise ? TencentConfig.HttpMethod.GET : TencentConfig.HttpMethod.POST)
                        .build();
    }

    @Test
    void accounts_fromText_areCollected() throws IOException {
        VendorProcess.Vendor vendor = startVendor(false);
        AccountsInText.use(provider, vendor, marks, collected);
        collected.search(vendor.stop());
    }

    @Test
    void accounts_fromTextWithMistakes_areRejectedAndCollected() {
        AccountsInText.mistake(provider, marks, collected);
        collected.search(List.of());
    }

    @AfterAll
    void whatCameOut_ofAllTests_givesNothingAway() throws IOException {
        try (VendorProcess ended = vendors) {
            assertThat(ended).isNotNull();
        } finally {
            output.close();
            CollectedLog.to(null);
        }
        collected.search(List.of());
        System.out.println(getClass().getSimpleName() + ": searched " + collected);
        assertThat(collected.signatures()).as("signatures sent").isPositive();
        for (Place place : Place.values()) {
            if (place != Place.STREAM && place != Place.PLATFORM_LOG) {
                assertThat(collected.count(place))
                        .as("texts collected: %s", place)
                        .isPositive();
            }
        }
        assertThat(collected.leaks()).as("given away").isEmpty();
    }
}
