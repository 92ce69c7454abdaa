/**
 * Reports calls, requests, quota and breakers as Micrometer observations and meters, without the id of any person or face. It may use
 * core, policy and Micrometer.
 */
@NullMarked
package io.efface.micrometer;

import org.jspecify.annotations.NullMarked;
