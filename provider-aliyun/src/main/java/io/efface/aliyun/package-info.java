/** Alibaba Cloud's custom face library (Green 2018-05-09) behind the portable interface. */
@NullMarked
package io.efface.aliyun;

import org.jspecify.annotations.NullMarked;
