package io.efface.emulator.iai;

import org.jspecify.annotations.Nullable;

/** The languages of IAI's error messages, chosen by {@code X-TC-Language} or the parameter {@code Language}. */
public enum IaiLanguage {
    /** Chinese, {@code zh-CN}. */
    ZH_CN,
    /** English, {@code en-US}. */
    EN_US;

    /** Returns the language that a request names, or the given default if the request names no known language. */
    static IaiLanguage named(@Nullable String tag, IaiLanguage defaultLanguage) {
        if ("zh-CN".equals(tag)) {
            return ZH_CN;
        }
        return "en-US".equals(tag) ? EN_US : defaultLanguage;
    }
}
