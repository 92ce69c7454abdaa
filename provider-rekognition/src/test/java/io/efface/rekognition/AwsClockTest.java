package io.efface.rekognition;

import io.efface.testkit.VendorClockContract;

class AwsClockTest extends VendorClockContract {
    AwsClockTest() {
        super(AwsTargets.VENDOR);
    }
}
