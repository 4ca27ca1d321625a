package io.couponrush.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A recipe whose ports nobody checks beforehand. */
record PortsUnseen(Recipe recipe) implements Recipe {

    @Override
    public List<Integer> ports() {
        return List.of();
    }

    @Override
    public PartName part() {
        return recipe.part();
    }

    @Override
    public String name() {
        return recipe.name();
    }

    @Override
    public List<String> preparation(Path emptyData) throws IOException {
        return recipe.preparation(emptyData);
    }

    @Override
    public List<String> command(Path data) throws IOException {
        return recipe.command(data);
    }

    @Override
    public boolean ready(String output) {
        return recipe.ready(output);
    }

    @Override
    public String version(String output) {
        return recipe.version(output);
    }
}
