/** What a person sees while a command runs. */
@NullMarked
package io.couponrush.system.console;

import org.jspecify.annotations.NullMarked;
