package io.efface.tencent;

/** The API versions whose deletions are the same. */
public enum TencentApiVersion {
    /** The current version, and the only one of the international site. */
    V2020_03_03("2020-03-03"),
    /** The version before. */
    V2018_03_01("2018-03-01");

    private final String text;

    TencentApiVersion(String text) {
        this.text = text;
    }

    /** Returns the version as it is configured and sent. */
    public String text() {
        return text;
    }
}
