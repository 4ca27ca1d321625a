package io.couponrush.localstack;

import java.nio.file.Path;

/** A program that starts a stack, freezes two of its parts when told to, and is then killed. */
final class StackOwner {

    private StackOwner() {}

    public static void main(String[] arguments) throws Exception {
        LocalStack stack = LocalStack.start(StackOptions.keptIn(Path.of(arguments[0])));
        DatabasePart database = stack.database();
        System.out.println(stack.kafka().bootstrapServers());
        System.out.println(stack.redis().uri());
        System.out.println(database.jdbcUrl());
        System.out.println(database.user());
        System.out.println(database.password());
        System.in.read();
        stack.kafka().freeze();
        stack.redis().freeze();
        System.out.println("frozen");
        System.in.read();
        System.in.read();
    }
}
