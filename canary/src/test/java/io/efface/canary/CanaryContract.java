package io.efface.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.aliyun.AliyunConfig;
import io.efface.aliyun.AliyunCredentials;
import io.efface.emulator.rekognition.RekognitionEmulator;
import io.efface.http.Endpoint;
import io.efface.rekognition.AwsConfig;
import io.efface.rekognition.AwsCredentials;
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
 * Runs the contract and searches all output for ids, names and secrets. The accounts have default layers, and the vendors run in another
 * process. Every id, name and secret contains a mark, a random text. There are two targets: a normal vendor, and a vendor whose messages
 * repeat the request and whose request ids contain ids. The second target also uses another signature. The test prints a seed. {@code
 * -Defface.canary.seed=N} repeats the run with the same marks.
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
        CollectedLog.collectTo(collected);
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

    private ProviderConfig config(String url, boolean otherSignature) {
        return switch (provider) {
            case "aliyun" ->
                AliyunConfig.builder()
                        .credentials(AliyunCredentials.of(marks.keyId, marks.secret, marks.token))
                        .endpoint(Endpoint.parse(url))
                        .signature(otherSignature ? AliyunConfig.Signature.ACS3 : AliyunConfig.Signature.V1)
                        .build();
            case "tencent" ->
                TencentConfig.builder()
                        .credentials(TencentCredentials.of(marks.keyId, marks.secret, marks.token))
                        .endpoint(Endpoint.parse(url))
                        .signature(otherSignature ? TencentConfig.Signature.HMAC_SHA1 : TencentConfig.Signature.TC3)
                        .httpMethod(otherSignature ? TencentConfig.HttpMethod.GET : TencentConfig.HttpMethod.POST)
                        .build();
            case "rekognition" ->
                AwsConfig.builder()
                        .credentials(AwsCredentials.of(marks.keyId, marks.secret, marks.token))
                        .region("eu-west-1")
                        .library(RekognitionEmulator.FIRST_COLLECTION)
                        .endpoint(Endpoint.parse(url))
                        .build();
            default -> throw new IllegalArgumentException(provider);
        };
    }

    @Test
    void accounts_configuredByText_outputIsSearched() throws IOException {
        VendorProcess.Vendor vendor = startVendor(false);
        AccountsInText.use(provider, vendor, marks, collected);
        collected.search(vendor.stop());
    }

    @Test
    void accounts_withInvalidSettings_areRejectedAndOutputIsSearched() {
        AccountsInText.useInvalidSettings(provider, marks, collected);
        collected.search(List.of());
    }

    @AfterAll
    void searchRemainingOutput() throws IOException {
        try (VendorProcess closing = vendors) {
            assertThat(closing).isNotNull();
        } finally {
            output.close();
            CollectedLog.collectTo(null);
        }
        collected.search(List.of());
        System.out.println(getClass().getSimpleName() + ": searched " + collected);
        assertThat(collected.signatures())
                .as("number of signatures that the vendors received")
                .isPositive();
        for (Place place : Place.values()) {
            if (place != Place.STREAM && place != Place.PLATFORM_LOG) {
                assertThat(collected.count(place))
                        .as("number of texts collected from %s", place)
                        .isPositive();
            }
        }
        assertThat(collected.leaks())
                .as("marks, ids and signatures found in the output")
                .isEmpty();
    }
}
