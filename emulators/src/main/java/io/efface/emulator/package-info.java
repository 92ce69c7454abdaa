/**
 * Both vendors' face libraries as functions from a request to an answer over held state, with an HTTP front on
 * loopback. They check signatures with code of their own and know nothing of Efface, so that one mistake cannot hide
 * in both a provider and its judge.
 */
@NullMarked
package io.efface.emulator;

import org.jspecify.annotations.NullMarked;
