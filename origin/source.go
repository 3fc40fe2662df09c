package origin

// Source is who says something, and where.
type Source struct {
	Origin  Origin
	Section string // of a document, several with commas: "4.2.3, 4.2.2"; "" for others
}
