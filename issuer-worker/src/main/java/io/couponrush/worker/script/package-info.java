/** Lua scripts: how they are loaded and how their replies are read. */
@NullMarked
package io.couponrush.worker.script;

import org.jspecify.annotations.NullMarked;
