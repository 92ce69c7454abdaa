package io.efface.aliyun;

import io.efface.testkit.emulator.VendorClockContract;

class AliyunClockTest extends VendorClockContract {
    AliyunClockTest() {
        super(AliyunTargets.VENDOR);
    }
}
