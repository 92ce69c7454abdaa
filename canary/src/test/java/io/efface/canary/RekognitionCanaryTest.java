package io.efface.canary;

/** Tests that nothing leaks from an account of the provider {@code rekognition}. */
final class RekognitionCanaryTest extends CanaryContract {
    RekognitionCanaryTest() {
        super("rekognition", Plant.NOTHING);
    }
}
