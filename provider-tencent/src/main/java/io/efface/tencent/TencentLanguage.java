package io.efface.tencent;

/** The language of the vendor's messages. Efface reads codes and never messages, so it changes nothing but a recorded answer. */
public enum TencentLanguage {
    /** Chinese. */
    ZH_CN("zh-CN"),
    /** English. */
    EN_US("en-US");

    private final String text;

    TencentLanguage(String text) {
        this.text = text;
    }

    /** Returns the language as it is configured and sent. */
    public String text() {
        return text;
    }
}
