/**
 * Measures how fast calls are made, compared with other clients on the same machine, and how fast lists are planned, erased and resumed.
 * The package may use every module except {@code cli}, and JMH and the vendors' SDKs. No module uses this package.
 */
@NullMarked
package io.efface.benchmarks;

import org.jspecify.annotations.NullMarked;
