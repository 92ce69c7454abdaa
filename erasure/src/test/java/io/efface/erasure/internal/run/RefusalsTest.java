package io.efface.erasure.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void refused_whileAnotherCallWasUnderWay_isNotShownToBeAloneByIt() {
        long other = refusals.begin();
        refusals.begin();
        refusals.refused(1);

        refusals.accepted(other, 2);

        assertThat(refusals.isAcceptedSince(1)).isFalse();
        assertThat(refusals.isAlone(1, false)).isFalse();
    }

    @Test
    void refused_onceBeforeOthersWereTaken_isNotYetAlone() {
        refusals.begin();
        refusals.refused(1);
        refusals.accepted(refusals.begin(), 2);
        refusals.begin();

        assertThat(refusals.isAcceptedSince(1)).isTrue();
        assertThat(refusals.isAlone(1, true))
                .as("the account may refuse everybody by now")
                .isFalse();
    }

    @Test
    void refused_betweenOthersThatWereTaken_isAlone() {
        refusals.begin();
        assertThat(refusals.refused(1)).isFalse();
        refusals.accepted(refusals.begin(), 2);
        refusals.begin();
        assertThat(refusals.refused(1)).isTrue();
        assertThat(refusals.isAlone(1, false)).isFalse();
        refusals.accepted(refusals.begin(), 3);

        assertThat(refusals.isAlone(1, false)).isTrue();
    }

    @Test
    void refused_withNobodyLeft_isAloneUnlessOthersWereRefusedToo() {
        refusals.begin();
        refusals.refused(1);
        refusals.accepted(refusals.begin(), 2);
        refusals.begin();
        refusals.refused(1);
        assertThat(refusals.isAlone(1, true)).isTrue();

        refusals.begin();
        refusals.refused(3);

        assertThat(refusals.isAlone(1, true)).isFalse();
    }
}
