/**
 * Reports calls, requests, quota, breakers and jobs as Micrometer observations and meters, which contain no id of a person or face. This
 * package may use core, policy and Micrometer. Only {@link io.efface.micrometer.JobMeters} may use erasure, which is optional.
 */
@NullMarked
package io.efface.micrometer;

import org.jspecify.annotations.NullMarked;
