package io.efface.canary;

/** Nothing leaks from an account of this provider. */
final class AliyunCanaryTest extends CanaryContract {
    AliyunCanaryTest() {
        super("aliyun", Plant.NOTHING);
    }
}
