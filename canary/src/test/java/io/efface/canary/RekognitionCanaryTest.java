package io.efface.canary;

/** Tests that the output of an account of the provider {@code rekognition} contains no id and no secret. */
final class RekognitionCanaryTest extends CanaryContract {
    RekognitionCanaryTest() {
        super("rekognition", Plant.NOTHING);
    }
}
