/**
 * Measures how fast calls are made, and how fast lists are planned, erased and resumed, beside peers on the same machine. It may use
 * every module but {@code cli}, JMH, and the vendors' SDKs. No module uses it.
 */
@NullMarked
package io.efface.benchmarks;

import org.jspecify.annotations.NullMarked;
