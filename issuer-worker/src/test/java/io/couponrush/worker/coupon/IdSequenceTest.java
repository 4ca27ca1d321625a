package io.couponrush.worker.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.WorkerTest;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.TableGenerator;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Two who ask an empty sequence for its first id at once end in a deadlock. */
@WorkerTest
class IdSequenceTest {

    @Autowired EntityManagerFactory entities;
    @Autowired JdbcClient database;

    /** Run alone it fails if a migration forgets one: nothing here has made the row by asking. */
    @Test
    void everySequenceIsThereBeforeAnybodyAsks() {
        List<String> wanted =
                entities.getMetamodel().getEntities().stream()
                        .flatMap(entity -> Arrays.stream(entity.getJavaType().getDeclaredFields()))
                        .map((Field field) -> field.getAnnotation(TableGenerator.class))
                        .filter(Objects::nonNull)
                        .map(TableGenerator::pkColumnValue)
                        .toList();

        assertThat(wanted).contains("account", "coupon");
        assertThat(database.sql("select name from id_sequence").query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(wanted);
    }
}
