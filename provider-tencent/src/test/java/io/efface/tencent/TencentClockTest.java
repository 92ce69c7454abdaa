package io.efface.tencent;

import io.efface.testkit.VendorClockContract;

class TencentClockTest extends VendorClockContract {
    TencentClockTest() {
        super(TencentTargets.VENDOR);
    }
}
