package io.couponrush.localstack;

/** The three servers a stack is made of. */
public enum PartName {
    KAFKA,
    REDIS,
    DATABASE
}
