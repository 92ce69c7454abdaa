package io.efface.erasure.internal.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.erasure.input.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatCodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "General",
                "0",
                "#",
                "##",
                "@",
                "#,##0",
                "#,###",
                "#,##0;[Red]-#,##0",
                "#,##0 ;(#,##0)",
                "0_);(0)",
                "_(* #,##0_)",
                "0;[Red]-0",
                "[$-409]0",
                "General;-General;;@",
                "0;-0;\"\"",
                "0;;;@"
            })
    void problem_formatThatShowsTheDigits_isNull(String code) {
        assertThat(NumberFormatCode.problem(164, code, 1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "000000",
                "000-000",
                "0,000",
                "\"P\"0",
                "\\P0",
                "P0",
                "0\"号\"",
                "*00",
                "0%",
                "$0",
                "[$€-407] #,##0",
                "[$¥]0",
                "0,",
                "0,,",
                "[DBNum1]0",
                "-0",
                "(0)",
                "0-0",
                "0\"unclosed",
                "t0",
                "##:##",
                ";;;",
                "",
                "0.00",
                "0.",
                "#,##0.00;[Red]-#,##0.00",
                "# ?/?",
                "0/0",
                "0.00E+00",
                "##0.0E+0",
                "#\\ ##0",
                "# ##",
                "0#",
                "#?",
                "[>100]0;0",
                "[$-D000000]0",
                "\";\"0",
                "0;-0;0;@;@"
            })
    void problem_formatThatShowsMore_isFormattedNumber(String code) {
        assertThat(NumberFormatCode.problem(164, code, 1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-mm-dd",
                "m/d/yy h:mm",
                "yyyy\"年\"m\"月\"d\"日\"",
                "[h]:mm:ss",
                "[$-804]dddd",
                "h:mm AM/PM",
                "mm:ss.0",
                "[$-F800]dddd, mmmm dd",
                "ggge",
                "0;yyyy"
            })
    void problem_formatOfDates_isDateCell(String code) {
        assertThat(NumberFormatCode.problem(164, code, 1)).isEqualTo(ProblemCode.DATE_CELL);
    }

    @Test
    void problem_idWithoutCode_isKnownOrRefused() {
        assertThat(NumberFormatCode.problem(null, null, 1)).isNull();
        assertThat(NumberFormatCode.problem(0, null, 1)).isNull();
        assertThat(NumberFormatCode.problem(41, null, 1)).isNull();
        assertThat(NumberFormatCode.problem(43, null, 1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
        assertThat(NumberFormatCode.problem(57, null, 1)).isEqualTo(ProblemCode.DATE_CELL);
        assertThat(NumberFormatCode.problem(5, null, 1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
        assertThat(NumberFormatCode.problem(200, null, 1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
    }

    @Test
    void problem_negativeNumber_needsAMinusSignInItsSection() {
        for (String code : new String[] {"0", "#,##0", "0;-0", "0;[Red]-#,##0", "General;-General"}) {
            assertThat(NumberFormatCode.problem(164, code, -1)).isNull();
        }
        for (String code : new String[] {"0;0", "0;(0)", "0;000000", "0;", "0;;;@", "0;@", "\"a;-0;b\""}) {
            assertThat(NumberFormatCode.problem(164, code, -1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
        }
        assertThat(NumberFormatCode.problem(41, null, -1)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
    }

    @Test
    void problem_zero_mustBeShownByItsSection() {
        for (String code : new String[] {"0", "#,##0", "General", "@", "#;-#;0", "0;-0"}) {
            assertThat(NumberFormatCode.problem(164, code, 0)).isNull();
        }
        for (String code : new String[] {"#", "#,###", "0;-0;", "0;-0;\"\"", "0;-0;#", "General;-General;;@"}) {
            assertThat(NumberFormatCode.problem(164, code, 0)).isEqualTo(ProblemCode.FORMATTED_NUMBER);
        }
    }
}
