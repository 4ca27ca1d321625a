package io.couponrush.localstack.product;

/** A demo account of this machine. */
public record Account(String username, String password) {}
