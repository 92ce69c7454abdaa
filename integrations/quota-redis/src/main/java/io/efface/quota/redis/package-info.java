/** A quota store that several processes share through Redis. This package may use core, policy and Lettuce. */
@NullMarked
package io.efface.quota.redis;

import org.jspecify.annotations.NullMarked;
