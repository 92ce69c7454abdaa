/**
 * The public API to delete lists of people from face libraries: plan, run, verify and report jobs, and verify their receipts. Start with
 * {@link io.efface.erasure.Erasure}. The packages below {@code internal} contain the implementation and are not part of the API. This
 * package may use core, policy, {@code input}, {@code keys} and {@code internal}.
 */
@NullMarked
package io.efface.erasure;

import org.jspecify.annotations.NullMarked;
