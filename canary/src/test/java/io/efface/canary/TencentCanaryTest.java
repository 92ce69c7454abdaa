package io.efface.canary;

/** Nothing leaks from an account of this provider. */
final class TencentCanaryTest extends CanaryContract {
    TencentCanaryTest() {
        super("tencent", Plant.NOTHING);
    }
}
