package io.couponrush.worker.receipt.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

class MerkleTest {

    /** Those of the reference implementation of RFC 6962 (certificate-transparency, merkletree). */
    private static final List<String> INPUTS =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsAreThoseOfTheReference() {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < INPUTS.size(); i++) {
            leaves.add(Merkle.leaf(HexFormat.of().parseHex(INPUTS.get(i))));
            assertThat(HexFormat.of().formatHex(Merkle.root(leaves))).isEqualTo(ROOTS.get(i));
        }
        assertThat(HexFormat.of().formatHex(Merkle.root(List.of())))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 100})
    void isTheRecursiveDefinitionAndEveryPathLeadsToTheRoot(int size) {
        List<byte[]> leaves = leaves(size);
        byte[] root = Merkle.root(leaves);

        assertThat(root).isEqualTo(defined(leaves));
        for (int i = 0; i < size; i++) {
            assertThat(climb(leaves.get(i), i, size, Merkle.path(leaves, i))).isEqualTo(root);
        }
    }

    /** So the leaves may be kept in rows, and a row's hash stands for it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 17, 23, 64, 65})
    void wholeSubtreesMayBePutTogether(int size) {
        List<byte[]> leaves = leaves(size);
        List<byte[]> roots = new ArrayList<>();
        for (int from = 0; from < size; from += 8) {
            roots.add(Merkle.root(leaves.subList(from, Math.min(size, from + 8))));
        }

        assertThat(Merkle.root(roots)).isEqualTo(Merkle.root(leaves));
        for (int i = 0; i < size; i++) {
            List<byte[]> chunk = leaves.subList(i / 8 * 8, Math.min(size, i / 8 * 8 + 8));
            List<byte[]> path = Merkle.path(chunk, i % 8);
            path.addAll(Merkle.path(roots, i / 8));
            assertThat(path)
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(Merkle.path(leaves, i));
        }
    }

    @Test
    void aNodeIsNoLeaf() {
        List<byte[]> two = leaves(2);
        byte[] both = new byte[64];
        System.arraycopy(two.get(0), 0, both, 0, 32);
        System.arraycopy(two.get(1), 0, both, 32, 32);

        assertThat(Merkle.leaf(both)).isNotEqualTo(Merkle.root(two));
    }

    private static List<byte[]> leaves(int size) {
        return IntStream.range(0, size).mapToObj(i -> Merkle.leaf(new byte[] {(byte) i})).toList();
    }

    /** RFC 6962, section 2.1, to the letter. */
    private static byte[] defined(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Merkle.node(
                defined(leaves.subList(0, left)), defined(leaves.subList(left, leaves.size())));
    }

    /** RFC 9162, section 2.1.3.2, to the letter. */
    private static byte[] climb(byte[] leaf, int index, int size, List<byte[]> path) {
        int at = index;
        int last = size - 1;
        byte[] hash = leaf;
        for (byte[] step : path) {
            assertThat(last).isPositive();
            if (at % 2 == 1 || at == last) {
                hash = Merkle.node(step, hash);
                while (at % 2 == 0 && at != 0) {
                    at /= 2;
                    last /= 2;
                }
            } else {
                hash = Merkle.node(hash, step);
            }
            at /= 2;
            last /= 2;
        }
        assertThat(last).isZero();
        return hash;
    }
}
