package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.modality.cv.transform.RandomBrightness;
import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patternscanner.network.TorchEngine;

class OwnPicturesTest {

    @BeforeAll
    static void settleEngine() {
        TorchEngine.configure(1);
    }

    @Test
    void newPicturesAreRecognized(@TempDir Path folder) throws Exception {
        OwnPictures.Result result = OwnPictures.run(50, 8, folder);
        try (Stream<Path> files = Files.walk(folder.resolve("new"))) {
            assertThat(result.pictures())
                    .isEqualTo(files.filter(Files::isRegularFile).count())
                    .isEqualTo(150);
        }
        assertThat(result.accuracy()).isGreaterThanOrEqualTo(0.9);
    }

    /** Why the program has transforms of its own. */
    @Test
    void twoOfDjlsTransformsDoNotWork() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray image = manager.arange(12f).reshape(new Shape(2, 2, 3));
            for (int i = 0; i < 20; i++) {
                assertThat(new RandomFlipLeftRight().transform(image)).isEqualTo(image);
            }
            assertThatThrownBy(() -> new RandomBrightness(0.3f).transform(image))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
