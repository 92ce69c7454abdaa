package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectionsTest {
    private final Rejections rejections = new Rejections();

    @Test
    void isAlone_otherCallBeganBeforeTheRejection_isFalse() {
        long other = rejections.begin();
        rejections.begin();
        rejections.rejected(1);

        rejections.accepted(other, 2);

        assertThat(rejections.isAcceptedSince(1)).isFalse();
        assertThat(rejections.isAlone(1, false)).isFalse();
    }

    @Test
    void isAlone_onlyOneRejection_isFalse() {
        rejections.begin();
        rejections.rejected(1);
        rejections.accepted(rejections.begin(), 2);
        rejections.begin();

        assertThat(rejections.isAcceptedSince(1)).isTrue();
        assertThat(rejections.isAlone(1, true))
                .as("the account may reject every target by now")
                .isFalse();
    }

    @Test
    void isAlone_otherCallsAcceptedBetweenAndAfterRejections_isTrue() {
        rejections.begin();
        assertThat(rejections.rejected(1)).isFalse();
        rejections.accepted(rejections.begin(), 2);
        rejections.begin();
        assertThat(rejections.rejected(1)).isTrue();
        assertThat(rejections.isAlone(1, false)).isFalse();
        rejections.accepted(rejections.begin(), 3);

        assertThat(rejections.isAlone(1, false)).isTrue();
    }

    @Test
    void isAlone_noOtherCallInProgress_isTrueUnlessAnotherTargetWasRejected() {
        rejections.begin();
        rejections.rejected(1);
        rejections.accepted(rejections.begin(), 2);
        rejections.begin();
        rejections.rejected(1);
        assertThat(rejections.isAlone(1, true)).isTrue();

        rejections.begin();
        rejections.rejected(3);

        assertThat(rejections.isAlone(1, true)).isFalse();
    }
}
