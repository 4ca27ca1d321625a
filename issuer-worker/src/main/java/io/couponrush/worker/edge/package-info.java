/** What every HTTP answer obeys: stable problem codes, limits on what comes in. */
@NullMarked
package io.couponrush.worker.edge;

import org.jspecify.annotations.NullMarked;
