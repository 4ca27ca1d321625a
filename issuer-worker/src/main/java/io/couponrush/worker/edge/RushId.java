package io.couponrush.worker.edge;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An id: a whole number that JavaScript can hold too, 1 to 2^53 − 1. */
@Documented
@Min(1)
@Max(RushId.GREATEST)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface RushId {

    long GREATEST = (1L << 53) - 1;

    String message() default "must be a whole number from 1 to 9007199254740991";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
