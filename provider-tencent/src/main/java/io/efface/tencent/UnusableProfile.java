package io.efface.tencent;

/** Says why a named profile gives no credentials. Its message names files and profiles, and never holds a value out of them. */
final class UnusableProfile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableProfile(String message) {
        super(message);
    }
}
