package io.efface.aliyun;

import io.efface.testkit.VendorClockContract;

class AliyunClockTest extends VendorClockContract {
    AliyunClockTest() {
        super(AliyunTargets.VENDOR);
    }
}
