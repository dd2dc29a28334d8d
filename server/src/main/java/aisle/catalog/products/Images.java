package aisle.catalog.products;

import aisle.catalog.products.ProductDetails.ImageDetails;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts the images of a product in their order. */
public final class Images {
    private Images() {}

    /**
     * The images as they are kept: by their positions, and {@code first} in front of all.
     *
     * @param first an address, or null; it keeps its text when it is among the images
     */
    public static List<Product.Image> ordered(@Nullable List<ImageDetails> details, @Nullable String first) {
        List<Product.Image> images = new ArrayList<>();
        Objects.requireNonNullElse(details, List.<ImageDetails>of()).stream()
                .sorted(Comparator.comparing(
                        ImageDetails::position, Comparator.nullsLast(Comparator.<Integer>naturalOrder())))
                .map(image -> new Product.Image(image.url(), image.alt()))
                .forEach(images::add);
        if (first != null) {
            Product.Image known = images.stream()
                    .filter(image -> image.url().equals(first))
                    .findFirst()
                    .orElse(new Product.Image(first, null));
            images.removeIf(image -> image.url().equals(first));
            images.addFirst(known);
        }
        return List.copyOf(images);
    }

    /** The images as they would be sent. */
    static List<ImageDetails> details(List<Product.Image> images) {
        return IntStream.range(0, images.size())
                .mapToObj(
                        i -> new ImageDetails(images.get(i).url(), images.get(i).alt(), i + 1))
                .toList();
    }

    static @Nullable String first(List<Product.Image> images) {
        return images.isEmpty() ? null : images.getFirst().url();
    }
}
