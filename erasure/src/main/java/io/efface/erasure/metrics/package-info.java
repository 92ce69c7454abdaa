/**
 * The numbers of a job for a monitoring system: what is open, done and failed in each account, and the time that is left. The package may
 * use core and the other public packages of erasure.
 */
@NullMarked
package io.efface.erasure.metrics;

import org.jspecify.annotations.NullMarked;
