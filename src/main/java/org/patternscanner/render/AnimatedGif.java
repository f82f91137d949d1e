package org.patternscanner.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures one after another as a GIF that begins again at its end (GIF89a, 1990). */
public final class AnimatedGif {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    /** Netscape's extension, which all browsers follow: repeat without end. */
    private static final byte[] FOREVER = {1, 0, 0};

    private AnimatedGif() {}

    /**
     * A picture and how long it stays.
     *
     * @param hundredths of a second
     */
    public record Frame(BufferedImage picture, int hundredths) {}

    /**
     * The whole file.
     *
     * @param frames at least one, all of one size; each gets up to 256 colours of its own
     */
    public static byte[] bytes(List<Frame> frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (Frame frame : frames) {
                IIOMetadata metadata = metadata(writer, frame);
                writer.writeToSequence(new IIOImage(frame.picture, null, metadata), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, Frame frame) throws IOException {
        IIOMetadata metadata =
                writer.getDefaultImageMetadata(
                        ImageTypeSpecifier.createFromRenderedImage(frame.picture), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(frame.hundredths));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(FOREVER);
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        root.appendChild(extensions);
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }
}
