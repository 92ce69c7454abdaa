package io.efface.canary;

/** Tests that the output of an account of the provider {@code aliyun} contains no id and no secret. */
final class AliyunCanaryTest extends CanaryContract {
    AliyunCanaryTest() {
        super("aliyun", Plant.NOTHING);
    }
}
