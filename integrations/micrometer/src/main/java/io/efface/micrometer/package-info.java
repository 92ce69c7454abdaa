/**
 * Reports calls, requests, quota and breakers as Micrometer observations and meters, which contain no id of a person or face. This package
 * may use core, policy and Micrometer.
 */
@NullMarked
package io.efface.micrometer;

import org.jspecify.annotations.NullMarked;
