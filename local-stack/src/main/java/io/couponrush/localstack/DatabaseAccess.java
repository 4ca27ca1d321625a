package io.couponrush.localstack;

record DatabaseAccess(String jdbcUrl, String user, String password) {

    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
