package io.efface.policy;

/** What to do with a person id against the vendor's rule. */
enum IdCheck {
    WARN,
    STRICT,
    OFF
}
