/**
 * Tags: the labels that a store puts on what it sells. Owns {@code tag} and {@code product_tag}. Calls stores, audit and
 * the platform only; locks rows of {@code product} and {@code assortment}, whose features call this one.
 *
 * <p>Invariants: a tag's name is unique in its store, ignoring case. A product gets a tag only while the tag's store sells
 * it; when the store takes it out of its assortment, it loses that store's tags. The tags of an archived store belong to
 * no store any more: products keep them, none gets them.
 */
@NullMarked
package aisle.tags;

import org.jspecify.annotations.NullMarked;
