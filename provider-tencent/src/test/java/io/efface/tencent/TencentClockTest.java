package io.efface.tencent;

import io.efface.testkit.emulator.VendorClockContract;

class TencentClockTest extends VendorClockContract {
    TencentClockTest() {
        super(TencentTargets.VENDOR);
    }
}
