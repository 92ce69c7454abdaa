package io.efface.canary;

/** Tests that the output of an account of the provider {@code tencent} contains no id and no secret. */
final class TencentCanaryTest extends CanaryContract {
    TencentCanaryTest() {
        super("tencent", Plant.NOTHING);
    }
}
