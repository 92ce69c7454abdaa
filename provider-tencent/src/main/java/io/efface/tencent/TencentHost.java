package io.efface.tencent;

/** Which of the vendor's hosts is called when no endpoint is given. */
public enum TencentHost {
    /** {@code iai.tencentcloudapi.com}: the access point nearest to the caller. */
    NEAREST("nearest"),
    /** {@code iai.REGION.tencentcloudapi.com}: the access point of the account's region. */
    REGIONAL("regional"),
    /** {@code iai.intl.tencentcloudapi.com}: for accounts of the international site. */
    INTL("intl");

    private final String text;

    TencentHost(String text) {
        this.text = text;
    }

    /** Returns the word as it is configured. */
    public String text() {
        return text;
    }

    /**
     * Returns the name of the host.
     *
     * <p>Source: "Request Structure" (tencentcloud.com/document/product/1059/36943, 2026-01-29).
     */
    String name(String region) {
        return switch (this) {
            case NEAREST -> "iai.tencentcloudapi.com";
            case REGIONAL -> "iai." + region + ".tencentcloudapi.com";
            case INTL -> "iai.intl.tencentcloudapi.com";
        };
    }
}
