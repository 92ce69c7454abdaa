package io.efface.tencent;

/** How requests are signed. */
public enum TencentSignature {
    /** TC3-HMAC-SHA256 with the action signed: what the vendor advises, and the default. */
    TC3("tc3"),
    /** Signature v1 with HmacSHA256: the {@code ?Action=DeletePerson} form. */
    HMAC_SHA256("hmac-sha256"),
    /** Signature v1 with HmacSHA1. */
    HMAC_SHA1("hmac-sha1");

    private final String text;

    TencentSignature(String text) {
        this.text = text;
    }

    /** Returns the word as it is configured. */
    public String text() {
        return text;
    }

    TencentSigner signer(CommonParameters common) {
        return switch (this) {
            case TC3 -> new Tc3Signer(common);
            case HMAC_SHA256 -> new V1Signer(common, V1Signer.Algorithm.SHA256);
            case HMAC_SHA1 -> new V1Signer(common, V1Signer.Algorithm.SHA1);
        };
    }
}
