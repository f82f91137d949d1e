package org.patternscanner.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {

    @Test
    void afterAFewImagesItReadsNineOfTenAndIsSaved(@TempDir Path folder) throws Exception {
        Train.Result result = Train.run(6_000, folder);

        assertThat(result.images()).isEqualTo(5_500);
        assertThat(result.heldOut()).isBetween(0.85, 1.0);
        assertThat(result.test()).isBetween(0.85, 1.0);
        assertThat(folder.resolve("digits-0001.params")).isNotEmptyFile();
    }

    @Test
    @Tag("thorough")
    void afterOneEpochItReads97OfAHundredTestImages(@TempDir Path folder) throws Exception {
        assertThat(Train.run(60_000, folder).test()).isBetween(0.97, 1.0);
    }
}
