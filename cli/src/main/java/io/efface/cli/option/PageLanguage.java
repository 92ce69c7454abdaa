package io.efface.cli.option;

import java.util.Locale;

/** The languages of HTML pages. */
public enum PageLanguage {
    EN(Locale.ENGLISH),
    ZH(Locale.SIMPLIFIED_CHINESE);

    private final Locale locale;

    PageLanguage(Locale locale) {
        this.locale = locale;
    }

    /** Returns the language as a locale. */
    public Locale locale() {
        return locale;
    }
}
