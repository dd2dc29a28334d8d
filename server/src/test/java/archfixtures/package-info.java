/** Classes that break the architecture rules on purpose, so that each rule is known to see it. Nothing else uses them. */
package archfixtures;
