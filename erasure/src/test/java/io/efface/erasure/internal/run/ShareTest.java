package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShareTest {
    private final Share share = new Share();

    @Test
    void resize_larger_hasMorePermits() {
        share.resize(1);
        assertThat(share.tryAcquire()).isTrue();
        assertThat(share.tryAcquire()).isFalse();

        share.resize(2);

        assertThat(share.tryAcquire()).isTrue();
        assertThat(share.inUse()).isEqualTo(2);
    }

    @Test
    void resize_smallerThanInUse_hasNoPermitUntilEnoughAreReleased() {
        share.resize(3);
        assertThat(share.tryAcquire(3)).isTrue();

        share.resize(1);

        assertThat(share.inUse()).isEqualTo(3);
        share.release(2);
        assertThat(share.tryAcquire()).isFalse();
        share.release();
        assertThat(share.inUse()).isZero();
        assertThat(share.tryAcquire()).isTrue();
    }
}
