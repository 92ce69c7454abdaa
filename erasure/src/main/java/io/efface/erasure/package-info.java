/**
 * What applications use to erase lists of people everywhere: plan, run, verify and report jobs, and check their receipts. Start at {@link
 * io.efface.erasure.Erasure}. The implementation is in {@code internal}, whose types are no API; this package may use core, policy,
 * {@code input} and {@code keys} beside it.
 */
@NullMarked
package io.efface.erasure;

import org.jspecify.annotations.NullMarked;
