package io.couponrush.localstack.product;

/** A demo account of this machine. */
public record Account(String username, String password) {

    /** Not the password: this ends in logs and in the messages of failed checks. */
    @Override
    public String toString() {
        return username;
    }
}
