/**
 * Measures the cost of calls through Efface and through other clients on the same machine. Also measures how fast lists are planned and
 * erased, and how fast jobs are resumed. The package may use JMH, the vendors' SDKs, and every module except {@code cli}. No module uses
 * this package.
 */
@NullMarked
package io.efface.benchmarks;

import org.jspecify.annotations.NullMarked;
