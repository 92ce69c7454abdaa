package io.efface.erasure.internal.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.RunOptions;
import org.junit.jupiter.api.Test;

class DetachedRunTest {
    private final DetachedRun run =
            new DetachedRun("digest", RunOptions.builder().build(), false);

    @Test
    void parse_ownText_isTheSameRun() {
        assertThat(DetachedRun.parse(run.text()).text()).isEqualTo(run.text());
    }

    @Test
    void parse_optionOfALaterVersion_isRejected() {
        String later = run.text().replace("}", ",\"laterOption\":\"1\"}");

        assertThatThrownBy(() -> DetachedRun.parse(later))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LEDGER_UNREADABLE))
                .hasMessageContaining("a later version of Efface");
    }
}
