package io.efface.rekognition;

import io.efface.testkit.emulator.VendorClockContract;

class AwsClockTest extends VendorClockContract {
    AwsClockTest() {
        super(AwsTargets.VENDOR);
    }
}
